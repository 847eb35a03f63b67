"""Comments that wait for the editors' answer, counted by what they are on."""

from sqlalchemy import Connection, and_, func, select

from server.domain.moderation import ANSWERED
from server.store.schema import comments, dispositions


def open_comments(connection: Connection, edition: str) -> dict[str, int]:
    """How many comments on an edition are not decided, by thread: those that disposition_lists.py has. One query."""
    rows = connection.execute(
        select(comments.c.thread, func.count().label("number"))
        .outerjoin(
            dispositions,
            and_(dispositions.c.comment == comments.c.id, dispositions.c.decided.is_not(None)),
        )
        .where(
            comments.c.edition == edition,
            comments.c.state.in_(ANSWERED),
            dispositions.c.comment.is_(None),
        )
        .group_by(comments.c.thread)
    )
    return {row.thread: row.number for row in rows}
