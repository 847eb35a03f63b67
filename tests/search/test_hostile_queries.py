"""The contract of an engine: any string whatever is answered or refused by code."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.search.engine import MAX_PREFIX_WORDS, SearchEngine
from server.search.highlight import excerpt
from server.search.query import QueryRefused, Refusal, parse
from server.search.whoosh_engine.engine import WhooshEngine
from server.text.languages import LANGUAGES
from tests.search.worlds import found, search, text

PLAIN = "Alle bedrijven a b c d foobar not or"


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An engine that is only asked, shared by all examples."""
    engine = WhooshEngine(tmp_path_factory.mktemp("index"))
    engine.rebuild([text("p-00001", nl=PLAIN, de=PLAIN)])
    yield engine
    engine.close()


@pytest.mark.parametrize(
    "typed",
    [
        "????",
        "NOT OR foobar",
        "*",
        "[a TO z]",
        "(a* OR b* OR c* OR d)",
        "kind:comment",
        "region~3",
        "d?g*x",
        '""""',
        '"',
        "\x00",
        "foobar\x00bar",
        "\ud800",
        "\u202efoobar",
        "'",
        "\\",
        "%27;--",
        "{{7*7}}",
        "a" * 200,
        "\u0345" * 200,
        "\x1f",
    ],
)
def test_it_is_answered(engine: SearchEngine, typed: str) -> None:
    engine.index([text("p-00001", nl="Alle bedrijven.")])
    assert search(engine, typed).total == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("a* b* c*", Refusal.SHORT_PREFIX),
        ("*a*", Refusal.SHORT_PREFIX),
        ("word " * 1_000, Refusal.TOO_LONG),
        ("a" * 10_000, Refusal.TOO_LONG),
        ("[" * 10_000, Refusal.TOO_LONG),
        ("a " * 50, Refusal.TOO_MANY_WORDS),
        ("ﷺ" * 10, Refusal.TOO_MANY_WORDS),
    ],
)
def test_it_is_refused(typed: str, code: Refusal) -> None:
    with pytest.raises(QueryRefused) as refused:
        parse(typed)
    assert refused.value.code is code


@given(st.text(max_size=60) | st.text("ab*\"? -:()'", max_size=30))
@settings(deadline=None, database=None, max_examples=200)
def test_whatever_is_typed_is_answered_or_refused(answering: SearchEngine, typed: str) -> None:
    try:
        query = parse(typed)
    except QueryRefused:
        return
    assert answering.search(query).total in (0, 1)
    for language in LANGUAGES:
        assert "".join(piece.text for piece in excerpt(PLAIN, language, query)) == PLAIN


@given(st.text(max_size=100))
@settings(deadline=None, database=None, max_examples=50)
def test_whatever_is_written_can_be_indexed_and_shown(answering: SearchEngine, written: str) -> None:
    answering.index([text("p-00002", nl=written, de=written)])
    for language in LANGUAGES:
        excerpt(written, language, parse("bedrijf"))
    assert "p-00001" in found(answering, "bedrijf")


def test_a_prefix_stands_for_its_most_frequent_words_only(engine: SearchEngine) -> None:
    names = [f"kop{place:03}" for place in range(MAX_PREFIX_WORDS + 10)]
    engine.index(text(f"p-00{place:03}", nl=name) for place, name in enumerate(names))
    engine.index([text("p-99999", nl="kop000")])
    results = engine.search(parse("kop*"), limit=100)
    assert results.total == MAX_PREFIX_WORDS + 1
    assert {"p-00000", "p-99999"} <= {hit.id for hit in results.hits}
