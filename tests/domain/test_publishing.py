"""The gate's rules: what must be done before a working edition may become an edition."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from server.domain.document import Paragraph, Section
from server.domain.editions import Edition, StepException
from server.domain.publishing import (
    MOST_AHEAD,
    OpenPoint,
    PointKind,
    blocking,
    points_of_cover,
    points_of_text,
    unchanged_paragraphs,
)
from server.domain.revisions import Confirmed, Revision, Weight, meaning_of
from server.domain.working_editions import WorkingParagraph
from server.text.languages import Language
from tests.worlds import DE, NL, OPENING, STEPS, edition

AT = datetime(2022, 1, 1, tzinfo=UTC)
OLD = edition("2021")
NEW = replace(
    OLD,
    key="2022",
    date=date(2022, 1, 1),
    change_notes={NL: "Korter.", DE: "Kürzer."},
    sections=(OPENING, replace(STEPS, paragraphs=(Paragraph("p-bbbb1", {NL: "Een.", DE: "Eins."}),))),
)


def revised(paragraph: Paragraph, exception: StepException | None = None) -> WorkingParagraph:
    """A paragraph with one revision on each side that has a wording, confirmed or excepted as a pair."""
    revisions = {
        language: (Revision(paragraph.id, language, 1, text, Weight.SUBSTANTIVE, "Eva", AT, 0),)
        for language, text in paragraph.wordings.items()
    }
    meanings = [meaning_of(revisions.get(language, ())) for language in (NL, DE)]
    return WorkingParagraph(
        paragraph.id, revisions, (Confirmed(meanings[0], meanings[1], "Eva", AT, exception),)
    )


def text_points(new: Edition, **others: WorkingParagraph) -> list[OpenPoint]:
    """What is open in the text, all paragraphs in step but those that are named otherwise."""
    paragraphs = {each.id: revised(each) for section in new.sections for each in section.paragraphs}
    paragraphs |= {each.id: each for each in others.values()}
    return list(points_of_text(new, paragraphs, OLD))


def with_section(section: Section) -> Edition:
    """The new edition with one section more."""
    return replace(NEW, sections=(*NEW.sections, section))


def test_a_changed_edition_in_step_has_no_open_point() -> None:
    assert text_points(NEW) == []


def test_an_edition_like_its_predecessor_has_nothing_to_publish() -> None:
    assert text_points(replace(NEW, sections=OLD.sections)) == [OpenPoint(PointKind.NOTHING_CHANGED)]


def test_a_missing_side_is_open_even_with_an_exception() -> None:
    half = Paragraph("p-bbbb1", {NL: "Een."})
    new = replace(NEW, sections=(OPENING, replace(STEPS, paragraphs=(half,))))
    assert text_points(new) == [OpenPoint(PointKind.MISSING_SIDE, "p-bbbb1", DE, section="2-steps")]


@pytest.mark.parametrize("is_signed", [False, True])
def test_an_outdated_side_is_open_unless_an_exception_was_signed(is_signed: bool) -> None:
    follows = StepException("p-bbbb1", DE, {NL: "Volgt.", DE: "Folgt."}, "Eva", date(2022, 1, 1))
    paragraph = NEW.sections[1].paragraphs[0]
    first = revised(paragraph)
    changed = Revision("p-bbbb1", NL, 2, "Een stap.", Weight.SUBSTANTIVE, "Eva", AT, 1)
    now = replace(first, revisions={**first.revisions, NL: (*first.revisions[NL], changed)})
    if is_signed:
        pair = Confirmed(meaning_of(now.revisions[NL]), meaning_of(now.revisions[DE]), "Eva", AT, follows)
        now = replace(now, confirmed=(*now.confirmed, pair))
    wanted = [] if is_signed else [OpenPoint(PointKind.OUTDATED_SIDE, "p-bbbb1", DE, section="2-steps")]
    assert text_points(NEW, changed=now) == wanted


def test_two_wordings_that_do_not_go_together_are_open() -> None:
    uneven = Paragraph("p-bbbb1", {NL: "Een.[^1]\n\n[^1]: Noot.", DE: "Eins."})
    new = replace(NEW, sections=(OPENING, replace(STEPS, paragraphs=(uneven,))))
    assert text_points(new) == [
        OpenPoint(PointKind.WORDING, "p-bbbb1", DE, "[^1] stands only in 'nl'", "2-steps")
    ]


def test_a_section_without_paragraphs_is_open() -> None:
    empty = Section("3-end", "3", {NL: "Einde", DE: "Ende"})
    assert text_points(with_section(empty)) == [OpenPoint(PointKind.EMPTY_SECTION, "3-end", section="3-end")]


def test_a_number_that_two_sections_have_is_open_at_both() -> None:
    other = Section("3-end", "2", {NL: "Einde", DE: "Ende"}, (Paragraph("p-cccc1", {NL: "A.", DE: "B."}),))
    assert text_points(with_section(other)) == [
        OpenPoint(PointKind.NUMBER_TAKEN, key, detail="2", section=key) for key in ("2-steps", "3-end")
    ]


def test_an_address_that_two_sections_have_is_open_in_that_language() -> None:
    same = replace(STEPS, key="3-end", titles={NL: "Stappen", DE: "Ende"}, number="2")
    same = replace(same, paragraphs=(Paragraph("p-cccc1", {NL: "A.", DE: "B."}),))
    found = [each for each in text_points(with_section(same)) if each.kind is PointKind.ADDRESS_TAKEN]
    assert found == [
        OpenPoint(PointKind.ADDRESS_TAKEN, key, NL, "2-stappen", key) for key in ("2-steps", "3-end")
    ]


def test_an_address_that_is_another_page_is_open_in_that_language() -> None:
    hidden = Section(
        "3-end", "", {NL: "Einde", DE: "Abwägung"}, (Paragraph("p-cccc1", {NL: "A.", DE: "B."}),)
    )
    assert text_points(with_section(hidden)) == [
        OpenPoint(PointKind.ADDRESS_RESERVED, "3-end", DE, "abwaegung", "3-end")
    ]
    assert text_points(with_section(replace(hidden, number="3"))) == []


def cover_points(new: Edition, *, has_date: bool = True) -> list[OpenPoint]:
    """What is open on the edition's own form."""
    return list(points_of_cover(new, newest=OLD.date, today=NEW.date, has_date=has_date))


def test_date_and_change_notes_are_needed() -> None:
    assert cover_points(NEW) == []
    assert cover_points(NEW, has_date=False) == [OpenPoint(PointKind.DATE_MISSING)]
    assert cover_points(replace(NEW, change_notes={NL: "Korter.", DE: " "})) == [
        OpenPoint(PointKind.NOTE_MISSING, language=Language.DE)
    ]


def test_the_date_is_later_than_the_predecessors() -> None:
    assert cover_points(replace(NEW, date=OLD.date)) == [
        OpenPoint(PointKind.DATE_TOO_EARLY, detail=OLD.date.isoformat())
    ]


def test_the_date_is_not_far_ahead() -> None:
    last = NEW.date + MOST_AHEAD
    assert cover_points(replace(NEW, date=last)) == []
    assert cover_points(replace(NEW, date=date(2202, 1, 1))) == [
        OpenPoint(PointKind.DATE_TOO_LATE, detail=last.isoformat())
    ]


def test_a_disposition_names_a_paragraph_that_is_there_and_changed() -> None:
    named = [("c-1", "p-bbbb1"), ("c-2", "p-aaaa1"), ("c-3", "p-zzzz1")]
    found = list(unchanged_paragraphs(NEW, OLD, named))
    assert found == [
        OpenPoint(PointKind.UNCHANGED, "c-2", detail="p-aaaa1"),
        OpenPoint(PointKind.PARAGRAPH_GONE, "c-3", detail="p-zzzz1"),
    ]
    assert blocking(found) == found[1:]
