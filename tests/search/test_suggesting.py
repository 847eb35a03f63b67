"""While somebody types, terms, titles and words are suggested."""

from collections.abc import Iterable, Mapping

from server.search.engine import Vocabulary
from server.search.suggesting import MAX_SUGGESTIONS, Suggester
from server.text.languages import Language

NL, DE = Language.NL, Language.DE
NONE: Mapping[str, int] = {}


def suggested(
    typed: str,
    *names: tuple[Language, str],
    language: Language = NL,
    nl: Mapping[str, int] = NONE,
    de: Mapping[str, int] = NONE,
    gone: frozenset[str] = frozenset(),
) -> list[str]:
    def holds(_: Language, words: Iterable[str]) -> frozenset[str]:
        return frozenset(words) - gone

    found = Suggester(Vocabulary(1, {NL: nl, DE: de}), names).suggest(typed, language, holds)
    return [each.text for each in found]


def test_words_that_begin_so_come_by_frequency() -> None:
    known = {"grens": 9, "grensregio": 30, "grenzen": 9, "groei": 50}
    assert suggested("gren", nl=known) == ["grensregio", "grens", "grenzen"]


def test_the_words_before_stay() -> None:
    assert suggested("open inno", nl={"innovatie": 3}) == ["open innovatie"]


def test_terms_and_titles_that_begin_so_come_first_then_those_that_hold_it() -> None:
    names = [(NL, "grensoverschrijdende samenwerking"), (NL, "samenwerking met Duitsland")]
    assert suggested("samenw", *names, nl={"samenwerken": 9}) == [
        "samenwerking met Duitsland",
        "grensoverschrijdende samenwerking",
        "samenwerken",
    ]


def test_several_words_begin_a_name() -> None:
    assert suggested("open in", (NL, "open innovatie")) == ["open innovatie"]


def test_the_readers_language_comes_first() -> None:
    names = [(NL, "industrie"), (DE, "Industrie 4.0")]
    assert suggested("indu", *names, language=DE, nl={"industriebeleid": 1}, de={"industriell": 1}) == [
        "Industrie 4.0",
        "industrie",
        "industriell",
        "industriebeleid",
    ]


def test_case_accents_and_umlauts_do_not_matter() -> None:
    assert suggested("foerd", (DE, "Förderung"), language=DE) == ["Förderung"]
    assert suggested("FÖR", language=DE, de={"förderung": 1}) == ["förderung"]
    assert suggested("ideee", nl={"ideeën": 1}) == ["ideeën"]


def test_a_suggestion_comes_once_and_never_says_what_is_typed() -> None:
    assert suggested("netw", (NL, "netwerk"), (NL, "netwerk"), nl={"netwerk": 9}) == ["netwerk"]
    assert suggested("Netwerk", (NL, "netwerk")) == []


def test_there_are_at_most_eight() -> None:
    assert len(suggested("gren", nl={f"grens{letter}": 1 for letter in "abcdefghijkl"})) == MAX_SUGGESTIONS


def test_words_that_are_gone_are_not_suggested() -> None:
    assert suggested("kana", nl={"kanarie": 9, "kanaal": 1}, gone=frozenset({"kanarie"})) == ["kanaal"]


def test_one_letter_a_finished_word_and_nothing_suggest_nothing() -> None:
    assert [suggested(typed, nl={"grens": 1, "de": 1}) for typed in ("g", "", "?", "grens (")] == [
        [],
        [],
        [],
        [],
    ]


def test_numbers_are_no_words() -> None:
    assert suggested("202", nl={"2021": 9}) == []


def test_each_says_its_language() -> None:
    found = Suggester(Vocabulary(1, {NL: {"grens": 1}, DE: {"grenze": 1}}), [(DE, "Grenzregion")])
    assert found.suggest("gren", NL, lambda _, words: frozenset(words)) == [
        ("Grenzregion", DE),
        ("grens", NL),
        ("grenze", DE),
    ]
