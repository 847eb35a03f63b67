"""Withdraw a comment or a whole submission: its place stays where it was public, its words do not."""

from datetime import datetime

from server.domain.comments import Comment
from server.domain.mails import MailKind
from server.domain.moderation import ModerationState, own_move
from server.domain.submissions import Submission, SubmissionState
from server.store import (
    agreements,
    comment_versions,
    comments,
    counter_proposals,
    disposition_notes,
    dispositions,
    submissions,
)
from server.store.database import Connection, Database
from server.usecases.find_submission import tell_submitter
from server.usecases.missing import Missing
from server.usecases.move_comment import move_comment

_GONE = (SubmissionState.WITHDRAWN, SubmissionState.ERASED)


def withdraw_comment(database: Database, *, submission_id: str, comment_id: str, at: datetime) -> None:
    """Take one comment back, at any time; with the last one the submission is withdrawn.

    Withdrawing again changes nothing. Raises Missing.
    """
    with database.write() as connection:
        submission = _submission(connection, submission_id)
        kept = submissions.comments_of_submission(connection, submission_id, alone=True)
        comment = next((each for each in kept if each.id == comment_id), None)
        if comment is None:
            raise Missing("comment", comment_id)
        if comment.state is ModerationState.WITHDRAWN:
            return
        empty_comment(connection, comment, at=at)
        tell_submitter(connection, submission, MailKind.WITHDRAWN, at=at)
        if all(each.state is ModerationState.WITHDRAWN for each in kept if each is not comment):
            _close(connection, submission)


def withdraw_submission(database: Database, *, submission_id: str, at: datetime) -> None:
    """Take a whole submission back, at any time: name, organisation and addresses go as well.

    Withdrawing again changes nothing. Raises Missing.
    """
    with database.write() as connection:
        submission = _submission(connection, submission_id)
        if submission.state in _GONE:
            return
        for comment in submissions.comments_of_submission(connection, submission_id, alone=True):
            empty_comment(connection, comment, at=at)
        tell_submitter(connection, submission, MailKind.WITHDRAWN, at=at)
        _close(connection, submission)


def empty_comment(connection: Connection, comment: Comment, *, at: datetime) -> None:
    """Make a comment a withdrawn one without words, name, country, earlier versions, agreements and answers.

    What it was about, in which language and from which group stays, for the thread and the statistics.
    """
    to = own_move(comment.state, ModerationState.WITHDRAWN)
    move_comment(connection, comment, to, at=at)
    comments.change_comment(
        connection,
        comment.id,
        text="",
        suggested_wording="",
        quote=None,
        name="",
        organisation="",
        country="",
        redactions=(),
    )
    comment_versions.remove_versions(connection, comment.id)
    agreements.remove_agreements(connection, comment.id)
    counter_proposals.remove_counter_proposals(connection, comment.id)
    disposition_notes.remove_notes(connection, comment.id)
    dispositions.remove_disposition(connection, comment.id)


def _submission(connection: Connection, submission_id: str) -> Submission:
    found = submissions.submission_by_id(connection, submission_id, alone=True)
    if found is None:
        raise Missing("submission", submission_id)
    return found


def _close(connection: Connection, submission: Submission) -> None:
    state = SubmissionState.WITHDRAWN
    submissions.change_submission(
        connection, submission.id, state=state, name="", organisation="", country=""
    )
    submissions.forget_addresses(connection, submission.id)
