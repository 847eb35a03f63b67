"""The disposition report: every shown comment in the order of the document, what became of it, and the numbers."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from server.domain.comments import Comment
from server.domain.disposition_report import Count, DispositionReport, ReportEntry, Spot
from server.domain.dispositions import Outcome
from server.domain.moderation import ModerationState
from server.domain.revisions import Revision, Weight
from server.domain.targets import Target, TargetKind
from server.store import revisions
from server.store.database import Database
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.missing import Missing
from server.usecases.read_disposition_report import ON_PAGE, read_disposition_report
from tests.answering import (
    COMMENTS,
    NEW,
    OLD,
    ON_ALL,
    ON_STEPS,
    QUOTED,
    RESPONSES,
    SUGGESTED,
    answered_record,
    decide,
    load_answered,
)
from tests.saying import declined, kept, withdrawn
from tests.worlds import DE, NL, NOON, OPENING, comment, load, statements

LATER = NOON + timedelta(days=200)


def report(database: Database, **values: object) -> DispositionReport:
    return read_disposition_report(database, "autumn", at=LATER, **values)  # type: ignore[arg-type]


def entry(database: Database, comment_id: str, *, for_editors: bool = False) -> ReportEntry:
    [found] = [
        each for each in report(database, for_editors=for_editors).entries if each.comment.id == comment_id
    ]
    return found


def test_comments_come_as_the_document_has_what_they_are_on(database: Database, tmp_path: Path) -> None:
    question = replace(
        comment(5, language=NL),
        section="",
        target=Target(TargetKind.QUESTION, "autumn/missing"),
    )
    concept = replace(comment(6), section="", target=Target(TargetKind.CONCEPT, "digitalisation"))
    whole = replace(comment(7), target=Target(TargetKind.SECTION, OPENING.key))
    load_answered(database, tmp_path, [*COMMENTS, question, concept, whole])
    found = report(database).entries
    assert [each.comment.id for each in found] == [
        each.id for each in (ON_ALL, whole, SUGGESTED, QUOTED, ON_STEPS, question, concept)
    ]
    assert [each.number for each in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [each.heading.number for each in found] == ["", "1", "1", "1", "2", "", ""]
    assert [each.position for each in found] == [0, 0, 1, 1, 1, 0, 0]
    assert [dict(each.names).get(NL, "") for each in found][-2:] == ["Wat mist u?", "digitalisering"]


def test_the_numbers_count_each_comment_once_in_each_list(database: Database, tmp_path: Path) -> None:
    load_answered(database, tmp_path)
    decide(database, SUGGESTED.id, Outcome.ADOPTED)
    decide(database, QUOTED.id, Outcome.NOTED)
    figures = report(database).figures
    assert figures.total == 4
    assert figures.headings == (
        Count("document/", 1),
        Count("1-opening", 2),
        Count("2-steps", 1),
    )
    assert {each.key: each.number for each in figures.groups if each.number} == {"citizen": 4}
    assert figures.languages == (Count("nl", 2), Count("de", 2))
    assert figures.countries == (Count("nl", 1), Count("de", 1), Count("other", 0), Count("", 2))
    assert {each.key: each.number for each in figures.outcomes if each.number} == {
        "adopted": 1,
        "noted": 1,
        "": 2,
    }


def test_an_answer_comes_with_what_it_led_to_in_each_language_that_changed(
    database: Database, tmp_path: Path
) -> None:
    load_answered(database, tmp_path)
    decide(database, SUGGESTED.id, paragraphs=("p-aaaa1",))
    answer = entry(database, SUGGESTED.id).answer
    assert answer is not None
    assert (answer.outcome, answer.responses, answer.edition) == (Outcome.ADOPTED, RESPONSES, "2022")
    assert (answer.is_public, answer.decided) == (True, date(2022, 1, 29))
    [change] = answer.changes
    assert change.spots == (Spot("1", {NL: "Opening", DE: "Auftakt"}, 1),)
    assert change.before == {NL: "De digitalisering gaat snel."}
    assert change.after == {NL: "De digitalisering gaat heel snel."}


def test_a_paragraph_that_was_split_is_compared_with_all_that_came_of_it(
    database: Database, tmp_path: Path
) -> None:
    load_answered(database, tmp_path)
    decide(database, QUOTED.id, paragraphs=("p-cccc2", "p-cccc1"))
    answer = entry(database, QUOTED.id).answer
    assert answer is not None
    [change] = answer.changes
    assert change.paragraphs == ("p-cccc1", "p-cccc2")
    assert [each.position for each in change.spots] == [2, 3]
    assert change.before[DE] == "Die KMU machen mit, zu 75 %."
    assert change.after[DE] == "Die KMU machen mit.\n\nEs sind 75 %."


def test_what_was_removed_says_so_and_what_was_not_changed_says_nothing(
    database: Database, tmp_path: Path
) -> None:
    load_answered(database, tmp_path)
    decide(database, SUGGESTED.id, paragraphs=("p-aaaa2",))
    decide(database, ON_STEPS.id, paragraphs=("p-bbbb1",))
    gone, same = entry(database, SUGGESTED.id).answer, entry(database, ON_STEPS.id).answer
    assert gone is not None
    assert same is not None
    assert [(each.spots, each.after) for each in gone.changes] == [((), {NL: "", DE: ""})]
    assert same.changes == ()


def test_what_is_decided_and_not_public_is_for_editors_only(database: Database, tmp_path: Path) -> None:
    load_answered(database, tmp_path)
    decide(database, SUGGESTED.id, public=None)
    assert entry(database, SUGGESTED.id).answer is None
    assert Count("", 4) in report(database).figures.outcomes
    seen = entry(database, SUGGESTED.id, for_editors=True).answer
    assert seen is not None
    assert (seen.is_public, seen.decided) == (False, date(2022, 1, 9))
    assert Count("adopted", 1) in report(database, for_editors=True).figures.outcomes


def test_the_working_edition_is_compared_for_editors_only(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path / "record", answered_record(COMMENTS, OLD))
    begin_on(database)
    decide(database, SUGGESTED.id, paragraphs=("p-aaaa1",))
    public = entry(database, SUGGESTED.id).answer
    assert public is not None
    assert public.changes == ()
    assert "2022" not in report(database).editions
    seen = entry(database, SUGGESTED.id, for_editors=True).answer
    assert seen is not None
    assert [each.after for each in seen.changes] == [{NL: "De digitalisering gaat heel snel."}]
    assert report(database, for_editors=True).editions["2022"].labels == NEW.labels


def test_nothing_is_in_it_that_is_not_shown(database: Database, tmp_path: Path) -> None:
    load_answered(database, tmp_path)
    kept(database, comment(11))
    declined(database, comment(12))
    withdrawn(database, comment(13))
    kept(database, comment(14), ModerationState.UNPUBLISHED)
    assert len(report(database).entries) == 4
    assert report(database).figures.total == 4


def test_a_page_has_some_comments_and_the_numbers_of_all(database: Database, tmp_path: Path) -> None:
    many: list[Comment] = [comment(number) for number in range(1, ON_PAGE + 4)]
    load_answered(database, tmp_path, many)
    first, second, third = (report(database, page=number) for number in (1, 2, 3))
    assert [len(each.entries) for each in (first, second, third)] == [ON_PAGE, 3, 0]
    assert second.entries[0].number == ON_PAGE + 1
    assert first.figures == second.figures == third.figures
    assert [*first.entries, *second.entries] == list(report(database).entries)


@pytest.mark.parametrize(("for_editors", "most"), [(False, 8), (True, 8)])
def test_it_costs_the_same_whatever_was_said(
    database: Database, tmp_path: Path, for_editors: bool, most: int
) -> None:
    load_answered(database, tmp_path, [comment(number) for number in range(1, 30)])
    for number in range(1, 20):
        decide(database, f"c-{number:08}", paragraphs=("p-aaaa1",))
    with statements() as sent:
        report(database, for_editors=for_editors)
    assert len(sent) < most


def test_a_round_that_is_not_there_is_missing(database: Database, tmp_path: Path) -> None:
    load_answered(database, tmp_path)
    with pytest.raises(Missing):
        read_disposition_report(database, "spring", at=LATER)


def begin_on(database: Database) -> None:
    """A working edition in which the first paragraph is reworded as in the second edition, in Dutch."""
    begin_working_edition(database, key="2022", labels=NEW.labels, by=None, at=NOON)
    text = NEW.sections[0].paragraphs[0].wordings[NL]
    revision = Revision("p-aaaa1", NL, 2, text, Weight.SUBSTANTIVE, by="Anna", at=NOON, base=1)
    with database.write() as connection:
        revisions.add_revisions(connection, "2022", [revision])
