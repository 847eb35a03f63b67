"""Moderation: what waits for a decision, and every decision that was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, select, update

from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.store.acts import log_act
from server.store.comment_counts import count_one_less, count_one_more
from server.store.comments import comment_of
from server.store.schema import accounts, acts, comments, sections, wordings
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class HeldComment:
    """A comment that waits, with its section's number and titles and the wording as it is now.

    `titles` and `wording_now` are None where the edition no longer has the section or the paragraph.
    """

    comment: Comment
    number: str | None
    titles: Mapping[Language, str] | None
    wording_now: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of moderation; `by` is the account's name, None when the submitter decided."""

    comment: Comment
    from_state: ModerationState
    to_state: ModerationState
    by: str | None
    decided: datetime
    category: str
    reason: str


def held_comments(connection: Connection, *, limit: int) -> list[HeldComment]:
    """The comments that wait for a moderator, the longest waiting first: one query."""
    statement = (
        select(comments, sections.c.number, sections.c.titles, wordings.c.text.label("wording_now"))
        .outerjoin(
            sections, and_(sections.c.edition == comments.c.edition, sections.c.key == comments.c.section)
        )
        .outerjoin(
            wordings,
            and_(
                wordings.c.edition == comments.c.edition,
                wordings.c.paragraph == comments.c.thread,
                wordings.c.language == comments.c.language,
            ),
        )
        .where(comments.c.state == ModerationState.HELD)
        .order_by(comments.c.sequence)
        .limit(limit)
    )
    return [
        HeldComment(comment_of(row), row.number, row.titles, row.wording_now)
        for row in connection.execute(statement)
    ]


def held_count(connection: Connection) -> int:
    """How many comments wait for a moderator."""
    return connection.execute(
        select(func.count()).select_from(comments).where(comments.c.state == ModerationState.HELD)
    ).scalar_one()


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


def latest_decisions(connection: Connection, *, limit: int) -> list[Decision]:
    """The last decisions, newest first, each with the comment as it is now."""
    statement = (
        select(
            comments,
            acts.c.from_state,
            acts.c.to_state,
            acts.c.at,
            acts.c.category,
            acts.c.reason,
            accounts.c.name.label("by"),
        )
        .join(comments, comments.c.id == acts.c.subject)
        .outerjoin(accounts, accounts.c.id == acts.c.account)
        .where(acts.c.kind == ActKind.DECIDED)
        .order_by(acts.c.sequence.desc())
        .limit(limit)
    )
    return [
        Decision(
            comment=comment_of(row),
            from_state=ModerationState(row.from_state),
            to_state=ModerationState(row.to_state),
            by=row.by,
            decided=row.at,
            category=row.category,
            reason=row.reason,
        )
        for row in connection.execute(statement)
    ]
