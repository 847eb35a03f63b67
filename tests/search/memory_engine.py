"""A whole search engine in memory, exact and slow, for tests of what uses one; several share a Shelf as a disk."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from threading import Lock

from server.search.documents import DocumentKey, Facet, SearchDocument
from server.search.engine import (
    Hit,
    IndexBroken,
    IndexStatus,
    Order,
    Request,
    Results,
    Vocabulary,
    digest_of,
)
from server.search.matching import Group
from server.text.languages import Language
from tests.search.small_engine import SmallEngine

MAX_SEGMENTS = 12
Documents = dict[DocumentKey, SearchDocument]


@dataclass
class Shelf:
    """What engines have in common: the committed documents, and who writes; `trouble` is raised by commits."""

    documents: Documents | None = None
    segments: int = 1
    commits: int = 0
    trouble: Exception | None = None
    writing: Lock = field(default_factory=Lock)


class MemoryEngine:
    """A SearchEngine; see that protocol for what its methods promise."""

    def __init__(self, shelf: Shelf | None = None) -> None:
        self.shelf = shelf or Shelf()
        self.held: Mapping[DocumentKey, SearchDocument | None] = {}
        self.holds_asked = 0

    def is_ready(self) -> bool:
        """Whether there is an index."""
        return self.shelf.documents is not None

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Replace all."""
        with self.shelf.writing:
            made = {each.key: each for each in documents}
            self._write(made, segments=1)

    def commit(self, documents: Iterable[SearchDocument], removed: Iterable[DocumentKey] = ()) -> None:
        """Replace some, in a new segment."""
        with self.shelf.writing:
            gone = set(removed)
            kept = {key: each for key, each in self._committed().items() if key not in gone}
            self._write(kept | {each.key: each for each in documents}, segments=self.shelf.segments + 1)

    def hold(self, changes: Mapping[DocumentKey, SearchDocument | None]) -> None:
        """Answer as if these were committed."""
        self._committed()
        self.held = dict(changes)
        self.holds_asked += 1

    def merge(self, *, everything: bool = False) -> bool:
        """Make one segment of all where there are too many."""
        with self.shelf.writing:
            if self.shelf.segments <= (1 if everything else MAX_SEGMENTS):
                return False
            self._write(dict(self._committed()), segments=1)
            return True

    def search(self, request: Request) -> Results:
        """What meets the request; prefixes are not understood."""
        known = self._now()
        through = [each for each in known if _passes(each, request.filters, request.without)]
        found = self._found(through, request)
        if request.order is Order.NEWEST:
            moments = {each.key: each.moment for each in known}
            found.sort(key=lambda hit: moments[hit.key], reverse=True)
        counts = {facet: self._counts(known, request, facet) for facet in request.count}
        page = found[request.offset : request.offset + request.limit]
        return Results(len(found), tuple(page), counts)

    def vocabulary(self) -> Vocabulary:
        """The words of all documents; another generation after every commit."""
        words = _small(self._now()).vocabulary().words
        return Vocabulary(self.shelf.commits * 1000 + self.holds_asked, words)

    def holds(self, language: Language, words: Iterable[str]) -> frozenset[str]:
        """Those that stand in a document now."""
        return _small(self._now()).holds(language, words)

    def status(self) -> IndexStatus:
        """What is committed."""
        known = self._committed()
        return IndexStatus(
            "memory", "small", len(known), digest_of(known), self.shelf.segments, 0, len(self.held)
        )

    def close(self) -> None:
        """Let go of what is held."""
        self.held = {}

    def _committed(self) -> Documents:
        if self.shelf.documents is None:
            raise IndexBroken("there is no index")
        return self.shelf.documents

    def _write(self, documents: Documents, *, segments: int) -> None:
        if self.shelf.trouble is not None:
            raise self.shelf.trouble
        self.shelf.documents, self.shelf.segments = documents, segments
        self.shelf.commits += 1

    def _now(self) -> list[SearchDocument]:
        both = {**self._committed(), **self.held}
        return [each for _, each in sorted(both.items()) if each is not None]

    def _found(self, through: list[SearchDocument], request: Request) -> list[Hit]:
        if not through:
            return []
        small = _small(through)
        hits = (
            small.search(Request(request.groups, request.missing, limit=len(through))).hits
            if request.groups
            else tuple(map(_hit, through))
        )
        without = {
            hit.key
            for pattern in request.excluded
            for hit in small.search(
                Request((Group((pattern,), may_be_missed=False),), limit=len(through))
            ).hits
        }
        return [hit for hit in hits if hit.key not in without]

    def _counts(self, known: list[SearchDocument], request: Request, facet: Facet) -> dict[str, int]:
        filters = {each: values for each, values in request.filters.items() if each is not facet}
        through = [each for each in known if _passes(each, filters, request.without)]
        found = {hit.key for hit in self._found(through, replace(request, limit=len(known)))}
        return dict(
            Counter(
                value for each in through if each.key in found for own, value in each.facets() if own is facet
            )
        )


def _small(documents: Iterable[SearchDocument]) -> SmallEngine:
    engine = SmallEngine()
    engine.rebuild(documents)
    return engine


def _passes(
    document: SearchDocument,
    filters: Mapping[Facet, frozenset[str]],
    without: Mapping[Facet, frozenset[str]],
) -> bool:
    values = set(document.facets())
    return all(_has(values, facet, wanted) for facet, wanted in filters.items()) and not any(
        _has(values, facet, unwanted) for facet, unwanted in without.items()
    )


def _has(values: set[tuple[Facet, str]], facet: Facet, any_of: Iterable[str]) -> bool:
    return any((facet, value) in values for value in any_of)


def _hit(document: SearchDocument) -> Hit:
    return Hit(document.kind, document.id, document.edition, document.section, 0.0)
