"""The history page: who did what, when and why, and what differs between two states."""

import pytest

from tests.editing import close_thread, editor, revise, sign_off, with_definition
from tests.web.conftest import Site
from tests.web.editors import CONCEPT
from tests.web.html import element, elements
from tests.worlds import NL, digitalisation

HISTORY = CONCEPT["nl"] + "/geschiedenis"


def test_a_concept_that_nobody_changed_says_so(reading_site: Site) -> None:
    page = reading_site.visitor.get(HISTORY)
    assert page.status_code == 200
    assert elements(page.text, "form", action=HISTORY) == []


@pytest.fixture
def changed(site: Site) -> Site:
    """Two revisions, a sign-off and a closed thread."""
    anna = editor(site.database)
    revise(site.database, with_definition(digitalisation(), "een eerste zin"), anna, why="korter")
    revise(site.database, with_definition(digitalisation(), "een tweede zin"), anna, why="beter")
    sign_off(site.database, anna)
    close_thread(site.database, anna)
    return site


def test_every_change_is_there_newest_first(changed: Site) -> None:
    entries = [each.text for each in elements(changed.visitor.get(HISTORY).text, class_="history__entry")]
    when = "Anna, 1 oktober 2021 14:00"
    assert entries == [
        f"Gesprek afgesloten met een samenvatting, {when} Wij houden twee lezingen. Wir behalten zwei Lesarten.",
        f"Akkoord gegeven voor de Nederlandse kant, {when} Wat er veranderd is (wijziging 3)",
        f"Beschrijving gewijzigd, {when} beter Wat er veranderd is (wijziging 2)",
        f"Beschrijving gewijzigd, {when} korter Wat er veranderd is (wijziging 1)",
    ]


def test_two_states_are_held_against_each_other_word_by_word(changed: Site) -> None:
    page = changed.visitor.get(HISTORY + "?a=2&b=1").text
    assert element(page, "h3", class_="govuk-heading-s").text == "Definitie (Nederlands)"
    text = element(page, "p", class_="difference__text")
    assert (text.language, text.text) == (NL, "een weggehaald: eerste toegevoegd: tweede zin")


def test_a_sign_off_is_a_difference_too(changed: Site) -> None:
    page = changed.visitor.get(HISTORY + "?a=2&b=3").text
    assert [each.text for each in elements(page, "ins")] == ["toegevoegd: Anna"]


@pytest.mark.parametrize("asked", ["?a=0&b=9", "?a=x&b=1", "?a=1", "?a=-1&b=0"])
def test_a_state_that_never_was_is_not_found(changed: Site, asked: str) -> None:
    assert changed.visitor.get(HISTORY + asked).status_code == 404
