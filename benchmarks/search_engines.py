"""The engines that are compared: ours, and two that others use, given the same tokens and the same patterns."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import process_time
from typing import Any, Final, NamedTuple, Protocol

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from benchmarks.search_corpus import Corpus, coded, number_of
from benchmarks.search_queries import HITS, Asked
from server.search.analysis.folding import fold
from server.search.engine import Request, SearchEngine
from server.search.matching import Group, Pattern, Tier
from server.search.query import Way
from server.search.spelling import Speller
from server.text.languages import LANGUAGES

# As much as our own engine keeps of its postings; in KiB.
_PAGES_KEPT: Final = 65_536
_QUESTION: Final = f"SELECT rowid FROM indexed WHERE indexed MATCH ? ORDER BY rank LIMIT {HITS}"
_NOWHERE: Final = "xq"


class Answer(NamedTuple):
    """The numbers of the best comments, and how many there are in all; None where an engine does not count them."""

    numbers: list[int]
    total: int | None


class Contestant(Protocol):
    """An engine that holds all comments."""

    def prepared(self, asked: Asked) -> Any:
        """A query in the engine's own words; not counted."""
        ...

    def ask(self, query: Any) -> Answer:
        """Put a query."""
        ...

    def cpu(self) -> float:
        """Seconds of CPU time that the engine has used so far."""
        ...


class Ours:
    """One of our engines, asked by the contract; `cpu` where it also works outside of this process."""

    def __init__(self, engine: SearchEngine, cpu: Callable[[], float] = process_time) -> None:
        self.engine, self.cpu = engine, cpu
        self._speller = Speller(engine.vocabulary())

    def prepared(self, asked: Asked) -> Asked:
        """As it is."""
        return asked

    def ask(self, query: Asked) -> Answer:
        """Search; for a misspelled word, what spelling offers for it."""
        results = self.engine.search(self._near(query) if query.slip else query.request)
        return Answer([number_of(hit.id) for hit in results.hits], results.total)

    def _near(self, asked: Asked) -> Request:
        near = tuple(
            Pattern(Way.SAME_WORD, offer.language, Tier.WORD, (fold(offer.word, offer.language),), "", 1.0)
            for offer in self._speller.offers(asked.slip)
        )
        nothing = Pattern(Way.SAME_WORD, asked.language, Tier.WORD, (_NOWHERE,), "", 1.0)
        return Request(groups=(Group(near or (nothing,), False),), limit=HITS)


class Fts5:
    """SQLite's own index without the texts, positions kept, best ten by its bm25."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._words: defaultdict[int, list[str]] = defaultdict(list)
        for (word,) in connection.execute("SELECT term FROM words"):
            if any(word.startswith(coded(language, Tier.WORD, "")) for language in LANGUAGES):
                self._words[len(word)].append(word)

    def cpu(self) -> float:
        """That of this process."""
        return process_time()

    def prepared(self, asked: Asked) -> Callable[[], str]:
        """Its query language; a misspelled word is looked up first, which is counted."""
        if asked.slip:
            word = coded(asked.language, Tier.WORD, fold(asked.slip, asked.language))
            return lambda: self._near(word)
        query = " AND ".join(
            " OR ".join(map(_fts5, each.patterns)).join("()") for each in asked.request.groups
        )
        return lambda: query

    def ask(self, query: Callable[[], str]) -> Answer:
        """The best ten; it counts the others no more than a page would."""
        return Answer([row[0] for row in self._connection.execute(_QUESTION, [query()])], None)

    def _near(self, word: str) -> str:
        """FTS5 has no fuzzy search: its words with one edit, by rapidfuzz among those of about that length."""
        near = (
            found
            for length in range(len(word) - 1, len(word) + 2)
            for found, *_ in extract(
                word, self._words[length], scorer=OSA.distance, score_cutoff=1, limit=None
            )
        )
        return " OR ".join(f'"{found}"' for found in near) or _NOWHERE


class Tantivy:
    """Lucene's way in Rust, by its Python package."""

    def __init__(self, index: Any) -> None:
        import tantivy  # noqa: PLC0415 - not everybody has it

        self._library, self._schema, self._searcher = tantivy, index.schema, index.searcher()

    def cpu(self) -> float:
        """That of this process."""
        return process_time()

    def prepared(self, asked: Asked) -> Any:
        """Its own objects."""
        if asked.slip:
            word = coded(asked.language, Tier.WORD, fold(asked.slip, asked.language))
            return self._library.Query.fuzzy_term_query(self._schema, "body", word)
        groups = [self._any([*map(self._pattern, group.patterns)]) for group in asked.request.groups]
        return self._joined(groups, self._library.Occur.Must)

    def ask(self, query: Any) -> Answer:
        """The best ten and how many there are."""
        found = self._searcher.search(query, HITS)
        return Answer([self._searcher.doc(address)["number"][0] for _, address in found.hits], found.count)

    def _pattern(self, pattern: Pattern) -> Any:
        query = self._library.Query
        codes = _codes(pattern)
        if pattern.is_apart:
            both = [self._any([self._term(each) for each in alike]) for alike in zip(*codes, strict=True)]
            return self._joined(both, self._library.Occur.Must)
        [words] = codes
        if pattern.way is Way.PREFIX:
            return query.regex_query(self._schema, "body", f"{words[0]}.*")
        return self._term(words[0]) if len(words) == 1 else query.phrase_query(self._schema, "body", [*words])

    def _term(self, code: str) -> Any:
        return self._library.Query.term_query(self._schema, "body", code)

    def _any(self, queries: list[Any]) -> Any:
        return self._joined(queries, self._library.Occur.Should)

    def _joined(self, queries: list[Any], occur: Any) -> Any:
        if len(queries) == 1:
            return queries[0]
        return self._library.Query.boolean_query([(occur, each) for each in queries])


@contextmanager
def fts5(corpus: Corpus, folder: Path) -> Iterator[Fts5]:
    """All comments in SQLite's index."""
    with closing(sqlite3.connect(folder / "fts5.sqlite")) as connection:
        connection.execute(f"PRAGMA cache_size = -{_PAGES_KEPT}")
        connection.execute("CREATE VIRTUAL TABLE indexed USING fts5 (body, content='')")
        rows = ((number, corpus.indexed(number)) for number in range(corpus.size))
        connection.executemany("INSERT INTO indexed (rowid, body) VALUES (?, ?)", rows)
        connection.execute("INSERT INTO indexed (indexed) VALUES ('optimize')")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab (indexed, row)")
        connection.commit()
        yield Fts5(connection)


def tantivy(corpus: Corpus, folder: Path) -> Tantivy:
    """All comments in tantivy's index, in one segment. Raises ImportError where it is not installed."""
    import tantivy as library  # noqa: PLC0415 - not everybody has it

    builder = library.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="position")
    builder.add_unsigned_field("number", stored=True)
    (folder / "tantivy").mkdir()
    index = library.Index(builder.build(), path=str(folder / "tantivy"))
    writer = index.writer(num_threads=1)
    for number in range(corpus.size):
        writer.add_document(library.Document(body=corpus.indexed(number), number=number))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return Tantivy(index)


def _codes(pattern: Pattern) -> list[list[str]]:
    """A pattern's tokens as they are indexed; for what may stand apart once as stems and once as parts."""
    tiers = (Tier.STEM, Tier.PART) if pattern.is_apart else (pattern.tier,)
    return [[coded(pattern.language, tier, token) for token in pattern.tokens] for tier in tiers]


def _fts5(pattern: Pattern) -> str:
    codes = _codes(pattern)
    if pattern.is_apart:
        return " AND ".join(f'("{stem}" OR "{part}")' for stem, part in zip(*codes, strict=True)).join("()")
    [words] = codes
    return f'"{" ".join(words)}"' + ("*" if pattern.way is Way.PREFIX else "")
