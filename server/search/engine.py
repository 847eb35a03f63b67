"""The contract of a search engine; texts stay in the database, hits carry ids and reasons."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from server.search.documents import DocumentKey, Kind, Part, SearchDocument
from server.search.query import Query, Way
from server.text.languages import LANGUAGES, Language

__all__ = [
    "DocumentKey",
    "Hit",
    "IndexBroken",
    "Kind",
    "Part",
    "Reason",
    "Results",
    "SearchEngine",
    "Way",
]

# How much a match counts by where it stands. A comment's context only decides among what else is equal.
PART_WEIGHTS = {Part.TERM: 3.0, Part.TITLE: 2.0, Part.TEXT: 1.0, Part.SECTION: 0.3, Part.CONTEXT: 0.15}
# A prefix stands for its most frequent words only, so that three letters never cost the whole index.
MAX_PREFIX_WORDS = 64
# Of so many words one may be missing where no document holds them all; a phrase or a prefix never.
MIN_WORDS_TO_MISS_ONE = 3


class IndexBroken(Exception):
    """There is no usable index: missing, damaged, or made by another analysis. `rebuild` repairs it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document was found.

    `typed` is what was asked for; `matched` the word as it stands in the document, or the glossary term;
    `concept` the key of the concept that led there, or "". The way `CONTEXT` is any match in the wording
    of a comment's paragraph.
    """

    way: Way
    language: Language
    part: Part
    typed: str
    matched: str
    concept: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found; scores only compare within one answer. `why` starts with the strongest reason."""

    kind: Kind
    id: str
    edition: str
    section: str
    score: float
    why: tuple[Reason, ...]

    @property
    def key(self) -> DocumentKey:
        """The document's name in an index."""
        return DocumentKey(self.kind, self.id, self.edition)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, best first, and how many documents were found in all."""

    total: int
    hits: tuple[Hit, ...]


class SearchEngine(Protocol):
    """An index of search documents; one process writes at a time, any number read."""

    def is_ready(self) -> bool:
        """Whether questions can be answered; if not, `rebuild` is due."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Replace the whole index; readers keep the old one until the new one is complete.

        The documents are drawn after the writer's lock is taken: a generator that reads the database
        misses nothing that another writer indexed before. Raises OSError when files cannot be written.
        """
        ...

    def index(self, documents: Iterable[SearchDocument]) -> None:
        """Add documents, replacing those with the same key, in one commit. Raises IndexBroken, OSError."""
        ...

    def remove(self, keys: Iterable[DocumentKey]) -> None:
        """Remove documents, in one commit; keys not in the index are fine. Raises IndexBroken, OSError."""
        ...

    def keeps_removed(self) -> bool:
        """Whether words of removed documents still lie in its files; no search finds them.

        They go with the next `rebuild`. Raises IndexBroken.
        """
        ...

    def search(
        self,
        query: Query,
        *,
        languages: Collection[Language] = LANGUAGES,
        kinds: Collection[Kind] = tuple(Kind),
        limit: int = 20,
        offset: int = 0,
    ) -> Results:
        """The documents that meet the query in the wordings of these languages. Raises IndexBroken.

        Where none holds all of three or more words, those that hold all but one. Equal scores keep the
        order of indexing.
        A commit of any process is seen by the next search in every process.
        """
        ...

    def close(self) -> None:
        """Let go of what is held in memory."""
        ...
