"""How much work waits, for the page from which everybody gets to theirs."""

from dataclasses import dataclass

from sqlalchemy import Connection, distinct, func, select

from server.domain.moderation import ModerationState
from server.store.schema import accounts, comments, reports


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """Comments that wait for a moderator, comments that readers have reported, and open accounts."""

    held: int
    reported: int
    accounts: int


def work_counts(connection: Connection) -> WorkCounts:
    """Count all of it in one query."""
    held = select(func.count()).select_from(comments).where(comments.c.state == ModerationState.HELD)
    reported = select(func.count(distinct(reports.c.comment))).where(reports.c.closed.is_(None))
    people = select(func.count()).select_from(accounts).where(accounts.c.closed.is_(None))
    row = connection.execute(
        select(held.scalar_subquery(), reported.scalar_subquery(), people.scalar_subquery())
    ).one()
    return WorkCounts(*row)
