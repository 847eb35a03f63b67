"""Reports by readers: kept until the comment is removed, open until a moderator closes them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, select, update

from server.domain.moderation import DeclineReason
from server.domain.reports import Report
from server.store.schema import reports
from server.store.upserts import insert_into


def add_report(
    connection: Connection, comment_id: str, reason: DeclineReason, text: str, *, form_key: str, at: datetime
) -> None:
    """Keep a report; the same form sent again is the same report."""
    connection.execute(
        insert_into(connection, reports)
        .values(comment=comment_id, reason=reason, text=text, at=at, form_key=form_key)
        .on_conflict_do_nothing(index_elements=["form_key"])
    )


def reports_on(connection: Connection, comment_ids: Iterable[str]) -> dict[str, list[Report]]:
    """The reports on each of these comments, oldest first, closed ones too: one query."""
    statement = select(reports).where(reports.c.comment.in_(list(comment_ids))).order_by(reports.c.id)
    found: dict[str, list[Report]] = {}
    for row in connection.execute(statement):
        report = Report(row.id, row.comment, DeclineReason(row.reason), row.text, row.at, row.closed)
        found.setdefault(row.comment, []).append(report)
    return found


def close_reports(connection: Connection, comment_id: str, *, at: datetime) -> int:
    """Close the open reports on a comment; returns how many there were."""
    closed = connection.execute(
        update(reports).where(reports.c.comment == comment_id, reports.c.closed.is_(None)).values(closed=at)
    )
    return closed.rowcount
