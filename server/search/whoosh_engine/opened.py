"""The index as one process sees it: the segments on disk, and the changes that it holds in memory."""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from server.search.documents import DocumentKey, SearchDocument
from server.search.whoosh_engine.asking import Searched
from server.search.whoosh_engine.cache import Cache
from server.search.whoosh_engine.facets import Mask
from server.search.whoosh_engine.folder import Contents
from server.search.whoosh_engine.joined import JoinedFile
from server.search.whoosh_engine.live import LiveSegment
from server.search.whoosh_engine.memory import SMALL, parts_of
from server.search.whoosh_engine.schema import KEY, SURFACES, key_term, prepared
from server.search.whoosh_engine.scoring import Statistics
from server.search.whoosh_engine.segment import FiledSegment
from server.text.languages import Language

_NOTHING: Final = object()


class Held:
    """Changes that are not committed yet; `version` rises with each that comes or goes."""

    def __init__(self) -> None:
        self.segment = LiveSegment()
        self.version = 0
        self._documents: dict[DocumentKey, SearchDocument | None] = {}
        # The terms of their keys, in the same order.
        self.keys: dict[DocumentKey, str] = {}

    def replace(self, changes: Mapping[DocumentKey, SearchDocument | None]) -> None:
        """Hold these changes instead of the ones before; only what is new is analysed."""
        for key in [key for key in self._documents if key not in changes]:
            self._take(key)
        for key, document in changes.items():
            held = self._documents.get(key, _NOTHING)
            if held is not document and held != document:
                self._take(key)
                self._put(key, document)

    def _put(self, key: DocumentKey, document: SearchDocument | None) -> None:
        self.version += 1
        if document is not None:
            self.segment.add(prepared(document))
        self._documents[key], self.keys[key] = document, key_term(key)

    def _take(self, key: DocumentKey) -> None:
        if key in self._documents:
            self.version += 1
            self.segment.drop(self.keys.pop(key))
            del self._documents[key]
            if not self._documents:
                self.segment = LiveSegment()


class OpenedIndex:
    """What there is to search, as of one commit."""

    def __init__(
        self, contents: Contents, held: Held, cache: Cache, known: Iterable[FiledSegment] = ()
    ) -> None:
        """Segments that are `known` already are not opened again."""
        self.contents = contents
        self._held = held
        opened = {segment.id: segment for segment in known}
        parts = parts_of(contents.files)
        self.filed = [opened.get(part.id) or FiledSegment(part.open(), cache) for part in parts]
        self.documents = sum(
            segment.count - len(part.removed) for segment, part in zip(self.filed, parts, strict=True)
        )
        self._searched = _joined(
            [(each, part.removed) for each, part in zip(self.filed, parts, strict=True)], cache
        )
        # Where the documents that held changes replace stand on disk.
        self._replaced: dict[str, list[tuple[int, int]]] = {}
        self._made: tuple[int, list[Searched], Statistics] | None = None

    @property
    def searched(self) -> list[Searched]:
        """All segments, with those of their documents that count."""
        return self._present()[1]

    @property
    def statistics(self) -> Statistics:
        """Frequencies and lengths in all segments."""
        return self._present()[2]

    def holds(self, language: Language, word: str) -> bool:
        """Whether a document has a word as written, in lower case."""
        for segment, alive in self.searched:
            found = segment.postings(SURFACES[language], word)
            if found is not None and (alive is None or alive[found.docs].any()):
                return True
        return False

    def _present(self) -> tuple[int, list[Searched], Statistics]:
        if self._made is None or self._made[0] != self._held.version:
            searched = self._without_replaced()
            if self._held.segment.count:
                searched.append(Searched(self._held.segment, self._held.segment.alive()))
            self._made = self._held.version, searched, Statistics([each.segment for each in searched])
        return self._made

    def _without_replaced(self) -> list[Searched]:
        masks: dict[int, Mask] = {}
        for key in self._held.keys.values():
            for place, number in self._places(key):
                if place not in masks:
                    segment, alive = self._searched[place]
                    masks[place] = np.ones(segment.count, np.bool_) if alive is None else alive.copy()
                masks[place][number] = False
        return [
            Searched(segment, masks.get(place, alive))
            for place, (segment, alive) in enumerate(self._searched)
        ]

    def _places(self, key: str) -> list[tuple[int, int]]:
        if key not in self._replaced:
            self._replaced[key] = [
                (place, int(number))
                for place, (segment, _) in enumerate(self._searched)
                if (found := segment.postings(KEY, key)) is not None
                for number in found.docs
            ]
        return self._replaced[key]


def _joined(parts: list[tuple[FiledSegment, frozenset[int]]], cache: Cache) -> list[Searched]:
    """Large segments, and the small ones as one."""
    large = [(segment, removed) for segment, removed in parts if segment.count >= SMALL]
    small = [(segment, removed) for segment, removed in parts if segment.count < SMALL]
    if len(small) > 1:
        removed, base = set[int](), 0
        for segment, of_segment in small:
            removed.update(base + number for number in of_segment)
            base += segment.count
        joined = FiledSegment(JoinedFile([segment for segment, _ in small]), cache)
        small = [(joined, frozenset(removed))]
    return [Searched(segment, _without(segment.count, removed)) for segment, removed in large + small]


def _without(count: int, removed: frozenset[int]) -> Mask | None:
    if not removed:
        return None
    alive = np.ones(count, np.bool_)
    alive[list(removed)] = False
    return alive
