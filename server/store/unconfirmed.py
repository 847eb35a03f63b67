"""Submissions that nobody ever confirmed: nothing of them is kept."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, update

from server.domain.submissions import SubmissionState
from server.store.persons import forget_reasons
from server.store.schema import acts, comments, invitations, mails, submissions


def overdue(connection: Connection, *, at: datetime) -> list[str]:
    """The ids of the submissions that were not confirmed in time."""
    rows = connection.execute(
        select(submissions.c.id)
        .where(submissions.c.state == SubmissionState.UNCONFIRMED, submissions.c.confirm_by <= at)
        .order_by(submissions.c.sequence)
    )
    return [row.id for row in rows]


def remove_unconfirmed(connection: Connection, submission_ids: Collection[str]) -> int:
    """Remove submissions with their comments, addresses and mails; returns how many comments there were.

    An invitation that was used for one can be used again.
    """
    ids = list(submission_ids)
    if not ids:
        return 0
    of_these = select(comments.c.id).where(comments.c.submission.in_(ids))
    forget_reasons(connection, or_(acts.c.subject.in_(ids), acts.c.subject.in_(of_these)))
    connection.execute(update(invitations).where(invitations.c.submission.in_(ids)).values(submission=None))
    waiting = connection.execute(select(mails.c.id, mails.c.details)).all()
    about = [row.id for row in waiting if row.details.get("submission") in ids]
    connection.execute(delete(mails).where(mails.c.id.in_(about)))
    count = connection.execute(delete(comments).where(comments.c.submission.in_(ids))).rowcount
    connection.execute(delete(submissions).where(submissions.c.id.in_(ids)))
    return count
