"""Values of a facet in the documents of one segment: narrowing down and counting."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from server.search.whoosh_engine.sets import spread

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FacetValues:
    """Each document's values: `numbers[starts[document] : starts[document + 1]]` into `values`."""

    values: list[str]
    numbers: NDArray[np.uint32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, count: int, holders: Iterable[tuple[str, NDArray[np.uint32]]]) -> "FacetValues":
        """From each value's documents, of so many documents in all."""
        found = list(holders)
        docs = np.concatenate([np.empty(0, np.uint32), *(docs for _, docs in found)])
        numbers = np.repeat(np.arange(len(found), dtype=np.uint32), [len(docs) for _, docs in found])
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(docs, minlength=count))])
        return cls([value for value, _ in found], numbers[np.argsort(docs, kind="stable")], starts)

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return int(self.numbers.nbytes + self.starts.nbytes) + 100 * len(self.values)

    def having(self, wanted: Collection[str]) -> Mask:
        """Whether each document has one of some values."""
        flags = np.fromiter((value in wanted for value in self.values), np.bool_, len(self.values))
        count = len(self.starts) - 1
        owners = np.repeat(np.arange(count), np.diff(self.starts))
        mask = np.zeros(count, np.bool_)
        mask[owners[flags[self.numbers]]] = True
        return mask

    def single(self) -> Mask:
        """Whether each document has exactly one value."""
        mask: Mask = np.diff(self.starts) == 1
        return mask

    def counts(self, docs: NDArray[Any]) -> dict[str, int]:
        """How many of some documents have each value; values that none has are left out."""
        places, _ = spread(self.starts, docs)
        found = np.bincount(self.numbers[places], minlength=len(self.values))
        return {self.values[place]: int(found[place]) for place in np.flatnonzero(found)}


@dataclass(frozen=True, slots=True)
class SizedMask:
    """A mask that the cache can keep."""

    mask: Mask

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self.mask.nbytes
