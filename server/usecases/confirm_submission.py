"""Confirm a submission with the mailed link; an organisation may have a second person release it."""

from dataclasses import replace
from datetime import datetime

from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule, Round
from server.domain.submissions import Publication, Submission, SubmissionState, Suspicion
from server.store import mails, submissions
from server.store.database import Connection, Database
from server.usecases.find_submission import find_submission, tell_submitter
from server.usecases.move_comment import move_comment


class TooLate(Exception):
    """The submission was not confirmed in time."""


def confirm_submission(database: Database, *, submission_id: str, at: datetime) -> Submission:
    """Confirm that the address is the submitter's own; its comments go on to the moderators or are shown.

    Confirming again changes nothing. A submission may be confirmed after its round has closed: it was
    handed in before. Raises Missing, TooLate.
    """
    with database.write() as connection:
        submission, round_ = find_submission(connection, submission_id)
        if submission.state is not SubmissionState.UNCONFIRMED:
            return submission
        if submission.confirm_by is not None and at >= submission.confirm_by:
            raise TooLate(submission_id)
        return confirm(connection, submission, round_, at=at)


def confirm(connection: Connection, submission: Submission, round_: Round, *, at: datetime) -> Submission:
    """Take a submission as confirmed: on to the second person where there is one, else to the moderators."""
    addresses = submissions.addresses_of(connection, submission.id)
    to = SubmissionState.CONFIRMED
    if addresses is not None and addresses.releaser:
        to = SubmissionState.UNRELEASED
    submissions.change_submission(connection, submission.id, state=to, confirmed=at)
    done = replace(submission, state=to, confirmed=at)
    if to is SubmissionState.UNRELEASED and addresses is not None and addresses.releaser:
        mail = Mail(MailKind.RELEASE, submission.language, addresses.releaser, {"submission": submission.id})
        mails.add_mail(connection, mail, at=at)
        return done
    hand_over(connection, done, round_, at=at)
    tell_submitter(connection, done, MailKind.RECEIPT, at=at)
    return done


def hand_over(connection: Connection, submission: Submission, round_: Round, *, at: datetime) -> None:
    """Give the comments of a confirmed submission to the moderators, or show them where the round says so."""
    to = first_state(submission, round_)
    for comment in submissions.comments_of_submission(connection, submission.id):
        if comment.state is ModerationState.UNCONFIRMED:
            move_comment(connection, comment, to, at=at)


def first_state(submission: Submission, round_: Round) -> ModerationState:
    """The state in which the comments of a confirmed submission begin."""
    if submission.publication is Publication.NOT:
        return ModerationState.UNPUBLISHED
    if round_.moderation is ModerationRule.AFTER and submission.suspicion is Suspicion.NONE:
        return ModerationState.SHOWN
    return ModerationState.HELD
