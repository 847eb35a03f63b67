"""Several small segments read as one: a query of 41 words costs the same for twelve of them as for one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from server.search.whoosh_engine.blocks import Placed, Postings
from server.search.whoosh_engine.segment import FiledSegment, WordList


class JoinedFile:
    """Segments one after the other; a SegmentFile for FiledSegment, which keeps what it reads."""

    def __init__(self, parts: Sequence[FiledSegment]) -> None:
        self._parts = parts
        self._bases = np.cumsum([0, *(part.count for part in parts)]).tolist()
        self.id = "+".join(part.id for part in parts)
        self.count: int = self._bases[-1]

    def fields(self) -> list[str]:
        """The fields that have postings."""
        return sorted({field for part in self._parts for field in part.fields()})

    def postings(self, field: str, term: str) -> Postings | None:
        """The documents of a term with their weights; None where there are none."""
        found = [
            (base, each)
            for base, part in zip(self._bases, self._parts, strict=False)
            if (each := part.postings(field, term)) is not None
        ]
        if not found:
            return None
        docs = np.concatenate([each.docs + np.uint32(base) for base, each in found])
        if all(each.weights is None for _, each in found):
            return Postings(docs, None)
        weights = [
            np.ones(len(each.docs), np.float32) if each.weights is None else each.weights for _, each in found
        ]
        return Postings(docs, np.concatenate(weights))

    def placed(self, field: str, term: str) -> Placed:
        """Where a term stands."""
        found = [part.placed(field, term) for part in self._parts if part.postings(field, term) is not None]
        counts = np.concatenate([np.zeros(1, np.int64), *(np.diff(each.starts) for each in found)])
        return Placed(np.concatenate([each.positions for each in found]), np.cumsum(counts))

    def listed(self, field: str) -> WordList:
        """The words of a field in rising order, with the number of documents of each."""
        counts: dict[str, int] = {}
        for part in self._parts:
            for word, number in zip(*part.words(field), strict=True):
                counts[word] = counts.get(word, 0) + int(number)
        words = sorted(counts)
        return words, np.array([counts[word] for word in words], np.uint32)

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        """The length of the field in each document; None where it has none."""
        found = [part.lengths(field) for part in self._parts]
        if all(each is None for each in found):
            return None
        return np.concatenate(
            [
                np.zeros(part.count, np.uint8) if each is None else each
                for part, each in zip(self._parts, found, strict=True)
            ]
        )

    def total_length(self, field: str) -> int:
        """The length of the field in all documents together."""
        return sum(part.total_length(field) for part in self._parts)

    def moments(self) -> NDArray[np.int64]:
        """When each document became public, in microseconds since 1970."""
        return np.concatenate([part.moments() for part in self._parts])

    def documents(self) -> tuple[memoryview, NDArray[np.int64]]:
        """Stored names of all documents, one after the other, and where each begins and the last ends."""
        stored = [part.stored(number) for part in self._parts for number in range(part.count)]
        return memoryview(b"".join(stored)), np.cumsum([0, *map(len, stored)])
