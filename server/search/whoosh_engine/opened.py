"""The index as one process sees it: the segments on disk, and the changes that it holds in memory."""

from collections.abc import Iterable, Mapping

import numpy as np

from server.search.documents import DocumentKey, SearchDocument
from server.search.whoosh_engine.asking import Searched
from server.search.whoosh_engine.cache import Cache
from server.search.whoosh_engine.facets import Mask
from server.search.whoosh_engine.folder import Contents
from server.search.whoosh_engine.live import LiveSegment
from server.search.whoosh_engine.memory import parts_of
from server.search.whoosh_engine.schema import KEY, SURFACES, key_term, prepared
from server.search.whoosh_engine.scoring import Statistics
from server.search.whoosh_engine.segment import FiledSegment
from server.text.languages import Language


class Held:
    """Changes that are not committed yet; `version` rises with each that is new."""

    def __init__(self) -> None:
        self.segment = LiveSegment()
        self.documents: dict[str, SearchDocument | None] = {}
        self.version = 0

    def replace(self, changes: Mapping[DocumentKey, SearchDocument | None]) -> None:
        """Hold these changes instead of the ones before; only what is new is analysed."""
        wanted = {key_term(key): document for key, document in changes.items()}
        for key in self.documents.keys() - wanted.keys():
            self._take(key)
        for key, document in wanted.items():
            if key not in self.documents or self.documents[key] != document:
                self._take(key)
                if document is not None:
                    self.segment.add(prepared(document))
                self.documents[key] = document

    def _take(self, key: str) -> None:
        self.version += 1
        self.documents.pop(key, None)
        self.segment.drop(key)


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
        self._alive = [
            _without(segment, part.removed) for segment, part in zip(self.filed, parts, strict=True)
        ]
        self.documents = sum(
            segment.count - len(part.removed) for segment, part in zip(self.filed, parts, strict=True)
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
            searched = [Searched(*pair) for pair in zip(self.filed, self._masks(), strict=True)]
            if self._held.segment.count:
                searched.append(Searched(self._held.segment, self._held.segment.alive()))
            self._made = self._held.version, searched, Statistics([each.segment for each in searched])
        return self._made

    def _masks(self) -> list[Mask | None]:
        masks = list(self._alive)
        for key in self._held.documents:
            for place, number in self._places(key):
                mask = masks[place]
                if mask is None or mask is self._alive[place]:
                    mask = np.ones(self.filed[place].count, np.bool_) if mask is None else mask.copy()
                    masks[place] = mask
                mask[number] = False
        return masks

    def _places(self, key: str) -> list[tuple[int, int]]:
        if key not in self._replaced:
            self._replaced[key] = [
                (place, int(number))
                for place, segment in enumerate(self.filed)
                if (found := segment.postings(KEY, key)) is not None
                for number in found.docs
            ]
        return self._replaced[key]


def _without(segment: FiledSegment, removed: frozenset[int]) -> Mask | None:
    if not removed:
        return None
    alive = np.ones(segment.count, np.bool_)
    alive[list(removed)] = False
    return alive
