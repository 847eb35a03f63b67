"""Documents that are not committed yet, searched as a segment of their own."""

from collections import defaultdict
from collections.abc import Callable, Collection
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import length_to_byte

from server.search.documents import Facet
from server.search.whoosh_engine.blocks import Placed, Postings
from server.search.whoosh_engine.facets import FacetValues, Mask
from server.search.whoosh_engine.schema import FACETS, Prepared, Words, facet_prefix
from server.search.whoosh_engine.segment import WordList


class _Lengths:
    """The lengths of one field, as `Segment` tells them."""

    def __init__(self) -> None:
        self.codes = bytearray()
        self.total = self.holders = 0

    def put(self, number: int, length: int) -> None:
        self.codes.extend(bytes(max(0, number + 1 - len(self.codes))))
        self.codes[number] = length_to_byte(length)
        self.total += length
        self.holders += length > 0

    def take(self, number: int, length: int) -> None:
        self.codes[number] = 0
        self.total -= length
        self.holders -= length > 0


class LiveSegment:
    """A Segment in memory that documents come to and go from; the numbers of those that went are used again."""

    def __init__(self) -> None:
        self._prepared: list[Prepared | None] = []
        self._free: list[int] = []
        self._numbers: dict[str, int] = {}
        self._words: dict[str, dict[str, dict[int, Words]]] = defaultdict(dict)
        self._exact: dict[str, dict[str, dict[int, None]]] = defaultdict(dict)
        self._lengths: dict[str, _Lengths] = defaultdict(_Lengths)
        # Arrays over all documents, until one comes or goes.
        self._made: dict[object, Any] = {}

    @property
    def count(self) -> int:
        """One more than the highest number of a document."""
        return len(self._prepared)

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return len(self._numbers)

    def add(self, document: Prepared) -> None:
        """Add a document whose key is not here."""
        self._made.clear()
        number = heappop(self._free) if self._free else len(self._prepared)
        self._prepared[number : number + 1] = [document]
        self._numbers[document.key] = number
        for field, words in document.words.items():
            self._lengths[field].put(number, words.length)
            holders = self._words[field]
            for token in words.weights:
                holders.setdefault(token, {})[number] = words
        for field, terms in document.exact.items():
            having = self._exact[field]
            for term in terms:
                having.setdefault(term, {})[number] = None

    def drop(self, key: str) -> None:
        """Take a document out; unknown keys are fine."""
        number = self._numbers.pop(key, None)
        document = None if number is None else self._prepared[number]
        if number is None or document is None:
            return
        self._made.clear()
        self._prepared[number] = None
        heappush(self._free, number)
        for field, words in document.words.items():
            self._lengths[field].take(number, words.length)
            _leave(self._words[field], words.weights, number)
        for field, terms in document.exact.items():
            _leave(self._exact[field], terms, number)

    def alive(self) -> Mask:
        """Which numbers are documents."""
        return np.array([each is not None for each in self._prepared], np.bool_)

    def fields(self) -> Collection[str]:
        """The fields that documents have words in."""
        return [field for field, words in (*self._words.items(), *self._exact.items()) if words]

    def postings(self, field: str, token: str) -> Postings | None:
        """The documents of a token with their weights; None where there are none."""
        if field in self._exact:
            numbers = sorted(self._exact[field].get(token, ()))
            return Postings(np.array(numbers, np.uint32), None) if numbers else None
        found = self._words[field].get(token) if field in self._words else None
        if not found:
            return None
        numbers = sorted(found)
        weights = np.array([found[number].weights[token] for number in numbers], np.float32)
        return Postings(np.array(numbers, np.uint32), weights)

    def placed(self, field: str, token: str) -> Placed:
        """Where a token stands in the documents of its postings."""
        found = self._words[field][token]
        places = [found[number].positions[token] for number in sorted(found)]
        starts = np.cumsum([0, *map(len, places)])
        return Placed(np.array([place for each in places for place in each], np.uint16), starts)

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        """The length of a field in each document, as Whoosh's code of one byte."""
        found: NDArray[np.uint8] = self._kept(field, lambda: self._codes(field))
        return found

    def total_length(self, field: str) -> int:
        """The length of a field in all documents together."""
        return self._lengths[field].total if field in self._lengths else 0

    def holders(self, field: str) -> int:
        """How many documents have a length in a field."""
        return self._lengths[field].holders if field in self._lengths else 0

    def words(self, field: str) -> WordList:
        """The words of a field in rising order, with the number of documents of each."""
        found = self._exact[field] if field in self._exact else self._words.get(field, {})
        words = sorted(found)
        return words, np.array([len(found[word]) for word in words], np.uint32)

    def facet(self, facet: Facet) -> FacetValues:
        """The values of a facet."""
        found: FacetValues = self._kept(facet, lambda: self._facet(facet))
        return found

    def having(self, facet: Facet, values: frozenset[str]) -> Mask:
        """Whether each document has one of some values."""
        return self.facet(facet).having(values)

    def in_one_language(self) -> Mask:
        """Whether each document is in one language only."""
        found: Mask = self._kept("one", self.facet(Facet.LANGUAGE).single)
        return found

    def moments(self) -> NDArray[np.int64]:
        """When each document became public, in microseconds since 1970."""
        return np.array([each.moment if each else 0 for each in self._prepared], np.int64)

    def stored(self, document: int) -> bytes:
        """A document's key and section."""
        found = self._prepared[document]
        return found.stored if found else b""

    def ranks(self) -> NDArray[np.int64]:
        """The place of each document in the order of keys."""
        ranks = np.empty(self.count, np.int64)
        ranks[sorted(range(self.count), key=self.stored)] = np.arange(self.count)
        return ranks

    def _kept(self, key: object, make: Callable[[], Any]) -> Any:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _codes(self, field: str) -> NDArray[np.uint8]:
        codes = bytes(self._lengths[field].codes) if field in self._lengths else b""
        return np.frombuffer(codes.ljust(self.count, b"\0"), np.uint8)

    def _facet(self, facet: Facet) -> FacetValues:
        prefix = facet_prefix(facet)
        having = self._exact.get(FACETS, {})
        return FacetValues.of(
            self.count,
            (
                (term.removeprefix(prefix), np.array(sorted(numbers), np.uint32))
                for term, numbers in having.items()
                if term.startswith(prefix)
            ),
        )


def _leave(holders: dict[str, Any], terms: Collection[str], number: int) -> None:
    for term in terms:
        del holders[term][number]
        if not holders[term]:
            del holders[term]
