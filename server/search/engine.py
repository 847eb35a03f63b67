"""The contract of a search engine; texts stay in the database, hits carry ids and scores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from typing import Final, Protocol

from server.search.documents import DocumentKey, Facet, Kind, Part, SearchDocument
from server.search.matching import Group, Pattern
from server.text.languages import Language

# How much a match counts by where it stands. A comment's context only decides among what else is equal.
PART_WEIGHTS: Final = {
    Part.TERM: 3.0,
    Part.TITLE: 2.0,
    Part.TEXT: 1.0,
    Part.ANSWER: 0.5,
    Part.TRANSLATION: 0.5,
    Part.SECTION: 0.3,
    Part.CONTEXT: 0.15,
}
# A prefix stands for its most frequent words only, so that three letters never cost the whole index.
MAX_PREFIX_WORDS: Final = 64


class IndexBroken(Exception):
    """There is no usable index: missing, damaged, or made by another analysis. `rebuild` repairs it."""


class Order(StrEnum):
    """How hits are listed; what is equal keeps the order of keys. The best miss the fewest groups first of all."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Request:
    """What an engine is asked.

    A document must meet every group but `missing` of those that may be missed, at least one, hold none of the
    `excluded` patterns, have one of the values of every facet in `filters` and none of those in `without`.
    Without groups that is every document which the filters let through. `count` names the facets whose values
    are to be counted.
    """

    groups: tuple[Group, ...] = ()
    missing: int = 0
    excluded: tuple[Pattern, ...] = ()
    filters: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    without: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    count: tuple[Facet, ...] = ()
    order: Order = Order.BEST
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found; `missed` is how many groups it does not meet. Scores only compare within one answer."""

    kind: Kind
    id: str
    edition: str
    section: str
    score: float
    missed: int = 0

    @property
    def key(self) -> DocumentKey:
        """The document's name in an index."""
        return DocumentKey(self.kind, self.id, self.edition)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, best first, and how many documents were found in all.

    `counts` says for each facet asked for how many documents there are with each value; a facet's own
    filter is left out of its counts, so that they tell what another choice would give. Values that nothing
    has are not named.
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[Facet, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all documents as written, in lower case, by language, with the number of documents of each.

    It may lag a minute behind; ask `holds` before showing one of its words. Two with the same `generation`
    are the same.
    """

    generation: int
    words: Mapping[Language, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What an index is: the analysis that made it, its documents and their digest, its parts, its size in bytes.

    `held` counts the documents that are in memory only and wait for the next commit.
    """

    engine: str
    analysis: str
    documents: int
    digest: str
    segments: int
    size: int
    held: int


class SearchEngine(Protocol):
    """An index of search documents; one process commits at a time, any number search."""

    def is_ready(self) -> bool:
        """Whether questions can be answered; if not, `rebuild` is due."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Replace the whole index; readers keep the old one until the new one is complete.

        The documents are drawn after the writer's lock is taken: a generator that reads the database
        misses nothing that another writer committed before. Raises OSError when files cannot be written.
        """
        ...

    def commit(self, documents: Iterable[SearchDocument], removed: Iterable[DocumentKey] = ()) -> None:
        """Add documents, replacing those with the same key, and remove others, durably and in one step.

        Drawn under the writer's lock, as in `rebuild`; keys not in the index are fine.
        Raises IndexBroken, OSError.
        """
        ...

    def hold(self, changes: Mapping[DocumentKey, SearchDocument | None]) -> None:
        """Answer from now on as if these changes were committed; None takes a document out.

        Replaces what was held before. An engine may keep them in this process only, or commit them.
        Raises IndexBroken.
        """
        ...

    def merge(self, *, everything: bool = False) -> bool:
        """Make few large parts of many small ones and let go of words of removed documents.

        Large parts that hold such words are left to `everything`, for once a day: that may take a minute.
        True when there was something to do. Raises IndexBroken, OSError.
        """
        ...

    def search(self, request: Request) -> Results:
        """The documents that meet the request. Raises IndexBroken.

        A document must hold something of the query itself: the title of the section around is not enough.
        A commit of any process is seen by the next search in every process.
        """
        ...

    def vocabulary(self) -> Vocabulary:
        """The words there are, for spelling and suggestions. Raises IndexBroken."""
        ...

    def holds(self, language: Language, words: Iterable[str]) -> frozenset[str]:
        """Those of some words of the vocabulary that stand in a document now. Raises IndexBroken."""
        ...

    def status(self) -> IndexStatus:
        """What the index is at this moment, held changes left out of its digest. Raises IndexBroken."""
        ...

    def close(self) -> None:
        """Let go of what is held in memory."""
        ...


def digest_of(keys: Iterable[DocumentKey]) -> str:
    """A digest of a set of keys, whatever their order: the XOR of their 64-bit BLAKE2b hashes, in hex.

    Each key must come once. An index and a database with the same documents have the same digest; removing
    a key is the same as adding it.
    """
    digest = 0
    for key in keys:
        digest ^= int.from_bytes(blake2b("\x1f".join(key).encode(), digest_size=8).digest())
    return f"{digest:016x}"
