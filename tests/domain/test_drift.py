"""Drift: how much changed on each side, and where the two did not change alike."""

from collections.abc import Mapping

import hypothesis.strategies as st
import pytest
from hypothesis import given

from server.domain.changes import ChangeKind
from server.domain.document import Paragraph
from server.domain.drift import Balance, DriftRow, Mark, counts, drift, uneven_first, words_changed
from server.domain.revisions import Weight
from server.domain.structure import (
    Structure,
    add_paragraph,
    join_paragraphs,
    remove_paragraph,
    remove_section,
    split_paragraph,
)
from server.domain.working_editions import WorkingParagraph, structure_of
from server.text.languages import Language
from tests.domain.histories import DE, NL, History, in_step
from tests.worlds import edition, paragraph, section

TEN_NL, TEN_DE = (
    "een twee drie vier vijf zes zeven acht negen tien",
    "eins zwei drei vier fünf sechs sieben acht neun zehn",
)
BEFORE = edition(
    "2021",
    section(
        "one",
        "1",
        "Een",
        "Eins",
        paragraph("p-aaaa1", TEN_NL, TEN_DE),
        paragraph("p-aaaa2", "Kort.", "Kurz."),
    ),
    section("two", "2", "Twee", "Zwei", paragraph("p-bbbb1", "Slot.", "Schluss.")),
)
OLD = {each.id: each for part in BEFORE.sections for each in part.paragraphs}


def working(key: str, history: History) -> WorkingParagraph:
    """A paragraph of the working edition with this history."""
    return WorkingParagraph(
        key, {each: tuple(several) for each, several in history.revisions.items()}, tuple(history.confirmed)
    )


def rows(changed: Mapping[str, History], structure: Structure | None = None) -> list[DriftRow]:
    """The drift when these paragraphs changed and no other did."""
    plan = structure or structure_of(BEFORE)
    histories = {key: in_step(*_texts(OLD[key])) for key in plan.paragraphs if key in OLD} | dict(changed)
    return drift(plan, {key: working(key, histories[key]) for key in plan.paragraphs}, BEFORE)


def _texts(of: Paragraph) -> tuple[str, str]:
    return of.wordings[NL], of.wordings[DE]


def first() -> History:
    """The paragraph of ten words as it was."""
    return in_step(TEN_NL, TEN_DE)


def changed(text: str, words: int) -> str:
    """The text with its first words changed for others."""
    return " ".join(f"x{each}" if place < words else each for place, each in enumerate(text.split()))


def test_where_nothing_changed_there_is_no_row() -> None:
    assert rows({}) == []


def test_a_row_has_words_per_cent_weight_and_states() -> None:
    history = first()
    history.revise(NL, changed(TEN_NL, 4))
    [row] = rows({"p-aaaa1": history})
    side = row.sides[NL]
    assert (row.paragraph, row.section, row.number, row.kind) == ("p-aaaa1", "one", 1, ChangeKind.REWORDED)
    assert (side.changed, side.per_cent, side.weight, side.revisions) == (4, 40, Weight.SUBSTANTIVE, 2)
    assert (row.sides[DE].changed, row.sides[DE].per_cent, row.sides[DE].weight) == (0, 0, None)
    assert (row.balance, row.marks) == (Balance.ONLY_NL, {Mark.ONLY_NL, Mark.OUTDATED_DE})


@pytest.mark.parametrize(
    ("nl", "de", "balance"),
    [
        (4, 4, Balance.EQUAL),
        (1, 0, Balance.ONLY_NL),
        (0, 1, Balance.ONLY_DE),
        (1, 3, Balance.EQUAL),  # two words apart: a compound or a separable verb
        (2, 5, Balance.UNEQUAL),
        (5, 2, Balance.UNEQUAL),
        (4, 7, Balance.EQUAL),  # less than twice as much
        (4, 8, Balance.UNEQUAL),
    ],
)
def test_the_balance_is_of_words_in_proportion(nl: int, de: int, balance: Balance) -> None:
    history = first()
    history.revise(NL, changed(TEN_NL, nl))
    history.revise(DE, changed(TEN_DE, de))
    [row] = rows({"p-aaaa1": history})
    assert row.balance is balance


def test_minor_revisions_are_shown_and_do_not_count_for_the_balance() -> None:
    history = first()
    history.revise(NL, changed(TEN_NL, 5), Weight.MINOR)
    [row] = rows({"p-aaaa1": history})
    side = row.sides[NL]
    assert (side.changed, side.substantive, side.weight) == (5, 0, Weight.MINOR)
    assert (row.balance, row.marks) == (Balance.EQUAL, frozenset())


def test_minor_mending_before_and_after_a_substantive_revision_is_left_out() -> None:
    history = first()
    mended = changed(TEN_NL, 5)
    history.revise(NL, mended, Weight.MINOR)
    history.revise(NL, f"{mended} elf")
    history.revise(NL, f"{mended} elf!", Weight.MINOR)
    [row] = rows({"p-aaaa1": history})
    assert (row.sides[NL].changed, row.sides[NL].substantive) == (6, 1)


def test_a_text_of_the_predecessor_has_not_changed_whatever_was_in_between() -> None:
    history = first()
    history.revise(NL, "Iets anders.")
    history.revise(NL, TEN_NL)
    assert rows({"p-aaaa1": history}) == []


def test_only_signs_are_a_change_without_words() -> None:
    history = first()
    history.revise(NL, TEN_NL + ".", Weight.MINOR)
    [row] = rows({"p-aaaa1": history})
    assert (row.sides[NL].changed, row.sides[NL].per_cent, row.sides[NL].weight) == (0, 0, Weight.MINOR)


def test_a_new_paragraph_is_added_and_missing_where_it_has_no_text() -> None:
    history = History()
    history.revise(NL, "Een nieuwe alinea.")
    plan = add_paragraph(structure_of(BEFORE), "p-new01", section="two", after=None)
    [row] = rows({"p-new01": history}, plan)
    assert (row.kind, row.section, row.number) == (ChangeKind.ADDED, "two", 1)
    assert (row.sides[NL].changed, row.sides[NL].per_cent) == (3, 100)
    assert row.marks == {Mark.ADDED, Mark.MISSING, Mark.ONLY_NL}


def test_a_removed_paragraph_stands_where_its_section_ends_or_at_the_very_end() -> None:
    plan = remove_paragraph(structure_of(BEFORE), "p-aaaa1")
    plan = remove_section(remove_paragraph(plan, "p-bbbb1"), "two")
    history = in_step("Kort.", "Kurz.")
    history.revise(NL, "Korter.")
    found = rows({"p-aaaa2": history}, plan)
    assert [(row.paragraph, row.kind, row.section) for row in found] == [
        ("p-aaaa2", ChangeKind.REWORDED, "one"),
        ("p-aaaa1", ChangeKind.REMOVED, "one"),
        ("p-bbbb1", ChangeKind.REMOVED, "two"),
    ]
    assert (found[1].sides[NL].changed, found[1].states, found[1].marks) == (10, {}, {Mark.REMOVED})


def test_a_part_of_a_split_paragraph_is_compared_with_the_whole_and_what_the_others_took_is_left_out() -> (
    None
):
    plan = split_paragraph(structure_of(BEFORE), "p-aaaa1", into=["p-part1", "p-part2"])
    nl, de = TEN_NL.split(), TEN_DE.split()
    one, two = History(), History()
    one.revise_both({NL: " ".join(nl[:5]), DE: " ".join(de[:5])})
    two.revise_both({NL: " ".join(nl[5:]) + " elf twaalf", DE: " ".join(de[5:])})
    found = rows({"p-part1": one, "p-part2": two}, plan)
    assert [(row.kind, row.origins) for row in found] == [(ChangeKind.SPLIT, ("p-aaaa1",))] * 2
    assert [(row.sides[NL].changed, row.sides[DE].changed) for row in found] == [(0, 0), (2, 0)]
    assert [row.balance for row in found] == [Balance.EQUAL, Balance.ONLY_NL]


def test_a_joined_paragraph_is_compared_with_those_that_were_joined() -> None:
    plan = join_paragraphs(structure_of(BEFORE), ["p-aaaa1", "p-aaaa2"], into="p-join1")
    history = History()
    history.revise_both({NL: f"{TEN_NL}\n\nKort.", DE: f"{TEN_DE}\n\nKurz und gut."})
    [row] = rows({"p-join1": history}, plan)
    assert (row.kind, row.origins) == (ChangeKind.JOINED, ("p-aaaa1", "p-aaaa2"))
    assert (row.sides[NL].changed, row.sides[DE].changed) == (0, 2)
    assert row.marks == {Mark.JOINED, Mark.ONLY_DE, Mark.OUTDATED_NL, Mark.OUTDATED_DE}


def test_what_an_exception_covers_is_excepted_and_no_longer_outdated() -> None:
    history = first()
    history.revise(NL, changed(TEN_NL, 4))
    history.sign(DE)
    [row] = rows({"p-aaaa1": history})
    assert row.marks == {Mark.ONLY_NL, Mark.EXCEPTED}
    assert row.exception is not None


def test_the_uneven_ones_come_first_in_reading_order() -> None:
    one, two, three = first(), in_step("Kort.", "Kurz."), in_step("Slot.", "Schluss.")
    one.revise_both({NL: changed(TEN_NL, 4), DE: changed(TEN_DE, 4)})
    two.revise(DE, "Kürzer.")
    three.revise(NL, "Einde.")
    found = rows({"p-aaaa1": one, "p-aaaa2": two, "p-bbbb1": three})
    assert [row.paragraph for row in uneven_first(found)] == ["p-aaaa2", "p-bbbb1", "p-aaaa1"]


def test_the_counts_are_of_paragraphs() -> None:
    one, two, three = first(), in_step("Kort.", "Kurz."), History()
    one.revise_both({NL: "a", DE: "b"})
    two.revise(NL, "Korter.")
    two.sign(DE)
    three.revise(NL, "Nieuw.")
    assert counts(working(f"p-{number}", each) for number, each in enumerate((one, two, three, first()))) == {
        Mark.OUTDATED_NL: 1,
        Mark.OUTDATED_DE: 1,
        Mark.EXCEPTED: 1,
        Mark.MISSING: 1,
    }


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", ",", "."]), max_size=12).map(" ".join)


@given(TEXTS, TEXTS)
def test_an_amount_is_at_most_the_words_of_both_and_at_least_their_difference(
    before: str, after: str
) -> None:
    old, new = (sum(word.isalpha() for word in text.split()) for text in (before, after))
    assert abs(old - new) <= words_changed(before, after) <= old + new
    assert words_changed(before, before) == 0


@given(TEXTS, TEXTS, st.sampled_from(Language))
def test_the_share_is_a_percentage(before: str, after: str, language: Language) -> None:
    history = in_step(before, before)
    history.revise(language, after)
    old = edition("2021", section("one", "1", "Een", "Eins", paragraph("p-aaaa1", before, before)))
    for row in drift(structure_of(old), {"p-aaaa1": working("p-aaaa1", history)}, old):
        assert all(0 <= side.per_cent <= 100 for side in row.sides.values())
