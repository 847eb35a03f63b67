"""The embedded search engine: Whoosh's files in memory, kept by our own folder and read by our own reader."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from time import monotonic

from server.search.analysis.chain import ANALYSIS
from server.search.documents import DocumentKey, SearchDocument
from server.search.engine import IndexBroken, IndexStatus, Request, Results, Vocabulary, digest_of
from server.search.whoosh_engine.asking import answer
from server.search.whoosh_engine.cache import Cache
from server.search.whoosh_engine.folder import Contents, IndexFolder, Stamp
from server.search.whoosh_engine.memory import Changed, built, changed, merged
from server.search.whoosh_engine.opened import Held, OpenedIndex
from server.search.whoosh_engine.schema import key_of, key_term
from server.search.whoosh_engine.vocabulary import Vocabularies
from server.text.languages import Language


class WhooshEngine:
    """A SearchEngine in a folder; see that protocol for what its methods promise.

    The whole index is held in memory, so damage on disk never reaches an answer. Threads take turns.
    """

    def __init__(
        self, folder: Path, *, cache: Cache | None = None, clock: Callable[[], float] = monotonic
    ) -> None:
        self._folder = IndexFolder(folder)
        self._turn = Lock()
        self._cache = cache or Cache()
        self._held = Held()
        self._vocabularies = Vocabularies(clock)
        self._seen: tuple[Stamp, OpenedIndex] | None = None

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

    def commit(self, documents: Iterable[SearchDocument], removed: Iterable[DocumentKey] = ()) -> None:
        """Add or replace documents and remove others, in one commit."""
        with self._folder.writing():
            before = self._contents()
            added, gone = list(documents), [key_term(key) for key in removed]
            if added or gone:
                with _GUARDED:
                    made = changed(before.files, added=added, removed=gone)
                self._publish(made, folder=before.manifest.folder, before=before)

    def hold(self, changes: Mapping[DocumentKey, SearchDocument | None]) -> None:
        """Keep these changes in this process, on top of what is committed."""
        with self._turn, _GUARDED:
            self._held.replace(changes)

    def merge(self, *, everything: bool = False) -> bool:
        """Merge small segments when there are too many, and those with removed documents."""
        with self._folder.writing():
            before = self._contents()
            with _GUARDED:
                files = merged(before.files, everything=everything)
            if files is None:
                return False
            made = Changed(files, frozenset(), frozenset())
            self._publish(made, folder=before.manifest.folder, before=before)
            return True

    def search(self, request: Request) -> Results:
        """One page of hits, their number, and counts of facets."""
        with self._turn, _GUARDED:
            index = self._refreshed()
            return answer(index.searched, index.statistics, request)

    def vocabulary(self) -> Vocabulary:
        """The words of what is committed, a minute old at most."""
        with self._turn:
            index = self._refreshed()
            with _GUARDED:
                return self._vocabularies.of(index.filed)

    def holds(self, language: Language, words: Iterable[str]) -> frozenset[str]:
        """Those words that a document has now, held changes included."""
        with self._turn:
            index = self._refreshed()
            with _GUARDED:
                return frozenset(word for word in words if index.holds(language, word))

    def status(self) -> IndexStatus:
        """What the index is at this moment."""
        with self._turn:
            index = self._refreshed()
            manifest = index.contents.manifest
            return IndexStatus(
                engine="whoosh",
                analysis=manifest.analysis,
                documents=manifest.documents,
                digest=manifest.digest,
                segments=len(index.filed),
                size=sum(seal.size for seal in manifest.files.values()),
                held=len(self._held.keys),
            )

    def close(self) -> None:
        """Let go of the index; the next search opens it again."""
        with self._turn:
            self._seen = None
            self._cache.clear()

    def _refreshed(self) -> OpenedIndex:
        stamp = self._folder.stamp()
        if self._seen is not None and self._seen[0] == stamp:
            return self._seen[1]
        before = self._seen[1] if self._seen else None
        self._seen = None
        contents = self._folder.load(before.contents if before else None)
        if contents.manifest.analysis != ANALYSIS:
            raise IndexBroken(f"made by analysis {contents.manifest.analysis}, not {ANALYSIS}")
        with _GUARDED:
            index = OpenedIndex(contents, self._held, self._cache, before.filed if before else ())
        if index.documents != contents.manifest.documents:
            raise IndexBroken(f"{index.documents} documents instead of {contents.manifest.documents}")
        self._seen = stamp, index
        return index

    def _contents(self) -> Contents:
        with self._turn:
            return self._refreshed().contents

    def _publish(self, made: Changed, *, folder: str, before: Contents | None = None) -> None:
        documents, digest = (before.manifest.documents, before.manifest.digest) if before else (0, "0")
        keys = map(key_of, made.added | made.removed)
        contents = Contents.sealed(
            made.files,
            analysis=ANALYSIS,
            folder=folder,
            documents=documents + len(made.added) - len(made.removed),
            digest=f"{int(digest, 16) ^ int(digest_of(keys), 16):016x}",
        )
        self._folder.publish(contents, before)


class _Guarded:
    """Whoosh and numpy report damage as struct.error, EOFError, ValueError, IndexError and more: all one here."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, IndexBroken):
            raise IndexBroken(repr(error)) from error


_GUARDED = _Guarded()
