"""Who is told of dispositions: submitters who asked for it."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from server.domain.moderation import ANSWERED
from server.domain.submissions import Submission, SubmissionState
from server.store.schema import comments, dispositions, submission_emails, submissions
from server.store.submissions import submission_of

# SQLite takes 32,766 values in one statement, PostgreSQL 65,535.
_AT_ONCE = 10_000


def to_tell(connection: Connection, several: Sequence[str]) -> list[tuple[Submission, str]]:
    """The confirmed submissions with one of these comments and their addresses, where these are to be used.

    One query for every _AT_ONCE comments.
    """
    found: dict[str, tuple[Submission, str]] = {}
    for start in range(0, len(several), _AT_ONCE):
        of_these = select(comments.c.submission).where(
            comments.c.id.in_(several[start : start + _AT_ONCE]), comments.c.state.in_(ANSWERED)
        )
        rows = connection.execute(
            select(submissions, submission_emails.c.email)
            .join(submission_emails, submission_emails.c.submission == submissions.c.id)
            .where(
                submissions.c.id.in_(of_these),
                submissions.c.state == SubmissionState.CONFIRMED,
                submission_emails.c.mail_dispositions,
            )
            .order_by(submissions.c.sequence)
        )
        found.update((row.id, (submission_of(row), row.email)) for row in rows)
    return list(found.values())


def has_public_disposition(connection: Connection, submission: str) -> bool:
    """Whether there is something to tell: a public disposition of a comment that was not withdrawn."""
    found = connection.execute(
        select(dispositions.c.comment)
        .join(comments, comments.c.id == dispositions.c.comment)
        .where(
            comments.c.submission == submission,
            comments.c.state.in_(ANSWERED),
            dispositions.c.public.is_not(None),
        )
        .limit(1)
    )
    return found.scalar_one_or_none() is not None
