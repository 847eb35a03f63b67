"""What the engine needs of the tables; the store implements it, and neither imports the other."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypedDict

from server.search.documents import DocumentKey


class Row(TypedDict):
    """A document as it lies in the tables.

    `language` is None for what has both; `moment` is ISO 8601 with its zone. `labels` says how much each label of
    a position counts, in the order D, C, B, A, between 0 and 1. `lengths` are those in Dutch and in German.
    `facets` are "facet:value"; `words` are coded words as written; `vector` is a tsvector in PostgreSQL's input
    syntax.
    """

    kind: str
    document: str
    edition: str
    section: str
    language: str | None
    moment: str
    labels: list[float]
    nl_length: int
    de_length: int
    facets: list[str]
    words: list[str]
    vector: str


class State(TypedDict):
    """What the tables say of the index as a whole.

    `generation` rises with every change. `nl_length` and `de_length` are sums over all documents, `nl_documents`
    and `de_documents` the numbers of documents with any.
    """

    analysis: str
    generation: int
    documents: int
    digest: str
    nl_length: int
    de_length: int
    nl_documents: int
    de_documents: int


class Gone(TypedDict):
    """What is to be counted off for a document that was taken out; `lexemes` are those of its vector."""

    kind: str
    document: str
    edition: str
    nl_length: int
    de_length: int
    lexemes: list[str]
    words: list[str]


@dataclass(frozen=True, slots=True)
class Term:
    """What one word adds: factor x r / (r + long), where r is its rank: how often it stands there, by labels.

    `long` is at_least + per_word x the document's length in `language`, or without_length where it has none there or
    no language is named.
    """

    query: str
    factor: float
    without_length: float
    at_least: float
    per_word: float
    language: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A pattern's score: that of its terms together, for documents that match `condition`; "" for all."""

    condition: str
    terms: tuple[Term, ...]
    is_for_one_language: bool


@dataclass(frozen=True, slots=True)
class ScoredGroup:
    """Scores that add up, and others of which only the best one counts."""

    added: tuple[Scored, ...]
    best: tuple[Scored, ...]
    may_be_missed: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """Documents as they are in this process although the tables do not hold them yet.

    `rows` is a JSON list of Row; `keys` are (kind, id, edition) of everything that changed or went.
    """

    rows: str
    keys: tuple[DocumentKey, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the tables.

    `match` is a tsquery, "" for all documents. Of what matches, a document may miss so many groups as `missing` says;
    `lost` are groups that every document misses. `choices` are the values allowed for facets that are counted as well.
    """

    match: str
    groups: tuple[ScoredGroup, ...]
    missing: int
    lost: int
    choices: Mapping[str, tuple[str, ...]]
    counted: tuple[str, ...]
    is_newest_first: bool
    limit: int
    offset: int
    changed: Changed | None


class Found(Protocol):
    """An answer: how many in all, one page of them, and counts by facet and value."""

    @property
    def total(self) -> int:
        """How many documents were found."""
        ...

    @property
    def hits(self) -> Sequence[tuple[str, str, str, str, float, int]]:
        """One page of them: (kind, id, edition, section, score, number of groups missed)."""
        ...

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Documents by facet and value."""
        ...


class Reading(Protocol):
    """The tables at one moment."""

    def state(self) -> State | None:
        """The index as a whole; None when it was never built."""
        ...

    def counts_of(self, lexemes: Collection[str]) -> Mapping[str, int]:
        """In how many documents each stands; those in none are left out."""
        ...

    def counts_in(self, keys: Collection[DocumentKey], words: Collection[str]) -> Mapping[str, int]:
        """In how many of these documents each of some coded words stands."""
        ...

    def beginning_with(self, beginning: str, limit: int | None) -> Sequence[tuple[str, int]]:
        """Words and lexemes that begin so, in most documents first, with the number of documents; None for all."""
        ...

    def found(self, asked: Asked) -> Found:
        """What was asked for."""
        ...

    def size(self) -> int:
        """Bytes on disk, indexes and all."""
        ...


class Writing(Protocol):
    """The tables for the one process that writes; nobody sees anything of it before the end."""

    def state(self) -> State | None:
        """The index as a whole; None when it was never built."""
        ...

    def clear(self) -> None:
        """Remove everything, for a new index."""
        ...

    def take_out(self, keys: Collection[DocumentKey]) -> Sequence[Gone]:
        """Remove documents; those that are not there are fine."""
        ...

    def put_in(self, rows: Sequence[Row]) -> None:
        """Add documents that are not there."""
        ...

    def count(self, changes: Mapping[str, int]) -> None:
        """Add to the numbers of documents of lexemes and words; what is in none any more is forgotten."""
        ...

    def count_all(self, counts: Iterable[tuple[str, int]]) -> None:
        """Put in the numbers of a new index."""
        ...

    def keep(self, state: State) -> None:
        """Put the state in the place of the one before."""
        ...

    def settle(self, *, is_new: bool) -> None:
        """Leave nothing beside the index that searches would have to read; a new one is counted through as well."""
        ...


class SearchTables(Protocol):
    """The door to the tables."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What is raised when the tables are not as they should be; errors of reach and room are others."""
        ...

    def reading(self) -> AbstractContextManager[Reading]:
        """The tables at one moment."""
        ...

    def writing(self, *, for_all: bool) -> AbstractContextManager[Writing]:
        """The writer's turn, kept when the block ends and undone when it raises; `for_all` knows no time limit."""
        ...

    def tidy(self) -> bool:
        """Sort in what lies beside the index until then; true when there was something."""
        ...
