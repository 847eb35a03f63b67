"""Read a receipt: what was submitted, where each comment stands, and what its submitter may still do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.comments import Comment
from server.domain.dispositions import PublicDisposition
from server.domain.moderation import DeclineReason
from server.domain.rounds import Round
from server.domain.submissions import Submission, SubmissionState
from server.store import rounds, submissions
from server.store.database import Database
from server.store.dispositions import public_dispositions_of
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class Receipt:
    """A submission with its round and its comments in the order in which they were written.

    `replies` and `dispositions` say what the submitter is mailed about. `decline_reasons` has the public
    category of every declined comment that was given one, by the id of the comment, and `answers` what became
    of each, once that is public.
    """

    submission: Submission
    round: Round
    comments: tuple[Comment, ...]
    replies: bool
    dispositions: bool
    has_address: bool
    releaser_waiting: bool
    can_correct: bool
    decline_reasons: Mapping[str, DeclineReason]
    answers: Mapping[str, PublicDisposition]


def read_receipt(database: Database, *, submission_id: str, at: datetime) -> Receipt:
    """The receipt of a submission; who may see it is for the caller to know (by its token). Raises Missing."""
    with database.read() as connection:
        submission = submissions.submission_by_id(connection, submission_id)
        round_ = rounds.round_by_key(connection, submission.round) if submission else None
        if submission is None or round_ is None:
            raise Missing("submission", submission_id)
        addresses = submissions.addresses_of(connection, submission_id)
        written = tuple(submissions.comments_of_submission(connection, submission_id))
        gone = submission.state in (SubmissionState.WITHDRAWN, SubmissionState.ERASED)
        return Receipt(
            submission=submission,
            round=round_,
            comments=written,
            replies=addresses is not None and addresses.mail_replies,
            dispositions=addresses is not None and addresses.mail_dispositions,
            has_address=addresses is not None,
            releaser_waiting=submission.state is SubmissionState.UNRELEASED,
            can_correct=round_.is_open(at) and not gone,
            decline_reasons=submissions.decline_reasons(connection, submission_id),
            answers=public_dispositions_of(connection, [each.id for each in written]),
        )
