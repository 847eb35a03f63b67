"""Moving a comment: its page and the index follow, and whoever is answered is told, once."""

from datetime import timedelta

import pytest

from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule
from server.store.comments import comment_by_id
from server.store.database import Database
from server.store.index_changes import pending
from server.store.stamps import stamp
from server.store.submissions import forget_addresses
from server.usecases.change_mails import mails_off
from server.usecases.move_comment import move_comment
from server.usecases.withdraw import withdraw_comment
from tests.participating import log, said, waiting_mails, with_round
from tests.worlds import DE, NOON

HELD, SHOWN = ModerationState.HELD, ModerationState.SHOWN
DECLINED, WITHDRAWN = ModerationState.DECLINED, ModerationState.WITHDRAWN
LATER = NOON + timedelta(hours=1)


def move(database: Database, comment: Comment, *states: ModerationState) -> None:
    """Move a comment, from the state it is in, to one state after the other."""
    for to in states:
        with database.write() as connection:
            present = comment_by_id(connection, comment.id)
            assert present is not None
            assert move_comment(connection, present, to, at=LATER)


def around(database: Database) -> tuple[int, int]:
    """What follows a move: the stamp of the page, changes that wait for the index."""
    with database.read() as connection:
        return stamp(connection, "2021", "1-opening"), len(pending(connection, 100))


@pytest.mark.parametrize(
    ("states", "page", "index"),
    [
        ([SHOWN], 1, 1),
        ([SHOWN, DECLINED], 2, 2),
        ([SHOWN, WITHDRAWN], 2, 2),
        ([DECLINED], 1, 0),
        ([DECLINED, SHOWN], 2, 1),
        ([DECLINED, ModerationState.UNPUBLISHED], 2, 0),
        ([ModerationState.UNPUBLISHED], 0, 0),
        ([HELD], 0, 0),
    ],
)
def test_what_readers_see_of_a_move_makes_the_page_new(
    loaded: Database, states: list[ModerationState], page: int, index: int
) -> None:
    comment = said(loaded)
    before = around(loaded)
    move(loaded, comment, *states)
    after = around(loaded)
    assert (after[0] - before[0], after[1] - before[1]) == (page, index)


def test_of_two_who_move_a_comment_the_second_is_told(loaded: Database) -> None:
    comment = said(loaded)
    with loaded.write() as connection:
        assert move_comment(connection, comment, DECLINED, at=LATER)
        assert not move_comment(connection, comment, SHOWN, at=LATER)
    assert [act.to_state for act in log(loaded, ActKind.DECIDED, comment.id)] == ["held", "declined"]


@pytest.fixture
def question(loaded: Database) -> Comment:
    """A shown comment of Anna, who wants to be told of replies."""
    with_round(loaded, moderation=ModerationRule.AFTER)
    comment = said(loaded, mail_replies="yes")
    with_round(loaded, moderation=ModerationRule.BEFORE)
    return comment


def reply(database: Database, to: Comment, email: str = "jan@example.org") -> Comment:
    """A held reply."""
    return said(database, "Doch.", typed={"reply_to": to.id}, email=email)


def test_a_reply_is_told_when_it_is_shown(loaded: Database, question: Comment) -> None:
    answer = reply(loaded, question)
    assert waiting_mails(loaded, MailKind.REPLY) == []
    move(loaded, answer, SHOWN)
    details = {"submission": question.submission, "comment": answer.id}
    told = Mail(MailKind.REPLY, DE, "anna@example.org", details)
    assert waiting_mails(loaded, MailKind.REPLY) == [told]


def test_a_reply_is_told_once_however_often_it_comes_back(loaded: Database, question: Comment) -> None:
    move(loaded, reply(loaded, question), SHOWN, DECLINED, SHOWN, HELD, SHOWN)
    assert len(waiting_mails(loaded, MailKind.REPLY)) == 1


def test_a_declined_reply_is_not_told(loaded: Database, question: Comment) -> None:
    move(loaded, reply(loaded, question), DECLINED)
    assert waiting_mails(loaded, MailKind.REPLY) == []


def test_nobody_is_told_of_a_reply_of_their_own(loaded: Database, question: Comment) -> None:
    move(loaded, reply(loaded, question, "ANNA@example.org"), SHOWN)
    assert waiting_mails(loaded, MailKind.REPLY) == []


def test_who_does_not_want_to_be_told_is_not(loaded: Database, question: Comment) -> None:
    mails_off(loaded, submission_id=question.submission)
    move(loaded, reply(loaded, question), SHOWN)
    assert waiting_mails(loaded, MailKind.REPLY) == []


def test_who_cannot_be_reached_is_not_told(loaded: Database, question: Comment) -> None:
    with loaded.write() as connection:
        forget_addresses(connection, question.submission)
    move(loaded, reply(loaded, question), SHOWN)
    assert waiting_mails(loaded, MailKind.REPLY) == []


def test_a_reply_to_what_was_taken_back_is_not_told(loaded: Database) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    question = said(loaded, "Eins.", "Zwei.", mail_replies="yes")
    with_round(loaded, moderation=ModerationRule.BEFORE)
    answer = reply(loaded, question)
    withdraw_comment(loaded, submission_id=question.submission, comment_id=question.id, at=NOON)
    move(loaded, answer, SHOWN)
    assert waiting_mails(loaded, MailKind.REPLY) == []
