"""Comments: received once, kept with the wording they were made on, ordered by sequence number.

The clock may jump and summer time ends within a round, so no order here depends on `created`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select

from server.domain.comments import Comment, StakeholderGroup, concept_of_thread
from server.domain.moderation import ModerationState
from server.store.comment_counts import count_one_more, recount
from server.store.schema import comment_emails, comments, paragraphs
from server.store.upserts import insert_into
from server.text.languages import Language


class KeyReused(Exception):
    """An idempotency key came back with another request than the one it was made for."""


class IdTaken(Exception):
    """Another comment has this id already: draw a new one."""


@dataclass(frozen=True, slots=True)
class Received:
    """The comment as it is kept; `is_new` is false when the same request had arrived before."""

    comment: Comment
    is_new: bool


def add_comment(
    connection: Connection, comment: Comment, *, email: str | None, idempotency_key: str, request_hash: str
) -> Received:
    """Keep a comment, once per idempotency key however often and from however many sides it arrives.

    Raises KeyReused for a known key with another request hash, IdTaken for a known comment id.
    """
    statement = (
        insert_into(connection, comments)
        .values(**_values(comment), idempotency_key=idempotency_key, request_hash=request_hash)
        .on_conflict_do_nothing()
        .returning(comments.c.sequence)
    )
    if connection.execute(statement).scalar_one_or_none() is None:
        return _received_before(connection, comment, idempotency_key, request_hash)
    if email is not None:
        connection.execute(insert(comment_emails).values(comment=comment.id, email=email))
    if comment.state is ModerationState.SHOWN:
        count_one_more(connection, comment.edition, comment.thread)
    return Received(comment, is_new=True)


def _received_before(
    connection: Connection, comment: Comment, idempotency_key: str, request_hash: str
) -> Received:
    row = connection.execute(
        select(comments).where(comments.c.idempotency_key == idempotency_key)
    ).one_or_none()
    if row is None:
        raise IdTaken(comment.id)
    if row.request_hash != request_hash:
        raise KeyReused
    return Received(comment_of(row), is_new=False)


def comment_by_id(connection: Connection, comment_id: str) -> Comment | None:
    """The comment with this id, in whatever state."""
    row = connection.execute(select(comments).where(comments.c.id == comment_id)).one_or_none()
    return None if row is None else comment_of(row)


def all_targets(connection: Connection) -> set[tuple[str, str, str, str]]:
    """(round, edition, section, thread) of every comment, in whatever state."""
    columns = (comments.c.round, comments.c.edition, comments.c.section, comments.c.thread)
    return {
        (row.round, row.edition, row.section, row.thread)
        for row in connection.execute(select(*columns).distinct())
    }


def shown_comments(connection: Connection) -> tuple[Comment, ...]:
    """Every shown comment."""
    rows = connection.execute(
        select(comments).where(comments.c.state == ModerationState.SHOWN).order_by(comments.c.sequence)
    )
    return tuple(comment_of(row) for row in rows)


def comments_on(
    connection: Connection, edition: str, thread: str, *, limit: int, offset: int = 0
) -> list[Comment]:
    """The shown comments of one thread, oldest first, a page at a time."""
    rows = connection.execute(
        select(comments)
        .where(
            comments.c.edition == edition,
            comments.c.thread == thread,
            comments.c.state == ModerationState.SHOWN,
        )
        .order_by(comments.c.sequence)
        .limit(limit)
        .offset(offset)
    )
    return [comment_of(row) for row in rows]


def latest_comments(
    connection: Connection, edition: str, section: str, *, per_paragraph: int
) -> dict[str, list[Comment]]:
    """The newest shown comments on each paragraph of a section, oldest of them first: one query.

    Its cost follows what is returned, not what is kept: each paragraph is entered by the index at
    the first comment to be shown.
    """
    other = comments.alias()
    first_sequence = (
        select(other.c.sequence)
        .where(
            other.c.edition == paragraphs.c.edition,
            other.c.thread == paragraphs.c.id,
            other.c.state == ModerationState.SHOWN,
        )
        .order_by(other.c.sequence.desc())
        .limit(1)
        .offset(per_paragraph - 1)
        .correlate(paragraphs)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(comments)
        .select_from(paragraphs)
        .join(
            comments,
            and_(
                comments.c.edition == paragraphs.c.edition,
                comments.c.thread == paragraphs.c.id,
                comments.c.state == ModerationState.SHOWN,
                comments.c.sequence >= func.coalesce(first_sequence, 0),
            ),
        )
        .where(paragraphs.c.edition == edition, paragraphs.c.section == section)
        .order_by(paragraphs.c.position, comments.c.sequence)
    )
    found: dict[str, list[Comment]] = defaultdict(list)
    for row in rows:
        found[row.thread].append(comment_of(row))
    return dict(found)


def save_comments(connection: Connection, from_record: Iterable[Comment]) -> None:
    """Keep the shown comments of the record; known ones are brought up to date.

    A comment that was declined or withdrawn here stays so: the record may be older than the decision.
    """
    rows = [_values(comment) for comment in from_record]
    if not rows:
        return
    statement = insert_into(connection, comments)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={name: statement.excluded[name] for name in rows[0] if name != "id"},
            where=and_(
                comments.c.state != ModerationState.DECLINED, comments.c.state != ModerationState.WITHDRAWN
            ),
        ),
        rows,
    )
    recount(connection)


def comment_of(row: Row[Any]) -> Comment:
    """The comment that a row of the comments table holds."""
    concept = concept_of_thread(row.thread)
    return Comment(
        id=row.id,
        round=row.round,
        edition=row.edition,
        section=row.section,
        paragraph_id="" if concept else row.thread,
        language=Language(row.language),
        text=row.text,
        name=row.name,
        group=StakeholderGroup(row.stakeholder_group),
        created=row.created,
        state=ModerationState(row.state),
        base_hash=row.base_hash,
        base_text=row.base_text,
        concept=concept,
    )


def _values(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "round": comment.round,
        "edition": comment.edition,
        "section": comment.section,
        "thread": comment.thread,
        "language": comment.language,
        "text": comment.text,
        "name": comment.name,
        "stakeholder_group": comment.group,
        "created": comment.created,
        "state": comment.state,
        "base_hash": comment.base_hash,
        "base_text": comment.base_text,
    }
