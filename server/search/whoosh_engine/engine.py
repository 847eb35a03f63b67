"""The embedded search engine: Whoosh in memory over files of our own keeping."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from server.search.analysis.chain import ANALYSIS
from server.search.documents import DocumentKey, Kind, SearchDocument
from server.search.engine import Hit, IndexBroken, Results
from server.search.query import Query
from server.search.whoosh_engine.asking import ask, of_kinds, ranked
from server.search.whoosh_engine.folder import Contents, IndexFolder, Stamp
from server.search.whoosh_engine.memory import built, changed, open_searcher
from server.search.whoosh_engine.reasons import Explainer
from server.text.languages import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class _Opened:
    """The index as this process last saw it."""

    stamp: Stamp
    contents: Contents
    searcher: Any


class WhooshEngine:
    """A SearchEngine in a folder; see that protocol for what its methods promise.

    The whole index is held in memory, so damage on disk never reaches an answer. Threads take turns:
    searching is pure Python and gains nothing from two at once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = IndexFolder(folder)
        self._turn = Lock()
        self._opened: _Opened | None = None

    def is_ready(self) -> bool:
        """Whether there is a whole index made by the present analysis."""
        try:
            with self._turn:
                self._refreshed()
        except IndexBroken:
            return False
        return True

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Build a new index in a folder of its own, then put it in the place of the old one."""
        with self._folder.writing():
            self._publish(built(documents), folder=self._folder.free_name())

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Add or replace documents in one commit."""
        with self._folder.writing():
            self._change(added=documents)

    def remove(self, keys: Iterable[DocumentKey]) -> None:
        """Remove documents in one commit."""
        with self._folder.writing():
            self._change(removed=keys)

    def keeps_removed(self) -> bool:
        """Whether words of removed documents still lie in a file too large to be written anew each time."""
        with self._turn:
            searcher = self._refreshed().searcher
            with _guarded():
                return bool(searcher.reader().has_deletions())

    def search(
        self,
        query: Query,
        *,
        languages: Collection[Language] = LANGUAGES,
        kinds: Collection[Kind] = tuple(Kind),
        limit: int = 20,
        offset: int = 0,
    ) -> Results:
        """One page of hits, best first; equal scores in the order of indexing."""
        with self._turn:
            searcher = self._refreshed().searcher
            with _guarded():
                return _answer(searcher, query, languages, kinds, slice(offset, offset + limit))

    def close(self) -> None:
        """Let go of the index; the next search opens it again."""
        with self._turn:
            self._opened = None

    def _refreshed(self) -> _Opened:
        stamp = self._folder.stamp()
        if self._opened is None or self._opened.stamp != stamp:
            before, self._opened = self._opened, None
            contents = self._folder.load(before.contents if before else None)
            if contents.manifest.analysis != ANALYSIS:
                raise IndexBroken(f"made by analysis {contents.manifest.analysis}, not {ANALYSIS}")
            with _guarded():
                searcher = open_searcher(contents.files)
                count = searcher.doc_count()
            if count != contents.manifest.documents:
                raise IndexBroken(f"{count} documents instead of {contents.manifest.documents}")
            self._opened = _Opened(stamp, contents, searcher)
        return self._opened

    def _change(self, *, added: Iterable[SearchDocument] = (), removed: Iterable[DocumentKey] = ()) -> None:
        with self._turn:
            before = self._refreshed().contents
        added, removed = list(added), list(removed)
        with _guarded():
            files = changed(before.files, added=added, removed=removed)
        self._publish(files, folder=before.manifest.folder, before=before)

    def _publish(self, files: dict[str, bytes], *, folder: str, before: Contents | None = None) -> None:
        documents = open_searcher(files).doc_count()
        self._folder.publish(
            Contents.sealed(files, analysis=ANALYSIS, folder=folder, documents=documents), before
        )


@contextmanager
def _guarded() -> Iterator[None]:
    """Whoosh reports damage as struct.error, EOFError, TypeError, UnpicklingError and more: all one here."""
    try:
        yield
    except Exception as error:
        raise IndexBroken(repr(error)) from error


def _answer(
    searcher: Any, query: Query, languages: Collection[Language], kinds: Collection[Kind], page: slice
) -> Results:
    clauses = ask(searcher, query, languages)
    hits = ranked(query, clauses)
    if set(kinds) != set(Kind):
        wanted = of_kinds(searcher, kinds)
        hits = [(score, document) for score, document in hits if document in wanted]
    explainer = Explainer(searcher.reader(), clauses)
    return Results(
        total=len(hits),
        hits=tuple(_hit(searcher, score, document, explainer) for score, document in hits[page]),
    )


def _hit(searcher: Any, score: float, document: int, explainer: Explainer) -> Hit:
    kind, id_, edition, section = searcher.stored_fields(document)["document"]
    return Hit(Kind(kind), id_, edition, section, score, explainer.reasons(document))
