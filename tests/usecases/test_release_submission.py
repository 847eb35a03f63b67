"""Releasing: the second person of an organisation lets a submission go, or sends it back with a reason."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from server.domain.acts import Act, ActKind
from server.domain.comment_forms import FormRefused, Problem
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule
from server.domain.submissions import Submission, SubmissionState
from server.store.database import Database
from server.usecases.correct_comment import correct_comment
from server.usecases.missing import Missing
from server.usecases.release_submission import MAX_REASON, release_submission, send_back_submission
from server.usecases.withdraw import withdraw_submission
from tests.participating import comments_in, log, now, submit, submitted, waiting_mails, with_round
from tests.worlds import DE, NOON, form

LATER = NOON + timedelta(hours=1)
REASON = "Bitte auch die Berufsschulen nennen."


@pytest.fixture
def waiting(loaded: Database) -> Submission:
    """A submission that waits for the second person."""
    return submitted(loaded, releaser="chef@example.org", organisation="Kammer")


def state(database: Database, submission: Submission) -> tuple[SubmissionState, ModerationState]:
    """Where the submission and its comment are."""
    return now(database, submission).state, comments_in(database, submission)[0].state


def correct(
    database: Database,
    submission: Submission,
    text: str = "Mit den Berufsschulen.",
    at: datetime = LATER,
) -> None:
    """Correct the comment."""
    [comment] = comments_in(database, submission)
    correct_comment(database, submission_id=submission.id, comment_id=comment.id, form=form(text), at=at)


def send_back(database: Database, submission: Submission, reason: str = REASON) -> None:
    """Send the submission back."""
    send_back_submission(database, submission_id=submission.id, reason=reason, at=NOON)


def test_a_released_submission_goes_to_the_moderators(loaded: Database, waiting: Submission) -> None:
    released = release_submission(loaded, submission_id=waiting.id, at=LATER)
    assert released == now(loaded, waiting)
    assert state(loaded, waiting) == (SubmissionState.CONFIRMED, ModerationState.HELD)
    assert log(loaded, ActKind.RELEASED) == [Act(ActKind.RELEASED, waiting.id, LATER)]


def test_a_released_submission_is_shown_where_its_round_says_so(
    loaded: Database, waiting: Submission
) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    release_submission(loaded, submission_id=waiting.id, at=LATER)
    assert state(loaded, waiting) == (SubmissionState.CONFIRMED, ModerationState.SHOWN)


def test_the_submitter_gets_the_receipt_once(loaded: Database, waiting: Submission) -> None:
    def release(_: int) -> None:
        release_submission(loaded, submission_id=waiting.id, at=LATER)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(release, range(16)))
    receipt = Mail(MailKind.RECEIPT, DE, "anna@example.org", {"submission": waiting.id})
    assert waiting_mails(loaded, MailKind.RECEIPT) == [receipt]
    assert len(log(loaded, ActKind.RELEASED)) == 1


def test_a_submission_may_be_released_after_its_round_has_closed(
    loaded: Database, waiting: Submission
) -> None:
    with_round(loaded, closed=NOON)
    release_submission(loaded, submission_id=waiting.id, at=LATER)
    assert state(loaded, waiting) == (SubmissionState.CONFIRMED, ModerationState.HELD)


def test_a_submission_that_nobody_confirmed_is_not_released(loaded: Database) -> None:
    submission = submit(loaded, releaser="chef@example.org")
    release_submission(loaded, submission_id=submission.id, at=LATER)
    assert state(loaded, submission) == (SubmissionState.UNCONFIRMED, ModerationState.UNCONFIRMED)


def test_a_withdrawn_submission_is_not_released(loaded: Database, waiting: Submission) -> None:
    withdraw_submission(loaded, submission_id=waiting.id, at=NOON)
    release_submission(loaded, submission_id=waiting.id, at=LATER)
    assert state(loaded, waiting) == (SubmissionState.WITHDRAWN, ModerationState.WITHDRAWN)


@pytest.mark.parametrize("act", [release_submission, send_back_submission])
def test_what_is_not_there_is_neither_released_nor_sent_back(loaded: Database, act) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Missing):
        act(loaded, submission_id="s-zzzzzzzz", at=NOON)


def test_what_is_sent_back_waits_on_and_the_submitter_is_told_why(
    loaded: Database, waiting: Submission
) -> None:
    send_back(loaded, waiting, f" {REASON}\r\n")
    assert state(loaded, waiting) == (SubmissionState.UNRELEASED, ModerationState.UNCONFIRMED)
    details = {"submission": waiting.id, "reason": REASON}
    told = Mail(MailKind.SENT_BACK, DE, "anna@example.org", details)
    assert waiting_mails(loaded, MailKind.SENT_BACK) == [told]
    assert log(loaded, ActKind.SENT_BACK) == [Act(ActKind.SENT_BACK, waiting.id, NOON, reason=REASON)]


def test_sending_back_needs_no_reason(loaded: Database, waiting: Submission) -> None:
    send_back(loaded, waiting, "")
    assert [mail.details["reason"] for mail in waiting_mails(loaded, MailKind.SENT_BACK)] == [""]


def test_a_reason_that_is_too_long_is_refused(loaded: Database, waiting: Submission) -> None:
    send_back(loaded, waiting, "x" * MAX_REASON)
    with pytest.raises(FormRefused) as refused:
        send_back(loaded, waiting, "x" * (MAX_REASON + 1))
    assert refused.value.problems == {"reason": Problem.TEXT_TOO_LONG}


def test_the_same_reason_is_said_once_until_something_is_corrected(
    loaded: Database, waiting: Submission
) -> None:
    for _ in range(2):
        send_back(loaded, waiting)
    assert len(waiting_mails(loaded, MailKind.SENT_BACK)) == 1
    correct(loaded, waiting)
    send_back(loaded, waiting)
    send_back(loaded, waiting, "Noch einmal anders.")
    assert len(waiting_mails(loaded, MailKind.SENT_BACK)) == 3


def test_the_second_person_is_asked_again_at_the_first_correction(
    loaded: Database, waiting: Submission
) -> None:
    correct(loaded, waiting, "Vorher.", NOON - timedelta(minutes=1))
    assert len(waiting_mails(loaded, MailKind.RELEASE)) == 1
    send_back(loaded, waiting)
    for text in ("Mit den Berufsschulen.", "Mit allen Berufsschulen."):
        correct(loaded, waiting, text)
    assert [mail.recipient for mail in waiting_mails(loaded, MailKind.RELEASE)] == ["chef@example.org"] * 2
    release_submission(loaded, submission_id=waiting.id, at=LATER)
    [comment] = comments_in(loaded, waiting)
    assert (comment.text, comment.state) == ("Mit allen Berufsschulen.", ModerationState.HELD)


def test_what_is_released_is_not_sent_back(loaded: Database, waiting: Submission) -> None:
    release_submission(loaded, submission_id=waiting.id, at=NOON)
    send_back(loaded, waiting)
    assert waiting_mails(loaded, MailKind.SENT_BACK) == []
