"""Comments by their ids, in whatever state: many at once."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from server.domain.comments import Comment
from server.store.comments import comment_of
from server.store.schema import comments


def comments_by_id(connection: Connection, ids: Collection[str]) -> dict[str, Comment]:
    """The comments with these ids in the order in which they came: one query; unknown ids are left out."""
    if not ids:
        return {}
    rows = connection.execute(
        select(comments).where(comments.c.id.in_(list(ids))).order_by(comments.c.sequence)
    )
    return {row.id: comment_of(row) for row in rows}
