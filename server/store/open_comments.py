"""Comments that wait for the editors' answer, counted."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from server.domain.moderation import ModerationState
from server.domain.rounds import DEMONSTRATION
from server.store.schema import comments, dispositions


@dataclass(frozen=True, slots=True)
class OpenComments:
    """How many shown comments of one thread are not decided; `section` is that of the edition they are on."""

    section: str
    thread: str
    number: int


def open_comments(connection: Connection, edition: str) -> list[OpenComments]:
    """The undecided comments on an edition by thread; a demonstration's wait for no answer. One query."""
    rows = connection.execute(
        select(comments.c.section, comments.c.thread, func.count().label("number"))
        .outerjoin(
            dispositions,
            and_(dispositions.c.comment == comments.c.id, dispositions.c.decided.is_not(None)),
        )
        .where(
            comments.c.edition == edition,
            comments.c.state == ModerationState.SHOWN,
            comments.c.round != DEMONSTRATION,
            dispositions.c.comment.is_(None),
        )
        .group_by(comments.c.section, comments.c.thread)
    )
    return [OpenComments(row.section, row.thread, row.number) for row in rows]
