"""Our reader gives what Whoosh's own gives: the same documents, scores and numbers, over segments with removals."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from whoosh import query, scoring
from whoosh.codec.whoosh3 import W3Codec
from whoosh.collectors import UnlimitedCollector
from whoosh.fields import Schema
from whoosh.filedb.filestore import RamStorage

from server.search.documents import Facet, SearchDocument
from server.search.engine import Request
from server.search.matching import Group, Pattern, Tier
from server.search.query import Way
from server.search.whoosh_engine.codec import Exact, Places, Scored
from server.search.whoosh_engine.engine import WhooshEngine
from server.search.whoosh_engine.folder import IndexFolder
from server.search.whoosh_engine.memory import parts_of
from server.search.whoosh_engine.schema import (
    FACETS,
    KEY,
    SCORED,
    Prepared,
    Words,
    Zone,
    facet_term,
    prepared,
)
from server.search.whoosh_engine.scoring import K1, B
from server.text.languages import Language
from tests.search.worlds import entry, remark, text

NL = Language.NL
FIELD = SCORED[NL, Zone.OWN, Tier.WORD]
# Few enough words that they often stand side by side, many enough that some are rare.
WORDS = [
    f"{head}{tail}" for head in ("ko", "sta", "gre", "zo", "ri") for tail in ("p", "rt", "ns", "nk", "m")
]


class _StockScored(Scored):
    """Lets Whoosh itself write what our writer writes."""

    def index(self, value: Words, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        length = value.length
        for token, weight in value.weights.items():
            packed = b"".join(position.to_bytes(2, "little") for position in value.positions[token])
            # Only their sum counts.
            yield token.encode(), length, weight, packed
            length = 0


class _StockExact(Exact):
    """Whoosh looks a document up by its key, and tells the key of what it found."""

    def __init__(self) -> None:
        super().__init__()
        self.stored = True

    def index(self, value: str, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        yield value.encode(), 1, 1.0, b""


class _Weighting(scoring.BM25F):  # type: ignore[misc]
    """Whoosh's formula with our two rules: averages over documents with the field, no length is no weakening."""

    def __init__(self, average: float) -> None:
        super().__init__(B=B, K1=K1)
        self.average = average

    def scorer(self, searcher: Any, fieldname: str, text: Any, qf: int = 1) -> Any:
        scorer = super().scorer(searcher, fieldname, text, qf=qf)
        if fieldname != FIELD:
            return scorer
        average = self.average
        scorer._score = lambda weight, length: scoring.bm25(
            scorer.idf, weight, length or average, average, B, K1
        )
        return scorer


def a_text(random: Random) -> str:
    return " ".join(
        random.choices(WORDS, [1 / (place + 1) for place in range(len(WORDS))], k=random.randint(0, 60))
    )


def documents(random: Random, many: int, start: int = 0) -> list[SearchDocument]:
    """Paragraphs, comments whose context does not make them long, and concepts with many terms."""
    made = []
    for number in range(start, start + many):
        kind = number % 3
        if kind == 0:
            made.append(text(f"p-{number:05}", nl=a_text(random)))
        elif kind == 1:
            made.append(remark(f"c-{number:08}", nl=a_text(random) or "zo", on_nl=a_text(random)))
        else:
            made.append(
                entry(f"k-{number}", nl=[a_text(random) or "zo" for _ in range(3)], definition=a_text(random))
            )
    return made


class Stock:
    """The same documents in an index that Whoosh writes and searches by itself."""

    def __init__(self) -> None:
        self._index = RamStorage().create_index(Schema(key=_StockExact(), **{FIELD: _StockScored()}))

    def commit(self, added: list[SearchDocument], removed: list[SearchDocument]) -> None:
        with self._index.writer(codec=W3Codec()) as writer:
            writer.merge = False
            for document in (*removed, *added):
                writer.delete_by_term("key", prepared(document).key.encode())
            for document in added:
                self._add(writer, prepared(document))

        with self._index.reader() as reader:
            lengths = [
                leaf.doc_field_length(number, FIELD)
                for leaf, _ in reader.leaf_readers()
                for number in range(leaf.doc_count_all())
            ]
            self._average = reader.field_length(FIELD) / sum(map(bool, lengths))

    def _add(self, writer: Any, made: Prepared) -> None:
        words = {FIELD: made.words[FIELD]} if FIELD in made.words else {}
        writer.add_document(key=made.key, **words)

    def search(self, asked: query.Query) -> dict[str, float]:
        with self._index.searcher(weighting=_Weighting(self._average)) as searcher:
            collector = UnlimitedCollector()
            searcher.search_with_collector(asked, collector)
            reader = searcher.reader()
            return {reader.stored_fields(number)[KEY]: score for score, number in collector.results().top_n}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[WhooshEngine, Stock]:
    """Three thousand documents in four segments, with replaced and removed ones in each."""
    random = Random(20211001)
    engine, stock = WhooshEngine(tmp_path_factory.mktemp("index")), Stock()
    first = documents(random, 1_500)
    engine.rebuild(first)
    stock.commit(first, [])
    for start in (1_500, 2_500, 3_000):
        added = documents(random, 1_100, start)
        removed = random.sample(first, 40)
        engine.commit(added, [document.key for document in removed])
        stock.commit(added, removed)
    assert engine.status().segments == 4
    return engine, stock


def pattern(*tokens: str) -> Pattern:
    way = Way.PHRASE if len(tokens) > 1 else Way.SAME_WORD
    return Pattern(way, NL, Tier.WORD, tokens, " ".join(tokens), 1.0)


def ours(engine: WhooshEngine, *groups: tuple[Pattern, ...]) -> dict[str, float]:
    asked = tuple(Group(patterns, may_be_missed=False) for patterns in groups)
    results = engine.search(Request(groups=asked, limit=10_000))
    assert results.total == len(results.hits)
    assert [hit.score for hit in results.hits] == sorted((hit.score for hit in results.hits), reverse=True)
    return {"\x1f".join(hit.key): hit.score for hit in results.hits}


def term(word: str) -> query.Term:
    return query.Term(FIELD, word.encode())


def drawn(many: int) -> list[str]:
    return Random(many).choices(WORDS, k=many)


@pytest.mark.parametrize("word", WORDS)
def test_a_word(both: tuple[WhooshEngine, Stock], word: str) -> None:
    engine, stock = both
    expected = stock.search(term(word))
    assert expected
    assert ours(engine, (pattern(word),)) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(25))
def test_words_that_must_all_stand_there(both: tuple[WhooshEngine, Stock], seed: int) -> None:
    engine, stock = both
    words = Random(seed).sample(WORDS, 2 + seed % 3)
    expected = stock.search(query.And([term(word) for word in words]))
    assert ours(engine, *((pattern(word),) for word in words)) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(25))
def test_words_of_which_one_must_stand_there(both: tuple[WhooshEngine, Stock], seed: int) -> None:
    engine, stock = both
    words = Random(seed).sample(WORDS, 2 + seed % 7)
    expected = stock.search(query.Or([term(word) for word in words]))
    assert ours(engine, tuple(pattern(word) for word in words)) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("seed", range(25))
def test_words_that_must_stand_side_by_side(both: tuple[WhooshEngine, Stock], seed: int) -> None:
    engine, stock = both
    words = Random(seed).choices(WORDS[:8], k=2 + seed % 3)
    expected = stock.search(query.Phrase(FIELD, [word.encode() for word in words]))
    assert ours(engine, (pattern(*words),)) == pytest.approx(expected, rel=1e-9)


def test_whoosh_itself_reads_what_our_writer_wrote(tmp_path: Path) -> None:
    WhooshEngine(tmp_path).rebuild(documents(Random(1), 300))
    (part,) = parts_of(IndexFolder(tmp_path).load().files)
    file = part.open()
    for name, word in ((FIELD, WORDS[0]), (FACETS, facet_term(Facet.KIND, "comment"))):
        matcher = file._terms.matcher(name, word.encode(), Places())
        found = file.postings(name, word)
        assert found is not None
        assert list(matcher.all_ids()) == found.docs.tolist()
