"""Confirming: an address is its submitter's own, and the comments go where their round sends them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.acts import Act, ActKind
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule
from server.domain.submissions import SubmissionState
from server.store.comment_counts import shown_count
from server.store.database import Database
from server.store.stamps import stamp
from server.usecases.confirm_submission import TooLate, confirm_submission
from server.usecases.missing import Missing
from server.usecases.submit import CONFIRM_WITHIN
from tests.participating import comments_in, log, now, said, submit, submitted, waiting_mails, with_round
from tests.worlds import DE, NOON

LATER = NOON + timedelta(hours=1)
HELD, SHOWN = ModerationState.HELD, ModerationState.SHOWN


def states(database: Database, **more: str) -> list[ModerationState]:
    """The states of two comments once they are confirmed."""
    submission = submitted(database, "Eins.", "Zwei.", **more)
    return [comment.state for comment in comments_in(database, submission)]


def test_a_confirmed_submission_says_when(loaded: Database) -> None:
    submission = submit(loaded)
    confirmed = confirm_submission(loaded, submission_id=submission.id, at=LATER)
    assert confirmed == replace(submission, state=SubmissionState.CONFIRMED, confirmed=LATER)
    assert now(loaded, submission) == confirmed


def test_its_comments_wait_for_a_moderator(loaded: Database) -> None:
    assert states(loaded) == [HELD, HELD]


def test_a_round_may_show_comments_at_once(loaded: Database) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    with loaded.read() as connection:
        before = stamp(connection, "2021", "1-opening")
    assert states(loaded) == [SHOWN, SHOWN]
    with loaded.read() as connection:
        assert shown_count(connection, "2021", "p-aaaa1") == 2
        assert stamp(connection, "2021", "1-opening") > before


@pytest.mark.parametrize("rule", ModerationRule)
def test_what_may_not_be_published_is_for_the_editors_only(loaded: Database, rule: ModerationRule) -> None:
    with_round(loaded, moderation=rule)
    assert states(loaded, publication="not") == [ModerationState.UNPUBLISHED] * 2


def test_the_move_is_in_the_log_without_anybodys_name(loaded: Database) -> None:
    comment = said(loaded)
    moved = Act(ActKind.DECIDED, comment.id, NOON, from_state="unconfirmed", to_state="held")
    assert log(loaded, ActKind.DECIDED) == [moved]


def test_the_receipt_is_mailed_once_however_often_somebody_confirms(loaded: Database) -> None:
    submission = submit(loaded)

    def confirm(_: int) -> None:
        confirm_submission(loaded, submission_id=submission.id, at=LATER)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(confirm, range(16)))
    receipt = Mail(MailKind.RECEIPT, DE, "anna@example.org", {"submission": submission.id})
    assert waiting_mails(loaded, MailKind.RECEIPT) == [receipt]
    assert len(log(loaded, ActKind.DECIDED)) == 1


def test_what_was_handed_in_in_time_may_be_confirmed_after_closing(loaded: Database) -> None:
    submission = submit(loaded)
    with_round(loaded, closed=NOON)
    confirmed = confirm_submission(loaded, submission_id=submission.id, at=LATER)
    assert confirmed.state is SubmissionState.CONFIRMED


def test_what_was_not_confirmed_in_time_cannot_be_confirmed(loaded: Database) -> None:
    in_time, too_late = submit(loaded), submit(loaded)
    end = NOON + CONFIRM_WITHIN
    confirm_submission(loaded, submission_id=in_time.id, at=end - timedelta(microseconds=1))
    with pytest.raises(TooLate):
        confirm_submission(loaded, submission_id=too_late.id, at=end)
    assert now(loaded, too_late) == too_late
    # Confirmed is confirmed, whenever the link is opened again.
    again = confirm_submission(loaded, submission_id=in_time.id, at=end)
    assert again.state is SubmissionState.CONFIRMED


def test_what_is_not_there_cannot_be_confirmed(loaded: Database) -> None:
    with pytest.raises(Missing):
        confirm_submission(loaded, submission_id="s-zzzzzzzz", at=NOON)


def test_with_a_second_person_the_comments_wait_for_the_release(loaded: Database) -> None:
    submission = submitted(loaded, releaser="chef@example.org")
    assert submission.state is SubmissionState.UNRELEASED
    assert [each.state for each in comments_in(loaded, submission)] == [ModerationState.UNCONFIRMED]
    asked = Mail(MailKind.RELEASE, DE, "chef@example.org", {"submission": submission.id})
    assert waiting_mails(loaded, MailKind.RELEASE, MailKind.RECEIPT) == [asked]
