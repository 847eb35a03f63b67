"""Typed terms also ask for the other terms of their concept."""

from server.domain.glossary import Concept
from server.search.expansion import GlossaryExpansion
from server.search.query import Expansion, parse
from server.text.languages import Language
from tests.search.worlds import concept

NL, DE = Language.NL, Language.DE

LIGHTHOUSE = concept("lighthouse", nl=["lighthouse"], forms=["lighthouses"], de=["Leuchtturm"])
OPEN = concept("open-innovation", nl=["open innovatie"], de=["offene Innovation", "Open Innovation"])


def expansions(typed: str, *concepts: Concept) -> tuple[Expansion, ...]:
    return GlossaryExpansion(concepts).expand(parse(typed)).expansions


def test_a_german_term_asks_for_the_dutch_one() -> None:
    assert expansions("Leuchtturm", LIGHTHOUSE) == (Expansion(0, 0, NL, "lighthouse", "lighthouse"),)


def test_a_dutch_term_asks_for_the_german_one() -> None:
    assert expansions("lighthouse", LIGHTHOUSE) == (Expansion(0, 0, DE, "Leuchtturm", "lighthouse"),)


def test_case_and_inflection_do_not_matter() -> None:
    assert expansions("leuchttürme", LIGHTHOUSE) == (Expansion(0, 0, NL, "lighthouse", "lighthouse"),)


def test_a_term_of_several_words_is_found_among_others() -> None:
    assert expansions("meer open innovatie", OPEN) == (
        Expansion(1, 2, DE, "offene Innovation", "open-innovation"),
        Expansion(1, 2, DE, "Open Innovation", "open-innovation"),
    )


def test_a_phrase_that_is_a_term_is_expanded() -> None:
    assert expansions('"open innovatie"', OPEN) == (
        Expansion(0, 0, DE, "offene Innovation", "open-innovation"),
        Expansion(0, 0, DE, "Open Innovation", "open-innovation"),
    )


def test_other_terms_of_the_same_language_are_asked_for_too() -> None:
    small = concept("sme", nl=["mkb", "midden- en kleinbedrijf"], de=["KMU"])
    assert expansions("mkb", small) == (
        Expansion(0, 0, NL, "midden- en kleinbedrijf", "sme"),
        Expansion(0, 0, DE, "KMU", "sme"),
    )


def test_a_word_of_two_concepts_asks_for_both() -> None:
    plan, draft = concept("a", nl=["project"], de=["Vorhaben"]), concept("b", nl=["project"], de=["Entwurf"])
    assert [each.term for each in expansions("project", plan, draft)] == ["Vorhaben", "Entwurf"]


def test_the_beginning_of_a_term_is_not_the_term() -> None:
    assert expansions("lighthouse*", LIGHTHOUSE) == ()


def test_words_of_no_concept_stay_as_they_are() -> None:
    query = parse("grens")
    assert GlossaryExpansion([LIGHTHOUSE]).expand(query) == query


def test_a_longer_term_is_not_asked_for_where_a_shorter_one_finds_it() -> None:
    small = concept("sme", nl=["mkb"], forms=["mkb-bedrijf"], de=["KMU-Betrieb", "KMU"])
    assert [each.term for each in expansions("mkb", small)] == ["KMU"]
    assert [each.term for each in expansions("mkb-bedrijf", small)] == ["KMU", "mkb", "KMU"]
