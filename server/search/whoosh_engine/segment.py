"""What is searched: a part of the index, on disk or in memory, as arrays."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from server.search.documents import Facet
from server.search.whoosh_engine.blocks import Placed, Postings
from server.search.whoosh_engine.cache import Cache
from server.search.whoosh_engine.facets import FacetValues, Mask, SizedMask
from server.search.whoosh_engine.schema import FACETS, facet_prefix, facet_term

WordList = tuple[list[str], NDArray[np.uint32]]


class Segment(Protocol):
    """A part of the index; its documents are numbered from 0 on, removed ones included."""

    @property
    def count(self) -> int:
        """One more than the highest number of a document."""
        ...

    @property
    def documents(self) -> int:
        """How many documents the frequencies of its words are about."""
        ...

    def fields(self) -> Collection[str]:
        """The fields that documents have words in; some may be left of removed documents."""
        ...

    def postings(self, field: str, token: str) -> Postings | None:
        """The documents of a token with their weights; None where there are none."""
        ...

    def placed(self, field: str, token: str) -> Placed:
        """Where a token stands in the documents of its postings."""
        ...

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        """The length of a field in each document, as Whoosh's code of one byte; None where it has none."""
        ...

    def total_length(self, field: str) -> int:
        """The length of a field in all documents together."""
        ...

    def holders(self, field: str) -> int:
        """How many documents have a length in a field."""
        ...

    def words(self, field: str) -> WordList:
        """The words of a listed field in rising order, with the number of documents of each."""
        ...

    def facet(self, facet: Facet) -> FacetValues:
        """The values of a facet."""
        ...

    def having(self, facet: Facet, values: frozenset[str]) -> Mask:
        """Whether each document has one of some values."""
        ...

    def in_one_language(self) -> Mask:
        """Whether each document is in one language only."""
        ...

    def moments(self) -> NDArray[np.int64]:
        """When each document became public, in microseconds since 1970."""
        ...

    def stored(self, document: int) -> bytes:
        """A document's key and section."""
        ...

    def ranks(self) -> NDArray[np.int64]:
        """The place of each document in the order of keys."""
        ...


class File(Protocol):
    """What a segment is read from, each time anew; its methods promise what those of Segment do."""

    @property
    def id(self) -> str:
        """Its name, the same for the same content."""
        ...

    @property
    def count(self) -> int:
        """How many documents it has."""
        ...

    def fields(self) -> Collection[str]:
        """As in Segment."""
        ...

    def postings(self, field: str, term: str) -> Postings | None:
        """As in Segment."""
        ...

    def placed(self, field: str, term: str) -> Placed | None:
        """As in Segment, None where the term is nowhere."""
        ...

    def listed(self, field: str) -> WordList:
        """As `words` in Segment."""
        ...

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        """As in Segment."""
        ...

    def total_length(self, field: str) -> int:
        """As in Segment."""
        ...

    def moments(self) -> NDArray[np.int64]:
        """As in Segment."""
        ...

    def documents(self) -> tuple[memoryview, NDArray[np.int64]]:
        """Stored names of all documents, one after the other, and where each begins and the last ends."""
        ...


class FiledSegment:
    """A segment on disk: what is decoded is kept in a cache, and outlives commits since segments never change."""

    def __init__(self, file: File, cache: Cache) -> None:
        self._file, self._cache = file, cache
        self.id, self.count = file.id, file.count
        self.documents = file.count
        self._lengths: dict[str, NDArray[np.uint8] | None] = {}
        self._holders: dict[str, int] = {}
        self._words: dict[str, WordList] = {}
        self._fields = frozenset(file.fields())

    def fields(self) -> Collection[str]:
        """The fields that documents have words in; some may be left of removed documents."""
        return self._fields

    def postings(self, field: str, token: str) -> Postings | None:
        """The documents of a token with their weights; None where there are none."""
        found: Postings | None = self._cache.get((self.id, field, token), self._file.postings, field, token)
        return found

    def placed(self, field: str, token: str) -> Placed:
        """Where a token stands in the documents of its postings."""
        found: Placed = self._cache.get((self.id, field, token, 0), self._file.placed, field, token)
        return found

    def lengths(self, field: str) -> NDArray[np.uint8] | None:
        """The length of a field in each document, as Whoosh's code of one byte; None where it has none."""
        if field not in self._lengths:
            self._lengths[field] = self._file.lengths(field)
        return self._lengths[field]

    def total_length(self, field: str) -> int:
        """The length of a field in all documents together."""
        return self._file.total_length(field)

    def holders(self, field: str) -> int:
        """How many documents have a length in a field."""
        if field not in self._holders:
            lengths = self.lengths(field)
            self._holders[field] = 0 if lengths is None else int(np.count_nonzero(lengths))
        return self._holders[field]

    def words(self, field: str) -> WordList:
        """The words of a listed field in rising order, with the number of documents of each."""
        if field not in self._words:
            self._words[field] = self._file.listed(field)
        return self._words[field]

    def facet(self, facet: Facet) -> FacetValues:
        """The values of a facet."""
        found: FacetValues = self._cache.get((self.id, facet), self._facet, facet)
        return found

    def having(self, facet: Facet, values: frozenset[str]) -> Mask:
        """Whether each document has one of some values."""
        return self._mask((self.id, facet, values), lambda: self.facet(facet).having(values))

    def in_one_language(self) -> Mask:
        """Whether each document is in one language only."""
        return self._mask((self.id, "one"), self.facet(Facet.LANGUAGE).single)

    @cached_property
    def _moments(self) -> NDArray[np.int64]:
        return self._file.moments()

    def moments(self) -> NDArray[np.int64]:
        """When each document became public, in microseconds since 1970."""
        return self._moments

    @cached_property
    def _documents(self) -> tuple[memoryview, NDArray[np.int64]]:
        return self._file.documents()

    def stored(self, document: int) -> bytes:
        """A document's key and section."""
        content, starts = self._documents
        return bytes(content[starts[document] : starts[document + 1]])

    @cached_property
    def _ranks(self) -> NDArray[np.int64]:
        keys = np.array([self.stored(document) for document in range(self.count)], np.bytes_)
        return np.argsort(np.argsort(keys, kind="stable"), kind="stable")

    def ranks(self) -> NDArray[np.int64]:
        """The place of each document in the order of keys."""
        return self._ranks

    def _mask(self, key: object, make: Callable[[], Mask]) -> Mask:
        kept: SizedMask = self._cache.get(key, lambda: SizedMask(make()))
        return kept.mask

    def _facet(self, facet: Facet) -> FacetValues:
        prefix = facet_prefix(facet)
        values = [term.removeprefix(prefix) for term in self.words(FACETS)[0] if term.startswith(prefix)]
        holders = ((value, self._file.postings(FACETS, facet_term(facet, value))) for value in values)
        return FacetValues.of(self.count, ((value, found.docs) for value, found in holders if found))
