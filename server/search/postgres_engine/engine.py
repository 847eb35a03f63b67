"""The search engine in a PostgreSQL database: every machine asks the same index, and a commit is one transaction."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Final

from server.search.analysis.chain import ANALYSIS
from server.search.documents import DocumentKey, Kind, SearchDocument
from server.search.engine import (
    MAX_PREFIX_WORDS,
    Hit,
    IndexBroken,
    IndexStatus,
    Request,
    Results,
    Vocabulary,
    digest_of,
)
from server.search.matching import Tier
from server.search.postgres_engine.asking import Asking, Begun, beginnings, lexemes
from server.search.postgres_engine.port import Changed, Reading, SearchTables, State, Writing
from server.search.postgres_engine.sums import Sums
from server.search.postgres_engine.vector import (
    ZONES,
    Vectored,
    is_mark,
    lexeme,
    vectored,
    word_code,
    word_of,
)
from server.text.languages import LANGUAGES, Language

# Raise it with every change of what the tables hold: the index is then rebuilt.
_LAYOUT: Final = 1
_MADE_BY: Final = f"{ANALYSIS}/postgres-{_LAYOUT}"
# So many documents are in memory at once while an index is built: some ten megabytes.
_AT_ONCE: Final = 500
# Reading so many words takes some tenths of a second; fewer are read again after every change.
_FEW_WORDS: Final = 20_000
_SECONDS_KNOWN: Final = 30.0
_EMPTY: Final = State(
    analysis=_MADE_BY,
    generation=0,
    documents=0,
    digest=digest_of(()),
    nl_length=0,
    de_length=0,
    nl_documents=0,
    de_documents=0,
)


@dataclass(frozen=True, slots=True)
class _Held:
    """Changes that this process answers with: as the tables take them, and how often each word stands in them.

    `made` are the documents among them, with what was made of each.
    """

    changed: Changed | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    made: Mapping[DocumentKey, tuple[SearchDocument, Vectored]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """The words as they were read at a moment of the machine's running time."""

    vocabulary: Vocabulary
    read_at: float

    @classmethod
    def read(cls, reading: Reading, generation: int) -> "_Known":
        """What the tables hold now."""
        return cls(
            Vocabulary(generation, {language: _vocabulary(reading, language) for language in LANGUAGES}),
            monotonic(),
        )

    def is_old(self, generation: int) -> bool:
        """Whether there are others by now, and few enough to read or long enough ago."""
        if self.vocabulary.generation == generation:
            return False
        is_small = sum(map(len, self.vocabulary.words.values())) <= _FEW_WORDS
        return is_small or monotonic() - self.read_at > _SECONDS_KNOWN


class PostgresEngine:
    """A SearchEngine over the tables of a database; see that protocol for what its methods promise.

    What is held stays in this process and goes along with every question: committed from here, a comment that
    was taken out meanwhile could come back. Errors of reach and room pass as the store names them.
    """

    def __init__(self, tables: SearchTables) -> None:
        self._tables = tables
        self._held = _Held()
        self._vocabulary: _Known | None = None

    def is_ready(self) -> bool:
        """Whether the present analysis made the index."""
        try:
            with self._reading():
                return True
        except IndexBroken:
            return False

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Put a new index in the place of the old one, in one transaction."""
        with self._failing(), self._tables.writing(for_all=True) as writing:
            before = writing.state()
            writing.clear()
            sums, counts, seen = Sums(_EMPTY), Counter[str](), set[DocumentKey]()
            for batch in _batches(documents):
                latest = {document.key: document for document in batch}
                _remove(writing, seen & latest.keys(), sums, counts)
                _add(writing, latest.values(), sums, counts)
                seen.update(latest)
            writing.count_all(sorted(item for item in counts.items() if item[1]))
            writing.keep(sums.state(after=before))
            writing.settle(is_new=True)

    def commit(self, documents: Iterable[SearchDocument], removed: Iterable[DocumentKey] = ()) -> None:
        """Add, replace and remove documents in one transaction."""
        with self._failing(), self._tables.writing(for_all=False) as writing:
            before = _usable(writing.state())
            latest = {document.key: document for document in documents}
            sums, counts = Sums(before), Counter[str]()
            keys = {*latest, *removed}
            if not keys:
                return
            _remove(writing, keys, sums, counts)
            for batch in _batches(latest.values()):
                _add(writing, batch, sums, counts)
            writing.count({name: number for name, number in counts.items() if number})
            writing.keep(sums.state(after=before))
            writing.settle(is_new=False)

    def hold(self, changes: Mapping[DocumentKey, SearchDocument | None]) -> None:
        """Answer from now on as if these changes were committed; only what is new is analysed."""
        if not changes:
            self._held = _Held()
            return
        before, made = self._held.made, {}
        for key, document in changes.items():
            if document is not None:
                known = before.get(key)
                made[key] = known if known and known[0] == document else (document, vectored(document))
        rows = [each.row for _, each in made.values()]
        counts = Counter(name for _, each in made.values() for name in (*each.lexemes, *each.row["words"]))
        self._held = _Held(Changed(json.dumps(rows), tuple(changes)), counts, made)

    def merge(self, *, everything: bool = False) -> bool:  # noqa: ARG002
        """Sort in what waits beside the index; words of removed documents are the server's to clear up."""
        with self._failing():
            return self._tables.tidy()

    def search(self, request: Request) -> Results:
        """One page of the documents that meet the request: four statements, and two for every beginning."""
        held = self._held
        with self._reading() as (reading, state):
            begun, counts = _words(reading, request, held)
            asked = Asking(request, state, counts, begun).asked(held.changed)
            if asked is None:
                return Results(0, (), {facet: {} for facet in request.count})
            found = reading.found(asked)
        hits = tuple(
            Hit(Kind(kind), document, edition, section, score, missed)
            for kind, document, edition, section, score, missed in found.hits
        )
        return Results(found.total, hits, {facet: found.counts[facet] for facet in request.count})

    def vocabulary(self) -> Vocabulary:
        """The words as written; many are not read again within half a minute."""
        with self._reading() as (reading, state):
            known = self._vocabulary
            if known is None or known.is_old(state["generation"]):
                known = self._vocabulary = _Known.read(reading, state["generation"])
        return known.vocabulary

    def holds(self, language: Language, words: Iterable[str]) -> frozenset[str]:
        """Those of some words that stand in a document."""
        codes = {word_code(language, word): word for word in words}
        held = self._held
        with self._reading() as (reading, _):
            counts = Counter(reading.counts_of(codes))
            if held.changed:
                counts.update({code: held.counts[code] for code in codes if code in held.counts})
                counts.subtract(reading.counts_in(held.changed.keys, codes))
        return frozenset(codes[code] for code, number in counts.items() if number > 0)

    def status(self) -> IndexStatus:
        """What the tables say; the server keeps one index, so there are no segments to count."""
        with self._reading() as (reading, state):
            return IndexStatus(
                engine="postgres",
                analysis=ANALYSIS,
                documents=state["documents"],
                digest=state["digest"],
                segments=1,
                size=reading.size(),
                held=len(self._held.changed.keys) if self._held.changed else 0,
            )

    def close(self) -> None:
        """Let go of the words and of what is held."""
        self._vocabulary, self._held = None, _Held()

    @contextmanager
    def _reading(self) -> Iterator[tuple[Reading, State]]:
        with self._failing(), self._tables.reading() as reading:
            yield reading, _usable(reading.state())

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except self._tables.failures as error:
            raise IndexBroken(type(error).__name__) from error


def _usable(state: State | None) -> State:
    if state is None:
        raise IndexBroken("there is no index yet")
    if state["analysis"] != _MADE_BY:
        raise IndexBroken(f"made by analysis {state['analysis']}, not {_MADE_BY}")
    return state


def _add(writing: Writing, documents: Iterable[SearchDocument], sums: Sums, counts: Counter[str]) -> None:
    made = [vectored(document) for document in documents]
    for each in made:
        sums.put_in(each.row)
        counts.update(each.lexemes)
        counts.update(each.row["words"])
    writing.put_in([each.row for each in made])


def _remove(writing: Writing, keys: Collection[DocumentKey], sums: Sums, counts: Counter[str]) -> None:
    for gone in writing.take_out(keys):
        sums.take_out(gone)
        counts.subtract(name for name in (*gone["lexemes"], *gone["words"]) if not is_mark(name))


def _batches(documents: Iterable[SearchDocument]) -> Iterator[list[SearchDocument]]:
    left = iter(documents)
    while batch := list(islice(left, _AT_ONCE)):
        yield batch


def _words(reading: Reading, request: Request, held: _Held) -> tuple[Begun, Mapping[str, int]]:
    """What the beginnings of a request stand for, and the numbers of documents of all its lexemes."""
    asked = lexemes(request)
    counts = Counter(reading.counts_of(asked))
    counts.update({name: held.counts[name] for name in asked if name in held.counts})
    begun: dict[tuple[Language, str], list[str]] = {}
    for language, beginning in beginnings(request):
        words = Counter[str]()
        for zone in ZONES:
            first = lexeme(language, zone, Tier.WORD, "")
            found = Counter(dict(reading.beginning_with(first + beginning, MAX_PREFIX_WORDS + 1)))
            found.update(
                {name: held.counts[name] for name in held.counts if name.startswith(first + beginning)}
            )
            words.update({name.removeprefix(first): number for name, number in found.items()})
            counts |= found
        begun[language, beginning] = sorted(words, key=lambda word: (-words[word], word))
    return begun, counts


def _vocabulary(reading: Reading, language: Language) -> dict[str, int]:
    return {word_of(code): number for code, number in reading.beginning_with(word_code(language), None)}
