"""Suggested wordings that editors may merge: those that are shown, and those that were sent to editors only."""

from collections.abc import Collection

from sqlalchemy import Connection, select

from server.domain.comments import Comment, CommentKind
from server.domain.moderation import ANSWERED
from server.store.comments import comment_of
from server.store.schema import comments


def suggestions_on(
    connection: Connection, edition: str, paragraphs: Collection[str] | None = None
) -> list[Comment]:
    """The suggestions for an edition, in order of arrival: one query; of all its paragraphs, or of these."""
    statement = (
        select(comments)
        .where(
            comments.c.edition == edition,
            comments.c.kind == CommentKind.SUGGESTION,
            comments.c.state.in_(ANSWERED),
        )
        .order_by(comments.c.sequence)
    )
    if paragraphs is not None:
        statement = statement.where(comments.c.thread.in_(list(paragraphs)))
    return [comment_of(row) for row in connection.execute(statement)]
