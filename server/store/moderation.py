"""Moderation: moving a comment from one state to another, counted and logged, or not at all."""

from datetime import datetime

from sqlalchemy import Connection, update

from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.store.acts import log_act
from server.store.comment_counts import count_one_less, count_one_more
from server.store.schema import comments


def set_state(
    connection: Connection,
    comment: Comment,
    to: ModerationState,
    *,
    account: int | None,
    decided: datetime,
    category: str = "",
    reason: str = "",
) -> bool:
    """Move a comment from the state the caller saw to another, count it and record the decision.

    False, and nothing changed, when it is no longer in that state: somebody else was first. Whether
    the move is allowed is the domain's to say (`move`). The present state again changes nothing.
    """
    if to is comment.state:
        return True
    moved = connection.execute(
        update(comments)
        .where(comments.c.id == comment.id, comments.c.state == comment.state)
        .values(state=to, decline_reason=category if to is ModerationState.DECLINED else "")
    )
    if moved.rowcount == 0:
        return False
    if to is ModerationState.SHOWN:
        count_one_more(connection, comment.edition, comment.thread)
    elif comment.state is ModerationState.SHOWN:
        count_one_less(connection, comment.edition, comment.thread)
    log_act(
        connection,
        Act(
            ActKind.DECIDED,
            comment.id,
            decided,
            account=account,
            from_state=comment.state,
            to_state=to,
            category=category,
            reason=reason,
        ),
    )
    return True
