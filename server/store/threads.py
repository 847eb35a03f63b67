"""Threads: which comments stand in one, in the order in which they came; and these comments whole."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, case, select

from server.domain.comments import Comment
from server.domain.moderation import TOMBSTONES, ModerationState
from server.domain.threads import Outline
from server.store.comments import comment_of
from server.store.schema import comments


def outline_of(connection: Connection, editions: Sequence[str], thread: str) -> list[tuple[Outline, bool]]:
    """The shown, declined and withdrawn comments of a thread, each with whether it is shown: one query.

    One edition after the other, oldest first. No texts are read, so that the order of thousands of comments
    costs milliseconds.
    """
    rows = connection.execute(
        select(comments.c.id, comments.c.state, comments.c.reply_to)
        .where(
            comments.c.edition.in_(editions),
            comments.c.thread == thread,
            comments.c.state.in_((ModerationState.SHOWN, *TOMBSTONES)),
        )
        .order_by(
            case({edition: place for place, edition in enumerate(editions)}, value=comments.c.edition),
            comments.c.sequence,
        )
    )
    return [(Outline(row.id, row.reply_to), row.state == ModerationState.SHOWN) for row in rows]


def shown_with_ids(connection: Connection, ids: Collection[str]) -> Mapping[str, Comment]:
    """Those of these comments that are shown, by their ids: one query."""
    rows = connection.execute(
        select(comments).where(comments.c.id.in_(ids), comments.c.state == ModerationState.SHOWN)
    )
    return {row.id: comment_of(row) for row in rows}
