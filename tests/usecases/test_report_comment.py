"""Reporting: readers tell the moderators of what they see, and nobody keeps who they are."""

import pytest

from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.reports import Report, ReportForm, ReportRefused
from server.store.database import Database
from server.store.reports import reports_on
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from server.usecases.report_comment import close_reports, find_reportable, report_comment
from tests.participating import log, said
from tests.usecases.people import person
from tests.worlds import KEY, NOON


def shown(database: Database) -> Comment:
    """A comment that readers see."""
    comment = said(database)
    by = person(database)
    return moderate_comment(database, comment_id=comment.id, to=ModerationState.SHOWN, by=by, at=NOON)


def reported(database: Database, comment: Comment) -> list[Report]:
    """The reports on a comment."""
    with database.read() as connection:
        return reports_on(connection, [comment.id]).get(comment.id, [])


def form(key: str = KEY, **values: str) -> ReportForm:
    """A report."""
    return ReportForm(**{"reason": "insult", "text": "Unhöflich.", "form_key": key, **values})


def test_pressing_twice_is_one_report_and_another_form_another(loaded: Database) -> None:
    comment = shown(loaded)
    for key in (KEY, KEY, "a-key-of-one-form-0002"):
        report_comment(loaded, comment_id=comment.id, form=form(key), at=NOON)
    first, second = reported(loaded, comment)
    assert (first.reason, first.text, first.at) == (DeclineReason.INSULT, "Unhöflich.", NOON)
    assert (second.id > first.id, second.closed) == (True, None)


@pytest.mark.parametrize("comment_id", ["c-zzzzzzzz", "held"])
def test_only_what_readers_see_can_be_reported(loaded: Database, comment_id: str) -> None:
    held = said(loaded)
    wanted = held.id if comment_id == "held" else comment_id
    with pytest.raises(Missing):
        find_reportable(loaded, comment_id=wanted)
    with pytest.raises(Missing):
        report_comment(loaded, comment_id=wanted, form=form(), at=NOON)
    assert reported(loaded, held) == []


def test_a_refused_report_is_not_kept(loaded: Database) -> None:
    comment = shown(loaded)
    with pytest.raises(ReportRefused):
        report_comment(loaded, comment_id=comment.id, form=form(website="x"), at=NOON)
    assert reported(loaded, comment) == []


def test_closing_is_logged_once_with_the_note(loaded: Database) -> None:
    comment = shown(loaded)
    ben = person(loaded, name="Ben")
    for key in (KEY, "a-key-of-one-form-0002"):
        report_comment(loaded, comment_id=comment.id, form=form(key), at=NOON)
    for _ in range(2):
        close_reports(loaded, comment_id=comment.id, note="geen belediging", by=ben, at=NOON)
    assert [each.closed for each in reported(loaded, comment)] == [NOON, NOON]
    [act] = log(loaded, ActKind.REPORT_CLOSED)
    assert (act.subject, act.account, act.reason) == (comment.id, ben.id, "geen belediging")
