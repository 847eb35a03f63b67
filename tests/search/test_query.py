"""The query grammar: what was typed, and what is asked."""

import pytest

from server.search.query import Clause, QueryRefused, Refusal, Way, parse


def word(text: str) -> Clause:
    return Clause(Way.SAME_WORD, (text,))


def phrase(*words: str) -> Clause:
    return Clause(Way.PHRASE, words)


def prefix(text: str) -> Clause:
    return Clause(Way.PREFIX, (text,))


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("digitale transitie", (word("digitale"), word("transitie"))),
        ('"open innovatie" mkb', (phrase("open", "innovatie"), word("mkb"))),
        ("„offene Formel“", (phrase("offene", "Formel"),)),
        ("«offene Formel»", (phrase("offene", "Formel"),)),
        ('"mkb"', (word("mkb"),)),
        ('"open innovatie', (word("open"), word("innovatie"))),
        ("kop dig*", (word("kop"), prefix("dig"))),
        ("dig* kop", (word("dig"), word("kop"))),
        ("*dig", (word("dig"),)),
        ("mkb-bedrijf", (word("mkb"), word("bedrijf"))),
        ("section:4.2 (kop OR staart) ~ ?", tuple(map(word, ("section", "4.2", "kop", "OR", "staart")))),
        ("Ha\u0308user", (word("Häuser"),)),
        ("dig\x00kop", (word("dig"), word("kop"))),
        ("", ()),
        ('  ????  ** "" [] ', ()),
    ],
)
def test_the_grammar(typed: str, clauses: tuple[Clause, ...]) -> None:
    assert parse(typed).clauses == clauses


def test_a_query_without_words_is_empty() -> None:
    assert parse("…!?").is_empty


def test_common_words_do_not_count() -> None:
    query = parse("de kansen van Digitalisierung für das mkb")
    assert [query.clauses[place].typed for place in query.counting] == ["kansen", "Digitalisierung", "mkb"]


def test_common_words_count_where_there_is_nothing_else() -> None:
    query = parse("wat is het")
    assert [query.clauses[place].typed for place in query.counting] == ["wat", "is", "het"]


def test_common_words_count_in_a_phrase() -> None:
    assert parse('"de kop"').clauses == (phrase("de", "kop"),)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("a" * 201, Refusal.TOO_LONG),
        ("woord " * 1_000, Refusal.TOO_LONG),
        ("a b c d e f g h i j k l m", Refusal.TOO_MANY_WORDS),
        ('"a b c d e f g" "h i j k l m"', Refusal.TOO_MANY_WORDS),
        ("a* b* c*", Refusal.SHORT_PREFIX),
        ("mkb di*", Refusal.SHORT_PREFIX),
    ],
)
def test_beyond_the_limits_a_query_is_refused_by_code(typed: str, code: Refusal) -> None:
    with pytest.raises(QueryRefused) as refused:
        parse(typed)
    assert refused.value.code is code


@pytest.mark.parametrize("typed", ["a" * 200, "a b c d e f g h i j k l", "dig*", f"{' ' * 300}kop"])
def test_at_the_limits_a_query_is_answered(typed: str) -> None:
    assert not parse(typed).is_empty
