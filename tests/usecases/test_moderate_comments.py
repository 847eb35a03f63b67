"""Moderating many at once: each by the state in which it was seen; and what submitters are told of it."""

import pytest

from server.domain.accounts import Account
from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.reports import ReportForm
from server.store.comments import comment_by_id
from server.store.database import Database
from server.usecases.missing import Missing
from server.usecases.moderate_comment import Decided, Decision, moderate_comment, moderate_comments
from server.usecases.report_comment import report_comment
from tests.participating import comments_in, log, said, submitted, waiting_mails
from tests.usecases.people import person
from tests.worlds import KEY, NOON

HELD, SHOWN, DECLINED = ModerationState.HELD, ModerationState.SHOWN, ModerationState.DECLINED
SPAM = DeclineReason.SPAM


@pytest.fixture
def moderator(loaded: Database) -> Account:
    """Somebody who may decide."""
    return person(loaded)


def three(database: Database) -> list[Comment]:
    """Three comments that wait."""
    return comments_in(database, submitted(database, "Eins.", "Zwei.", "Drei."))


def states(database: Database, *comments: Comment) -> list[ModerationState]:
    """Their states now."""
    with database.read() as connection:
        found = [comment_by_id(connection, each.id) for each in comments]
    return [each.state for each in found if each is not None]


def decide(
    database: Database, by: Account, decision: Decision, *comments: Comment, seen: ModerationState = HELD
) -> Decided:
    """Decide alike on these."""
    chosen = [(each.id, seen) for each in comments]
    return moderate_comments(database, chosen=chosen, decision=decision, by=by, at=NOON)


def test_many_are_decided_on_at_once_with_one_reason(loaded: Database, moderator: Account) -> None:
    first, second, third = three(loaded)
    decided = decide(loaded, moderator, Decision(DECLINED, SPAM, "een robot"), first, third)
    assert (set(decided.done), decided.meanwhile) == ({first.id, third.id}, ())
    assert states(loaded, first, second, third) == [DECLINED, HELD, DECLINED]
    for comment in (first, third):
        act = log(loaded, ActKind.DECIDED, comment.id)[-1]
        assert (act.account, act.category, act.reason) == (moderator.id, "spam", "een robot")


def test_where_somebody_else_was_first_nothing_changes_and_the_moderator_is_told(
    loaded: Database, moderator: Account
) -> None:
    first, second, _ = three(loaded)
    decide(loaded, moderator, Decision(SHOWN), first)
    decided = decide(loaded, moderator, Decision(DECLINED, SPAM), first, second)
    assert decided == Decided((second.id,), (first.id,))
    assert states(loaded, first, second) == [SHOWN, DECLINED]


def test_one_that_is_not_there_undoes_all(loaded: Database, moderator: Account) -> None:
    first, _, _ = three(loaded)
    chosen = [(first.id, HELD), ("c-zzzzzzzz", HELD)]
    with pytest.raises(Missing):
        moderate_comments(loaded, chosen=chosen, decision=Decision(SHOWN), by=moderator, at=NOON)
    assert states(loaded, first) == [HELD]


def test_the_same_comment_twice_is_one_decision(loaded: Database, moderator: Account) -> None:
    [first, _, _] = three(loaded)
    assert decide(loaded, moderator, Decision(SHOWN), first, first) == Decided((first.id,), ())


def test_whoever_wrote_a_declined_comment_is_told_why_once(loaded: Database, moderator: Account) -> None:
    comment = said(loaded)
    for to, seen in ((DECLINED, HELD), (SHOWN, DECLINED), (DECLINED, SHOWN)):
        decide(loaded, moderator, Decision(to, DeclineReason.INSULT), comment, seen=seen)
    [mail] = waiting_mails(loaded, MailKind.DECLINED)
    assert (mail.recipient, mail.language) == ("anna@example.org", "de")
    assert mail.details == {
        "submission": comment.submission,
        "comment": comment.id,
        "reason": "insult",
    }


def test_a_shown_comment_leads_to_no_mail_of_moderation(loaded: Database, moderator: Account) -> None:
    decide(loaded, moderator, Decision(SHOWN), said(loaded))
    assert waiting_mails(loaded, MailKind.DECLINED) == []


def test_declining_closes_the_reports_and_showing_leaves_them_open(
    loaded: Database, moderator: Account
) -> None:
    comment = said(loaded)
    moderate_comment(loaded, comment_id=comment.id, to=SHOWN, by=moderator, at=NOON)
    report_comment(loaded, comment_id=comment.id, form=ReportForm("spam", form_key=KEY), at=NOON)
    moderate_comment(loaded, comment_id=comment.id, to=SHOWN, by=moderator, at=NOON)
    assert log(loaded, ActKind.REPORT_CLOSED) == []
    moderate_comment(loaded, comment_id=comment.id, to=DECLINED, by=moderator, at=NOON, category=SPAM)
    [act] = log(loaded, ActKind.REPORT_CLOSED)
    assert (act.subject, act.account, act.category) == (comment.id, moderator.id, "spam")
