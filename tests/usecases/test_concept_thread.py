"""The thread on a concept: comments of every round, and a summary in both languages that closes it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.accounts import Account
from server.domain.comments import Comment
from server.domain.concept_decisions import ReasonMissing
from server.domain.concept_history import Act
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.usecases.change_concept import summarise_thread
from server.usecases.find_target import ThreadClosed
from server.usecases.list_comments import COMMENTS_PER_PAGE
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from server.usecases.read_concept import COMMENTS_SHOWN, read_concept
from server.usecases.read_concept_thread import ConceptThread, read_concept_thread
from tests import participating
from tests.editing import KEY, SUMMARIES, close_thread, editor, history, revise, with_definition
from tests.worlds import DE, NL, NOON, digitalisation, edition, load, record

CONCEPT = Target(TargetKind.CONCEPT, KEY)


def say(
    database: Database, text: str = "Wir lesen das anders.", *, shown_by: Account | None = None
) -> Comment:
    """A comment on the concept in the current edition; shown, if somebody shows it."""
    comment = participating.said(database, text, on=CONCEPT, edition=None)
    if shown_by:
        moderate_comment(database, comment_id=comment.id, to=ModerationState.SHOWN, by=shown_by, at=NOON)
    return comment


def thread(database: Database, page: int = 1) -> ConceptThread:
    """The thread as a reader gets it."""
    return read_concept_thread(database, KEY, at=NOON, page=page)


def shown_in(found: ConceptThread) -> list[Comment]:
    """The comments that it shows, in order."""
    return [found.comments.shown[each.id] for each in found.comments.standings]


def test_a_comment_is_on_the_concept_as_its_language_describes_it(loaded: Database) -> None:
    comment = say(loaded)
    assert (comment.concept, comment.paragraph_id, comment.section) == (KEY, "", "")
    assert (comment.round, comment.edition, comment.state) == ("autumn", "2021", ModerationState.HELD)
    assert comment.base_text == "Betekenis van Digitalisierung.\n\neine Aufgabe"


def test_only_shown_comments_are_in_the_thread_and_counted(loaded: Database) -> None:
    anna = editor(loaded)
    say(loaded, "Held.")
    say(loaded, "Shown.", shown_by=anna)
    found = thread(loaded)
    assert ([each.text for each in shown_in(found)], found.comments.count) == (["Shown."], 1)


def test_the_page_of_the_concept_shows_the_latest_and_counts_all(loaded: Database) -> None:
    anna = editor(loaded)
    for number in range(COMMENTS_SHOWN + 2):
        say(loaded, f"{number}", shown_by=anna)
    found = read_concept(loaded, KEY)
    assert [each.text for each in found.comments] == ["2", "3", "4", "5", "6"]
    assert found.count == COMMENTS_SHOWN + 2


def test_a_long_thread_comes_in_pages_oldest_first(loaded: Database) -> None:
    anna = editor(loaded)
    for number in range(COMMENTS_PER_PAGE + 1):
        say(loaded, f"{number}", shown_by=anna)
    assert [each.text for each in shown_in(thread(loaded, 2))] == [f"{COMMENTS_PER_PAGE}"]
    assert (thread(loaded).comments.page, thread(loaded).comments.pages) == (1, 2)
    for page in (0, 3):
        with pytest.raises(Missing):
            thread(loaded, page)


def test_comments_stay_in_the_thread_when_a_new_edition_comes(loaded: Database, tmp_path: Path) -> None:
    anna = editor(loaded)
    say(loaded, "Zur alten Fassung.", shown_by=anna)
    newer = edition("2022", day=edition().date + timedelta(days=365), predecessor="2021")
    both = record(edition(), newer)
    rounds = (*record().rounds, replace(both.rounds[0], key="next"))
    load(loaded, tmp_path / "newer", replace(both, rounds=rounds))
    say(loaded, "Zur neuen Fassung.", shown_by=anna)
    found = thread(loaded)
    assert [(each.edition, each.text) for each in shown_in(found)] == [
        ("2021", "Zur alten Fassung."),
        ("2022", "Zur neuen Fassung."),
    ]
    assert found.comments.count == 2


def test_a_summary_closes_the_thread_and_stays_in_the_history(loaded: Database) -> None:
    close_thread(loaded, editor(loaded))
    found = thread(loaded)
    assert found.summary is not None
    assert (found.is_closed, found.summary.by, found.summary.at) == (True, "Anna", NOON)
    assert found.summary.summaries == SUMMARIES
    assert [each.act for each in history(loaded)] == [Act.SUMMARISED]
    with pytest.raises(ThreadClosed):
        say(loaded)


@pytest.mark.parametrize("missing", [NL, DE])
def test_a_summary_is_in_both_languages(loaded: Database, missing: str) -> None:
    written = {language: text for language, text in SUMMARIES.items() if language != missing}
    with pytest.raises(ReasonMissing):
        summarise_thread(loaded, key=KEY, seen=0, summaries=written, by=editor(loaded), at=NOON)
    assert history(loaded) == ()


def test_a_revision_opens_the_thread_again_and_the_summary_stays(loaded: Database) -> None:
    anna = editor(loaded)
    close_thread(loaded, anna)
    revise(loaded, with_definition(digitalisation(), "anders"), anna)
    found = thread(loaded)
    assert found.summary is not None
    assert (found.is_closed, found.summary.summaries) == (False, SUMMARIES)
    assert say(loaded).concept == KEY
