"""A receipt says what was submitted, where it stands, and what its submitter may still do."""

from datetime import timedelta

import pytest

from server.domain.accounts import Role
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.rounds import Participation
from server.domain.submissions import Submission
from server.store.database import Database
from server.store.submissions import forget_addresses
from server.usecases.change_mails import change_mails, mails_off
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from server.usecases.read_receipt import Receipt, read_receipt
from server.usecases.submit import Submitter
from server.usecases.withdraw import withdraw_submission
from tests.participating import comments_in, submit, submitted, with_round
from tests.worlds import DE, NOON, add_account, round_on


def receipt(database: Database, submission: Submission, *, after: timedelta = timedelta()) -> Receipt:
    """The receipt of a submission, some time after it was handed in."""
    return read_receipt(database, submission_id=submission.id, at=NOON + after)


def test_a_receipt_has_all_that_was_submitted(loaded: Database) -> None:
    submission = submit(loaded, "Eins.", "Zwei.", mail_replies="yes")
    assert receipt(loaded, submission) == Receipt(
        submission=submission,
        round=round_on("2021"),
        comments=tuple(comments_in(loaded, submission)),
        replies=True,
        dispositions=False,
        has_address=True,
        releaser_waiting=False,
        can_correct=True,
        decline_reasons={},
        answers={},
    )


def test_it_says_why_a_comment_was_declined(loaded: Database) -> None:
    els = add_account(loaded, name="Els", email="els@example.org", role=Role.EDITOR)
    submission = submitted(loaded, "Eins.", "Zwei.")
    [declined, _] = comments_in(loaded, submission)
    moderate_comment(
        loaded,
        comment_id=declined.id,
        to=ModerationState.DECLINED,
        by=els,
        at=NOON,
        category=DeclineReason.INSULT,
        reason="Dit is voor ons.",
    )
    assert receipt(loaded, submission).decline_reasons == {declined.id: DeclineReason.INSULT}


def test_it_says_whether_a_second_person_has_to_release(loaded: Database) -> None:
    assert receipt(loaded, submitted(loaded, releaser="chef@example.org")).releaser_waiting
    assert not receipt(loaded, submitted(loaded)).releaser_waiting


def test_comments_can_be_corrected_until_the_round_closes(loaded: Database) -> None:
    submission = submitted(loaded)
    left = round_on("2021").closes_at - NOON
    assert receipt(loaded, submission, after=left - timedelta(milliseconds=1)).can_correct
    assert not receipt(loaded, submission, after=left).can_correct
    with_round(loaded, closed=NOON)
    assert not receipt(loaded, submission).can_correct


def test_a_withdrawn_submission_keeps_its_receipt_and_cannot_be_corrected(loaded: Database) -> None:
    submission = submitted(loaded)
    withdraw_submission(loaded, submission_id=submission.id, at=NOON)
    found = receipt(loaded, submission)
    assert [comment.state for comment in found.comments] == [ModerationState.WITHDRAWN]
    assert (found.can_correct, found.has_address) == (False, False)


def test_without_an_address_nothing_is_mailed(loaded: Database) -> None:
    submission = submitted(loaded, mail_replies="yes", mail_dispositions="yes")
    with loaded.write() as connection:
        forget_addresses(connection, submission.id)
    found = receipt(loaded, submission)
    assert (found.has_address, found.replies, found.dispositions) == (False, False, False)


def test_what_is_not_there_has_no_receipt(loaded: Database) -> None:
    with pytest.raises(Missing):
        read_receipt(loaded, submission_id="s-zzzzzzzz", at=NOON)


@pytest.mark.parametrize(
    ("replies", "dispositions", "mailed"),
    [
        (True, None, (True, True)),
        (None, False, (False, False)),
        (True, False, (True, False)),
        (None, None, (False, True)),
    ],
)
def test_what_is_mailed_can_be_changed_one_by_one(
    loaded: Database, replies: bool | None, dispositions: bool | None, mailed: tuple[bool, bool]
) -> None:
    submission = submitted(loaded, mail_dispositions="yes")
    change_mails(loaded, submission_id=submission.id, replies=replies, dispositions=dispositions)
    found = receipt(loaded, submission)
    assert (found.replies, found.dispositions) == mailed


def test_one_act_ends_all_mails(loaded: Database) -> None:
    submission, other = (submitted(loaded, mail_replies="yes", mail_dispositions="yes") for _ in range(2))
    for _ in range(2):
        mails_off(loaded, submission_id=submission.id)
    assert [receipt(loaded, each).replies for each in (submission, other)] == [False, True]
    assert [receipt(loaded, each).dispositions for each in (submission, other)] == [False, True]


def test_mails_of_a_submission_without_an_address_cannot_be_wanted(loaded: Database) -> None:
    with_round(loaded, participation=Participation.ACCOUNT)
    els = add_account(loaded, name="Els", email="els@example.org", role=Role.EDITOR)
    submission = submit(loaded, by=Submitter(DE, account=els), email="")
    with loaded.write() as connection:
        forget_addresses(connection, submission.id)
    change_mails(loaded, submission_id=submission.id, replies=True)
    assert not receipt(loaded, submission).replies


def test_the_mails_of_what_is_not_there_cannot_be_changed(loaded: Database) -> None:
    with pytest.raises(Missing):
        mails_off(loaded, submission_id="s-zzzzzzzz")
