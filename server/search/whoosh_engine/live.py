"""Documents that are not committed yet, searched as a segment of their own."""

from collections.abc import Callable, Collection, Iterator
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import length_to_byte

from server.search.documents import Facet
from server.search.whoosh_engine.blocks import Placed, Postings
from server.search.whoosh_engine.facets import FacetValues, Mask
from server.search.whoosh_engine.schema import FACETS, Places, Prepared, facet_prefix
from server.search.whoosh_engine.segment import Words


class LiveSegment:
    """A segment in memory that documents come to and go from; the numbers of those that went are used again."""

    def __init__(self) -> None:
        self._documents: list[Prepared | None] = []
        self._free: list[int] = []
        self._numbers: dict[str, int] = {}
        self._words: dict[str, dict[str, dict[int, Places]]] = {}
        self._exact: dict[str, dict[str, set[int]]] = {}
        # Arrays over all documents, until one comes or goes.
        self._made: dict[object, Any] = {}

    @property
    def count(self) -> int:
        return len(self._documents)

    @property
    def documents(self) -> int:
        return len(self._numbers)

    def add(self, document: Prepared) -> None:
        """Add a document, or replace the one with its key."""
        self.drop(document.key)
        self._made.clear()
        number = heappop(self._free) if self._free else len(self._documents)
        if number == len(self._documents):
            self._documents.append(None)
        self._documents[number] = document
        self._numbers[document.key] = number
        for field, words in document.words.items():
            holders = self._words.setdefault(field, {})
            for token, places in words.items():
                holders.setdefault(token, {})[number] = places
        for field, terms in document.exact.items():
            having = self._exact.setdefault(field, {})
            for term in terms:
                having.setdefault(term, set()).add(number)

    def drop(self, key: str) -> None:
        """Take a document out; unknown keys are fine."""
        number = self._numbers.pop(key, None)
        if number is None:
            return
        self._made.clear()
        document, self._documents[number] = self._documents[number], None
        heappush(self._free, number)
        if document is not None:
            for field, words in document.words.items():
                for token in words:
                    _leave(self._words[field], token, number)
            for field, terms in document.exact.items():
                for term in terms:
                    _leave(self._exact[field], term, number)

    def alive(self) -> Mask:
        """Which numbers are documents."""
        return np.array([each is not None for each in self._documents], np.bool_)

    def fields(self) -> Collection[str]:
        return [field for field, words in (*self._words.items(), *self._exact.items()) if words]

    def postings(self, field: str, token: str) -> Postings | None:
        if field in self._exact:
            numbers = sorted(self._exact[field].get(token, ()))
            return Postings(np.array(numbers, np.uint32), None) if numbers else None
        found = self._words.get(field, {}).get(token)
        if not found:
            return None
        numbers = sorted(found)
        weights = np.array([found[number].weight for number in numbers], np.float32)
        return Postings(np.array(numbers, np.uint32), weights)

    def placed(self, field: str, token: str) -> Placed:
        found = self._words[field][token]
        places = [found[number].positions for number in sorted(found)]
        starts = np.cumsum([0, *map(len, places)])
        return Placed(np.array([place for each in places for place in each], np.uint16), starts)

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        found: NDArray[np.uint8] = self._kept(
            field, lambda: np.array([length_to_byte(each) for each in self._each_length(field)], np.uint8)
        )
        return found

    def total_length(self, field: str) -> int:
        return sum(self._each_length(field))

    def holders(self, field: str) -> int:
        return sum(1 for length in self._each_length(field) if length)

    def words(self, field: str) -> Words:
        found = self._exact[field] if field in self._exact else self._words.get(field, {})
        words = sorted(found)
        return words, np.array([len(found[word]) for word in words], np.uint32)

    def facet(self, facet: Facet) -> FacetValues:
        found: FacetValues = self._kept(facet, lambda: self._facet(facet))
        return found

    def _facet(self, facet: Facet) -> FacetValues:
        prefix = facet_prefix(facet)
        return FacetValues.of(
            self.count,
            (
                (term.removeprefix(prefix), np.array(sorted(numbers), np.uint32))
                for term, numbers in self._exact.get(FACETS, {}).items()
                if term.startswith(prefix)
            ),
        )

    def having(self, facet: Facet, values: frozenset[str]) -> Mask:
        return self.facet(facet).having(values)

    def in_one_language(self) -> Mask:
        return self.facet(Facet.LANGUAGE).single()

    def moments(self) -> NDArray[np.int64]:
        return np.array([each.moment if each else 0 for each in self._documents], np.int64)

    def stored(self, document: int) -> bytes:
        found = self._documents[document]
        return found.stored if found else b""

    def ranks(self) -> NDArray[np.int64]:
        order = sorted(range(self.count), key=self.stored)
        ranks = np.empty(self.count, np.int64)
        ranks[order] = np.arange(self.count)
        return ranks

    def _kept(self, key: object, make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _each_length(self, field: str) -> Iterator[int]:
        # A field without words of its own has no length, as on disk.
        return (
            each.lengths.get(field, 0) if each and each.words.get(field) else 0 for each in self._documents
        )


def _leave(holders: dict[str, Any], term: str, number: int) -> None:
    found = holders[term]
    if isinstance(found, set):
        found.remove(number)
    else:
        del found[number]
    if not found:
        del holders[term]
