"""What a term weighs in a document: Whoosh's BM25F, for whole posting lists at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from server.search.whoosh_engine.blocks import Docs, Weights
from server.search.whoosh_engine.facets import Mask
from server.search.whoosh_engine.segment import Segment

Scores = NDArray[np.float64]
# Indexes into an array; ALL stands for every one.
Places = Any
ALL: Final = slice(None)

# As in Whoosh, after Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.
K1: Final = 1.2
B: Final = 0.75
_LENGTHS: Final = np.array([byte_to_length(code) for code in range(256)], np.float64)


class Lengths(NamedTuple):
    """How the lengths of a field in the documents of a segment weaken a match; `codes` is None without lengths."""

    codes: NDArray[np.uint8] | None
    by_code: Scores

    def of(self, docs: Docs) -> Any:
        """The part of the formula that grows with a document's length."""
        return K1 if self.codes is None else self.by_code[self.codes[docs]]


@dataclass(slots=True)
class Leaf:
    """What one pattern finds in one field of a segment.

    With `values` the scores are known already; else they follow from weights and lengths. `only` lets some
    documents score nothing. `is_own` is False for words of the title of the section around.
    """

    docs: Docs
    factor: float = 1.0
    weights: Weights | None = None
    lengths: Lengths | None = None
    values: Scores | None = None
    only: Mask | None = None
    is_own: bool = True

    def scores(self, places: Places = ALL) -> Scores:
        """The scores of some of its documents, by their places in `docs`."""
        docs = self.docs[places]
        found = self._values(docs, places)
        return found if self.only is None else found * self.only[docs]

    def _values(self, docs: Docs, places: Places) -> Scores:
        if self.values is not None:
            # Whoever asked adds other scores to these.
            return self.values[places].copy()
        long = K1 if self.lengths is None else self.lengths.of(docs)
        if self.weights is None:
            alike = self.factor / (1.0 + long)
            return np.full(len(docs), alike) if isinstance(alike, float) else alike
        weights = self.weights[places].astype(np.float64)
        scores: Scores = self.factor * weights / (weights + long)
        return scores


class Statistics:
    """What the segments of an index together say about frequencies and lengths, removed documents included."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._count = sum(segment.documents for segment in segments)
        self._by_code: dict[str, Scores] = {}
        self._lengths: dict[tuple[str, int], Lengths] = {}
        self._fields = frozenset[str]().union(*(segment.fields() for segment in segments))

    def has(self, field: str) -> bool:
        """Whether any document has words in a field."""
        return field in self._fields

    def factor(self, frequency: int) -> float:
        """What the score of a term in so many documents is multiplied with."""
        return (log(self._count / (frequency + 1)) + 1) * (K1 + 1)

    def lengths(self, field: str, segment: Segment) -> Lengths:
        """The lengths of a field in a segment."""
        key = field, id(segment)
        if key not in self._lengths:
            self._lengths[key] = Lengths(segment.lengths(field), self._weakening(field))
        return self._lengths[key]

    def _weakening(self, field: str) -> Scores:
        if field not in self._by_code:
            total = sum(segment.total_length(field) for segment in self._segments)
            average = total / max(sum(segment.holders(field) for segment in self._segments), 1) or 1.0
            found = K1 * ((1 - B) + B * _LENGTHS / average)
            # What has no words that count is neither long nor short.
            found[0] = K1
            self._by_code[field] = found
        return self._by_code[field]


def added_up(count: int, leaves: Sequence[Leaf]) -> Leaf:
    """Several leaves of one field as one, in a segment of so many documents."""
    docs = np.concatenate([leaf.docs for leaf in leaves])
    sizes = [len(leaf.docs) for leaf in leaves]
    weights = np.concatenate(
        [
            np.ones(size) if leaf.weights is None else leaf.weights
            for leaf, size in zip(leaves, sizes, strict=True)
        ]
    )
    lengths = leaves[0].lengths
    factors = np.repeat([leaf.factor for leaf in leaves], sizes)
    scores = factors * weights / (weights + (K1 if lengths is None else lengths.of(docs)))
    total: Scores = np.bincount(docs, scores, count).astype(np.float64, copy=False)
    found = total.nonzero()[0]
    return Leaf(found.astype(np.uint32), values=total[found], only=leaves[0].only, is_own=leaves[0].is_own)
