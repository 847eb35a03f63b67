"""Changing the sections of the working edition, and what it says of itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from server.domain.accounts import Account
from server.domain.acts import ActKind
from server.domain.editions import EditionStatus
from server.domain.section_checks import SectionRefused
from server.domain.structure import Refusal, SectionPlan, StructureRefused, consistent_numbers
from server.store.database import Database
from server.usecases.begin_working_edition import EditionRefused
from server.usecases.change_sections import (
    add_section,
    move_section,
    name_section,
    remove_section,
    renumber,
)
from server.usecases.change_structure import EditionChangedMeanwhile
from server.usecases.describe_edition import describe_edition
from tests.usecases.people import log_of, person
from tests.usecases.working import LABELS, act_of, at_work, begun, structure
from tests.worlds import DE, NL, OPENING, STEPS

TITLES = {NL: "Voorbeelden", DE: "Beispiele"}


@pytest.fixture
def els(loaded: Database) -> Account:
    """An editor, with a working edition begun."""
    begun(loaded)
    return person(loaded)


def problems_of(act: Callable[[], Any]) -> dict[str, str]:
    with pytest.raises((SectionRefused, EditionRefused)) as refused:
        act()
    problems: dict[str, str] = refused.value.problems
    return problems


def keys(database: Database) -> list[str]:
    return [each.key for each in structure(database).sections]


def numbers(database: Database) -> list[str]:
    return [each.number for each in structure(database).sections]


def test_a_section_is_added_behind_another_with_a_key_of_its_own(loaded: Database, els: Account) -> None:
    add_section(loaded, number=" 1.1 ", titles=TITLES, after=OPENING.key, **act_of(loaded, els))
    assert structure(loaded).section("1-1-voorbeelden") == SectionPlan("1-1-voorbeelden", "1.1", TITLES)
    assert keys(loaded) == [OPENING.key, "1-1-voorbeelden", STEPS.key]
    add_section(loaded, number="", titles=TITLES, after=None, key="intro", **act_of(loaded, els))
    assert keys(loaded)[0] == "intro"


def test_a_drawn_key_is_none_that_a_section_had_before(loaded: Database, els: Account) -> None:
    titles = {NL: "Opening", DE: "Anderer Auftakt"}
    act = act_of(loaded, els, number="1", titles={**titles, NL: "Opening"}, after=None)
    assert problems_of(lambda: add_section(loaded, **act)) == {"title_nl": "taken"}
    named = {"number": "3", "titles": {NL: "Eerst", DE: "Zuerst"}}
    name_section(loaded, key=OPENING.key, **named, **act_of(loaded, els))
    add_section(loaded, **{**act, **act_of(loaded, els)})
    assert keys(loaded)[0] == "1-opening-2"


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"key": "Groot Woord"}, {"key": "invalid"}),
        ({"key": STEPS.key}, {"key": "taken"}),
        ({"number": "4b"}, {"number": "invalid"}),
        ({"number": "4.0"}, {"number": "invalid"}),
        ({"titles": {NL: "Voorbeelden"}}, {"title_de": "missing"}),
        ({"titles": {NL: "…", DE: "!"}}, {"title_nl": "no-letters", "title_de": "no-letters"}),
        ({"titles": {**TITLES, DE: "x" * 201}}, {"title_de": "too-long"}),
        ({"titles": {NL: "Naast elkaar", DE: "Abwägung"}}, {"title_nl": "reserved", "title_de": "reserved"}),
    ],
)
def test_a_section_that_no_record_could_hold_is_refused(
    loaded: Database, els: Account, values: dict[str, Any], problems: dict[str, str]
) -> None:
    act = {"number": "", "titles": TITLES, "after": None, **act_of(loaded, els), **values}
    assert problems_of(lambda: add_section(loaded, **act)) == problems
    assert keys(loaded) == [OPENING.key, STEPS.key]


def test_only_an_empty_section_is_removed(loaded: Database, els: Account) -> None:
    with pytest.raises(StructureRefused) as refused:
        remove_section(loaded, key=STEPS.key, **act_of(loaded, els))
    assert refused.value.refusal is Refusal.SECTION_NOT_EMPTY
    add_section(loaded, number="", titles=TITLES, after=None, key="intro", **act_of(loaded, els))
    remove_section(loaded, key="intro", **act_of(loaded, els))
    assert keys(loaded) == [OPENING.key, STEPS.key]


def test_moved_sections_are_numbered_anew_when_an_editor_confirms(loaded: Database, els: Account) -> None:
    move_section(loaded, key=STEPS.key, after=None, **act_of(loaded, els))
    assert (keys(loaded), numbers(loaded)) == ([STEPS.key, OPENING.key], ["2", "1"])
    renumber(loaded, numbers=consistent_numbers(structure(loaded)), **act_of(loaded, els))
    assert numbers(loaded) == ["1", "2"]
    assert log_of(loaded, ActKind.EDITION_CHANGED)[-1].reason == "2 → 1, 1 → 2"


def test_two_sections_may_have_one_number_until_they_are_numbered_anew(
    loaded: Database, els: Account
) -> None:
    add_section(loaded, number="2", titles=TITLES, after=OPENING.key, **act_of(loaded, els))
    assert numbers(loaded) == ["1", "2", "2"]
    act = act_of(loaded, els, numbers={OPENING.key: "2"})
    problems = problems_of(lambda: renumber(loaded, **act))
    assert problems == {"number.2-voorbeelden": "taken", f"number.{STEPS.key}": "taken"}
    renumber(loaded, numbers={STEPS.key: "3"}, **act_of(loaded, els))
    assert numbers(loaded) == ["1", "2", "3"]


def test_a_section_gets_other_titles_and_notes_in_both_languages_or_none(
    loaded: Database, els: Account
) -> None:
    named: dict[str, Any] = {"key": STEPS.key, "number": "2", "titles": TITLES}
    notes = {NL: "Nieuwe titel.", DE: "Neuer Titel."}
    name_section(loaded, **named, change_notes=notes, **act_of(loaded, els))
    after = structure(loaded).section(STEPS.key)
    assert (after.titles, after.change_notes, after.paragraphs) == (TITLES, notes, ("p-bbbb1",))
    act = act_of(loaded, els, **named, change_notes={NL: "Alleen zo."})
    assert problems_of(lambda: name_section(loaded, **act)) == {"note_de": "one-side"}
    name_section(loaded, **named, change_notes={NL: " ", DE: ""}, **act_of(loaded, els))
    assert structure(loaded).section(STEPS.key).change_notes == {}


def test_the_edition_is_described(loaded: Database, els: Account) -> None:
    before = at_work(loaded).working
    notes = {NL: "Herzien.", DE: "Überarbeitet."}
    described: dict[str, Any] = {
        "labels": {NL: "Definitief", DE: "Endgültig"},
        "day": date(2026, 12, 1),
        "status": EditionStatus.FINAL,
        "change_notes": notes,
    }
    after = describe_edition(loaded, **described, **act_of(loaded, els))
    assert after == replace(
        before,
        labels=described["labels"],
        date=described["day"],
        status=EditionStatus.FINAL,
        change_notes=notes,
        revision=2,
    )
    assert (at_work(loaded).working, describe_edition(loaded, **described, **act_of(loaded, els))) == (
        after,
        after,
    )
    assert [each.reason for each in log_of(loaded, ActKind.EDITION_CHANGED)] == [
        "labels, date, status, change_notes"
    ]


def test_an_edition_is_not_older_than_its_predecessor_nor_described_on_one_side(
    loaded: Database, els: Account
) -> None:
    act = act_of(
        loaded,
        els,
        labels={NL: "", DE: "x" * 121},
        day=date(2021, 9, 27),
        status=EditionStatus.FINAL,
        change_notes={DE: "Neu."},
    )
    assert problems_of(lambda: describe_edition(loaded, **act)) == {
        "label_nl": "missing",
        "label_de": "too-long",
        "note_nl": "one-side",
        "date": "before-predecessor",
    }


ACTS: list[Callable[[Database, dict[str, Any]], Any]] = [
    lambda it, on: add_section(it, number="", titles=TITLES, after=None, **on),
    lambda it, on: move_section(it, key=STEPS.key, after=None, **on),
    lambda it, on: name_section(it, key=STEPS.key, number="7", titles=TITLES, **on),
    lambda it, on: renumber(it, numbers={STEPS.key: "9"}, **on),
    lambda it, on: describe_edition(
        it, labels=LABELS, day=date(2027, 1, 1), status=EditionStatus.FINAL, change_notes={}, **on
    ),
]


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_an_outdated_revision_is_refused_and_says_what_happened(
    loaded: Database, els: Account, act: Callable[[Database, dict[str, Any]], Any]
) -> None:
    on = dict(act_of(loaded, els))
    act(loaded, on)
    with pytest.raises(EditionChangedMeanwhile) as meanwhile:
        act(loaded, on)
    assert [each.by for each in meanwhile.value.meanwhile] == ["Els"]
    assert at_work(loaded).working.revision == 2
