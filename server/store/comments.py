"""Comments: received once, kept with the wording they were made on, ordered by sequence number.

The clock may jump and summer time ends within a round, so no order here depends on `created`.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, and_, func, literal, not_, or_, select, update

from server.domain.comments import Channel, Comment, CommentKind, Country, StakeholderGroup
from server.domain.moderation import ModerationState
from server.domain.targets import target_of_thread
from server.store.comment_counts import count_one_more, recount
from server.store.schema import comments, paragraphs
from server.store.upserts import insert_into
from server.text.languages import Language

_is_ours = or_(
    comments.c.submission != "",
    comments.c.state != ModerationState.SHOWN,
    comments.c.redactions != literal((), comments.c.redactions.type),
)


class IdTaken(Exception):
    """Another comment has this id already: draw a new one."""


def add_comment(connection: Connection, comment: Comment) -> None:
    """Keep a new comment. Raises IdTaken for a known comment id."""
    statement = (
        insert_into(connection, comments)
        .on_conflict_do_nothing(index_elements=["id"])
        .returning(comments.c.sequence)
    )
    # Values beside the statement and not in it: SQLAlchemy then has no twenty parameters to put together.
    if connection.execute(statement, comment_values(comment)).scalar_one_or_none() is None:
        raise IdTaken(comment.id)
    if comment.state is ModerationState.SHOWN:
        count_one_more(connection, comment.edition, comment.thread)


def comment_by_id(connection: Connection, comment_id: str, *, alone: bool = False) -> Comment | None:
    """The comment with this id, in whatever state; `alone` keeps it from every other writer until the end."""
    statement = select(comments).where(comments.c.id == comment_id)
    row = connection.execute(statement.with_for_update() if alone else statement).one_or_none()
    return None if row is None else comment_of(row)


def change_comment(connection: Connection, comment_id: str, **values: Any) -> None:
    """Change columns of a comment, such as `text`, `redactions`, `name`; its state is moved by `set_state`."""
    connection.execute(update(comments).where(comments.c.id == comment_id).values(**values))


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
    """Keep the shown comments of the record; those that came from there before are brought up to date.

    A comment of a submission that is here, and one that was moved or redacted here, stays as it is: the
    record may be older than what its submitter or a moderator did to it.
    """
    rows = [comment_values(comment) for comment in from_record]
    if not rows:
        return
    statement = insert_into(connection, comments)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={name: statement.excluded[name] for name in rows[0] if name not in ("id", "submission")},
            where=not_(_is_ours),
        ),
        rows,
    )
    recount(connection)


def ids_of_ours(connection: Connection) -> set[str]:
    """The ids of the comments that the record does not change any more, see save_comments."""
    return set(connection.execute(select(comments.c.id).where(_is_ours)).scalars())


def comment_of(row: Row[Any]) -> Comment:
    """The comment that a row of the comments table holds."""
    return Comment(
        id=row.id,
        round=row.round,
        edition=row.edition,
        section=row.section,
        target=target_of_thread(row.thread),
        language=Language(row.language),
        text=row.text,
        name=row.name,
        group=StakeholderGroup(row.stakeholder_group),
        created=row.created,
        state=ModerationState(row.state),
        base_hash=row.base_hash,
        base_text=row.base_text,
        organisation=row.organisation,
        kind=CommentKind(row.kind),
        suggested_wording=row.suggested_wording,
        quote=row.quote,
        reply_to=row.reply_to,
        channel=Channel(row.channel),
        received=row.received,
        corrected=row.corrected,
        redactions=row.redactions,
        submission=row.submission,
        country=Country(row.country) if row.country else None,
    )


def comment_values(comment: Comment) -> dict[str, Any]:
    """The columns of a comment, all but its number."""
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
        "organisation": comment.organisation,
        "kind": comment.kind,
        "suggested_wording": comment.suggested_wording,
        "quote": comment.quote,
        "reply_to": comment.reply_to,
        "channel": comment.channel,
        "received": comment.received,
        "corrected": comment.corrected,
        "redactions": comment.redactions,
        "submission": comment.submission,
        "country": comment.country or "",
    }
