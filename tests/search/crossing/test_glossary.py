"""Typed terms also ask for the other terms of their concept."""

from server.domain.glossary import Concept
from server.search.crossing.glossary import GLOSSARY_WEIGHT, GlossaryExpansion
from server.search.grammar import parse
from server.search.query import Expansion, Way
from server.text.languages import Language
from tests.search.worlds import concept

NL, DE = Language.NL, Language.DE

LIGHTHOUSE = concept("lighthouse", nl=["lighthouse"], forms=["lighthouses"], de=["Leuchtturm"])
OPEN = concept("open-innovation", nl=["open innovatie"], de=["offene Innovation", "Open Innovation"])


def expansions(typed: str, *concepts: Concept) -> tuple[Expansion, ...]:
    return GlossaryExpansion(concepts).of(parse(typed))


def terms(typed: str, *concepts: Concept) -> list[tuple[int, int, str]]:
    return [(each.first, each.last, each.term) for each in expansions(typed, *concepts)]


def test_a_german_term_asks_for_the_dutch_one() -> None:
    assert expansions("Leuchtturm", LIGHTHOUSE) == (
        Expansion(0, 0, NL, "lighthouse", Way.GLOSSARY, GLOSSARY_WEIGHT, "lighthouse", typed="Leuchtturm"),
    )


def test_a_dutch_term_asks_for_the_german_one() -> None:
    assert terms("lighthouse", LIGHTHOUSE) == [(0, 0, "Leuchtturm")]


def test_case_and_inflection_do_not_matter() -> None:
    assert terms("leuchttürme", LIGHTHOUSE) == [(0, 0, "lighthouse")]


def test_a_term_of_several_words_is_found_among_others() -> None:
    assert terms("meer open innovatie", OPEN) == [(1, 2, "offene Innovation"), (1, 2, "Open Innovation")]


def test_a_phrase_that_is_a_term_is_expanded() -> None:
    assert terms('"open innovatie"', OPEN) == [(0, 0, "offene Innovation"), (0, 0, "Open Innovation")]


def test_every_word_of_a_group_is_expanded() -> None:
    sensor = concept("sensor", nl=["meter"], de=["Fühler"])
    assert terms("lighthouse OR meter", LIGHTHOUSE, sensor) == [(0, 0, "Leuchtturm"), (0, 0, "Fühler")]


def test_words_that_may_stand_for_one_another_are_no_term_with_their_neighbour() -> None:
    assert terms("open OR vrije innovatie", OPEN) == []


def test_other_terms_of_the_same_language_are_asked_for_too() -> None:
    small = concept("sme", nl=["mkb", "midden- en kleinbedrijf"], de=["KMU"])
    assert terms("mkb", small) == [(0, 0, "midden- en kleinbedrijf"), (0, 0, "KMU")]


def test_a_word_of_two_concepts_asks_for_both() -> None:
    plan, draft = concept("a", nl=["project"], de=["Vorhaben"]), concept("b", nl=["project"], de=["Entwurf"])
    assert [each.term for each in expansions("project", plan, draft)] == ["Vorhaben", "Entwurf"]


def test_the_beginning_of_a_term_is_not_the_term() -> None:
    assert expansions("lighthouse*", LIGHTHOUSE) == ()


def test_words_of_no_concept_stay_as_they_are() -> None:
    assert expansions("grens", LIGHTHOUSE) == ()


def test_a_longer_term_is_not_asked_for_where_a_shorter_one_finds_it() -> None:
    small = concept("sme", nl=["mkb"], forms=["mkb-bedrijf"], de=["KMU-Betrieb", "KMU"])
    assert [each.term for each in expansions("mkb", small)] == ["KMU"]
    assert [each.term for each in expansions("mkb-bedrijf", small)] == ["KMU", "mkb", "KMU"]


def test_a_part_of_a_compound_is_called_by_terms_of_one_word() -> None:
    voucher = concept("voucher", nl=["voucher"], de=["Gutschein", "Scheck auf Zeit"])
    assert GlossaryExpansion([voucher]).words_for("voucher", NL) == ("Gutschein",)
    assert GlossaryExpansion([voucher]).words_for("grens", NL) == ()
