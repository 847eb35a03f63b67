"""The structure of a working edition: every verb, and what no sequence of them may do."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.structure import (
    Refusal,
    SectionPlan,
    Structure,
    StructureRefused,
    add_paragraph,
    add_section,
    consistent_numbers,
    join_paragraphs,
    move_paragraph,
    move_section,
    name_section,
    remove_paragraph,
    remove_section,
    renumber,
    restore_paragraph,
    split_paragraph,
)
from tests.domain.worlds import both

TITLES = both("Titel", "Titel")
BEGUN = Structure((SectionPlan("1", "1", TITLES, ("a", "b", "c")), SectionPlan("2", "2", TITLES, ("d",))))
PREDECESSOR = set(BEGUN.paragraphs)


def refusal_of(verb: Callable[[], Structure]) -> Refusal:
    with pytest.raises(StructureRefused) as refused:
        verb()
    return refused.value.refusal


def numbered(*numbers: str) -> Structure:
    return Structure(tuple(SectionPlan(f"s{place}", each, TITLES) for place, each in enumerate(numbers)))


def test_parts_stand_where_the_paragraph_stood_and_come_from_it() -> None:
    split = split_paragraph(BEGUN, "b", into=["x", "y"])
    assert split.paragraphs == ("a", "x", "y", "c", "d")
    assert split.lineage == {"x": ("b",), "y": ("b",)}


def test_what_was_split_and_then_joined_comes_from_all_that_it_holds() -> None:
    split = split_paragraph(BEGUN, "b", into=["x", "y"])
    joined = join_paragraphs(split, ["y", "c"], into="z")
    assert joined.paragraphs == ("a", "x", "z", "d")
    assert joined.lineage == {"x": ("b",), "z": ("b", "c")}


def test_a_new_paragraph_comes_from_none_also_when_it_is_split() -> None:
    added = add_paragraph(BEGUN, "n", section="1", after="a")
    assert (added.paragraphs, added.added, added.lineage) == (("a", "n", "b", "c", "d"), ("n",), {})
    split = split_paragraph(added, "n", into=["x", "y"])
    assert (split.added, split.lineage) == (("x", "y"), {})


def test_a_new_paragraph_joined_with_one_of_the_predecessor_comes_from_that_one() -> None:
    added = add_paragraph(BEGUN, "n", section="1", after="a")
    joined = join_paragraphs(added, ["a", "n"], into="z")
    assert (joined.added, joined.lineage) == ((), {"z": ("a",)})


def test_moving_keeps_all_the_rest_in_its_order() -> None:
    assert move_paragraph(BEGUN, "a", section="2", after="d").paragraphs == ("b", "c", "d", "a")
    assert move_paragraph(BEGUN, "c", section="1", after=None).paragraphs == ("c", "a", "b", "d")
    assert move_paragraph(BEGUN, "c", section="1", after="c") == BEGUN
    assert move_section(BEGUN, "1", after="2").paragraphs == ("d", "a", "b", "c")
    assert move_section(BEGUN, "2", after=None).paragraphs == ("d", "a", "b", "c")
    assert move_section(BEGUN, "2", after="2") == BEGUN


@pytest.mark.parametrize("paragraph", ["a", "b", "c", "d"])
def test_a_removed_paragraph_comes_back_to_where_it_was(paragraph: str) -> None:
    removed = remove_paragraph(BEGUN, paragraph)
    assert (paragraph in removed.paragraphs, [*removed.removed]) == (False, [paragraph])
    assert restore_paragraph(removed, paragraph) == BEGUN


def test_a_removed_part_comes_back_with_its_lineage_and_a_new_one_as_new() -> None:
    changed = split_paragraph(add_paragraph(BEGUN, "n", section="2", after=None), "b", into=["x", "y"])
    for paragraph in ("n", "y"):
        restored = restore_paragraph(remove_paragraph(changed, paragraph), paragraph)
        assert (restored.paragraphs, restored.lineage) == (changed.paragraphs, changed.lineage)
        assert set(restored.added) == {"n"}


def test_a_removed_paragraph_comes_back_to_the_end_where_its_place_has_gone() -> None:
    removed = remove_paragraph(remove_paragraph(BEGUN, "b"), "a")
    assert restore_paragraph(removed, "b").paragraphs == ("c", "b", "d")
    assert restore_paragraph(removed, "b", section="2").paragraphs == ("c", "d", "b")
    emptied = remove_section(remove_paragraph(BEGUN, "d"), "2")
    assert refusal_of(lambda: restore_paragraph(emptied, "d")) is Refusal.UNKNOWN_SECTION
    assert restore_paragraph(emptied, "d", section="1").paragraphs == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (lambda: add_paragraph(BEGUN, "a", section="2", after=None), Refusal.ID_TAKEN),
        (lambda: add_paragraph(BEGUN, "n", section="9", after=None), Refusal.UNKNOWN_SECTION),
        (lambda: add_paragraph(BEGUN, "n", section="1", after="d"), Refusal.UNKNOWN_PARAGRAPH),
        (lambda: remove_paragraph(BEGUN, "n"), Refusal.UNKNOWN_PARAGRAPH),
        (lambda: restore_paragraph(BEGUN, "a"), Refusal.UNKNOWN_PARAGRAPH),
        (lambda: move_paragraph(BEGUN, "a", section="2", after="b"), Refusal.UNKNOWN_PARAGRAPH),
        (lambda: move_paragraph(BEGUN, "a", section="2", after="a"), Refusal.UNKNOWN_PARAGRAPH),
        (lambda: move_paragraph(BEGUN, "a", section="9", after=None), Refusal.UNKNOWN_SECTION),
        (lambda: split_paragraph(BEGUN, "a", into=["x"]), Refusal.TOO_FEW),
        (lambda: split_paragraph(BEGUN, "a", into=["x", "x"]), Refusal.ID_TAKEN),
        (lambda: split_paragraph(BEGUN, "a", into=["x", "b"]), Refusal.ID_TAKEN),
        (lambda: join_paragraphs(BEGUN, ["a"], into="x"), Refusal.TOO_FEW),
        (lambda: join_paragraphs(BEGUN, ["a", "c"], into="x"), Refusal.NOT_NEIGHBOURS),
        (lambda: join_paragraphs(BEGUN, ["b", "a"], into="x"), Refusal.NOT_NEIGHBOURS),
        (lambda: join_paragraphs(BEGUN, ["c", "d"], into="x"), Refusal.NOT_NEIGHBOURS),
        (lambda: add_section(BEGUN, SectionPlan("1", "", TITLES), after=None), Refusal.ID_TAKEN),
        (lambda: add_section(BEGUN, SectionPlan("3", "", TITLES), after="9"), Refusal.UNKNOWN_SECTION),
        (lambda: remove_section(BEGUN, "1"), Refusal.SECTION_NOT_EMPTY),
        (lambda: move_section(BEGUN, "1", after="9"), Refusal.UNKNOWN_SECTION),
        (lambda: renumber(BEGUN, {"9": "9"}), Refusal.UNKNOWN_SECTION),
        (lambda: renumber(BEGUN, {"1": "2"}), Refusal.NUMBER_TAKEN),
    ],
)
def test_what_cannot_be_done_is_refused(verb: Callable[[], Structure], refusal: Refusal) -> None:
    assert refusal_of(verb) is refusal


def test_an_id_that_was_used_before_is_taken() -> None:
    replaced = remove_paragraph(split_paragraph(BEGUN, "b", into=["x", "y"]), "c")
    for used in ("b", "c"):
        again = lambda used=used: add_paragraph(replaced, used, section="1", after=None)  # noqa: E731
        assert refusal_of(again) is Refusal.ID_TAKEN


def test_naming_a_section_keeps_its_change_notes_unless_others_are_given() -> None:
    notes, titles = both("Nieuw.", "Neu."), both("Begin", "Anfang")
    named = name_section(BEGUN, "1", number="7", titles=titles, change_notes=notes)
    assert named.section("1") == SectionPlan("1", "7", titles, ("a", "b", "c"), notes)
    assert name_section(named, "1", number="1", titles=TITLES).section("1").change_notes == notes


@pytest.mark.parametrize(
    ("present", "wanted"),
    [
        (("", "1", "1.1", "1.2", "2"), ("", "1", "1.1", "1.2", "2")),
        (("2", "2.1", "1", "1.1"), ("1", "1.1", "2", "2.1")),
        (("1", "1.1", "5.3", "1.2", "4"), ("1", "1.1", "1.2", "1.3", "2")),
        (("3.1", "3.2", "4"), ("1.1", "1.2", "2")),
        (("1", "1.1.1", "1.1", "2"), ("1", "1.1.1", "1.2", "2")),
        ((), ()),
    ],
)
def test_numbers_follow_place_and_depth(present: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    structure = numbered(*present)
    numbers = consistent_numbers(structure)
    assert tuple(numbers.values()) == wanted
    assert consistent_numbers(renumber(structure, numbers)) == numbers


# Every verb as a step: what cannot be done in the present state is left out.
def _steps() -> st.SearchStrategy[list[tuple[str, int, int, int]]]:
    place = st.integers(0, 30)
    verbs = st.sampled_from(
        ["add", "remove", "restore", "move", "split", "join", "add-section", "remove-section", "move-section"]
    )
    return st.lists(st.tuples(verbs, place, place, place), max_size=25)


def _after(structure: Structure, step: tuple[str, int, int, int], new: Callable[[], str]) -> Structure:
    verb, one, two, three = step
    sections = [each.key for each in structure.sections]
    section = _one_of(sections, one) or ""
    paragraph = _one_of(structure.paragraphs, two) or ""
    there = next((each.paragraphs for each in structure.sections if each.key == section), ())
    after = _one_of([*there, None], three)
    behind = _one_of(sections, two)
    gone = _one_of([*structure.removed], two) or ""
    verbs: dict[str, Callable[[], Structure]] = {
        "add": lambda: add_paragraph(structure, new(), section=section, after=after),
        "remove": lambda: remove_paragraph(structure, paragraph),
        "restore": lambda: restore_paragraph(structure, gone, section=section),
        "move": lambda: move_paragraph(structure, paragraph, section=section, after=after),
        "split": lambda: split_paragraph(structure, paragraph, into=[new() for _ in range(2 + three % 3)]),
        "join": lambda: join_paragraphs(structure, there[two % 3 : two % 3 + 2 + three % 2], into=new()),
        "add-section": lambda: add_section(structure, SectionPlan(new(), "", TITLES), after=behind),
        "remove-section": lambda: remove_section(structure, section),
        "move-section": lambda: move_section(structure, section, after=behind),
    }
    return verbs[verb]()


def _one_of(several: Sequence[Any], place: int) -> Any:
    return several[place % len(several)] if several else None


@given(_steps())
def test_no_sequence_of_verbs_loses_or_doubles_a_paragraph(steps: list[tuple[str, int, int, int]]) -> None:
    names = (f"n{number}" for number in count())
    structure, drawn = BEGUN, set[str]()

    def new() -> str:
        drawn.add(name := next(names))
        return name

    for step in steps:
        before = structure
        try:
            structure = _after(structure, step, new)
        except StructureRefused:
            continue
        verb, present = step[0], set(structure.paragraphs)
        assert len(structure.paragraphs) == len(present)
        gone = set(before.paragraphs) - present
        if verb == "remove":
            assert gone == set(structure.removed) - set(before.removed)
        elif verb in ("split", "join"):
            # What they came from, and nothing else.
            now = {origin for each in present for origin in structure.origins(each)}
            assert {origin for each in gone for origin in before.origins(each)} <= now
        else:
            assert gone == set()
        _lineage_points_to_the_predecessor(structure)
        _everything_is_somewhere(structure)
        assert present | set(structure.removed) <= PREDECESSOR | drawn


def _lineage_points_to_the_predecessor(structure: Structure) -> None:
    removed = {key: gone.origins for key, gone in structure.removed.items() if gone.origins}
    assert set(structure.lineage) <= set(structure.paragraphs)
    for paragraph, origins in {**structure.lineage, **removed}.items():
        assert paragraph not in PREDECESSOR
        assert set(origins) <= PREDECESSOR
        assert len(set(origins)) == len(origins) > 0
    assert not set(structure.added) & (PREDECESSOR | set(structure.lineage))


def _everything_is_somewhere(structure: Structure) -> None:
    """Every paragraph of the predecessor is there, can be put back, or is in what came from it."""
    here = {origin for each in structure.paragraphs for origin in structure.origins(each)}
    away = {origin for key, gone in structure.removed.items() for origin in gone.origins or (key,)}
    assert here | away >= PREDECESSOR
    assert not set(structure.paragraphs) & set(structure.removed)


@given(_steps())
def test_what_is_removed_comes_back_whatever_was_done_before(steps: list[tuple[str, int, int, int]]) -> None:
    names = (f"n{number}" for number in count())
    structure = BEGUN
    for step in steps:
        with suppress(StructureRefused):
            structure = _after(structure, step, lambda: next(names))
    for paragraph in structure.paragraphs:
        back = restore_paragraph(remove_paragraph(structure, paragraph), paragraph)
        assert replace(back, added=()) == replace(structure, added=())
        assert set(back.added) == set(structure.added)
