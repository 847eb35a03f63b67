"""Tombstones: the places of comments that were declined or withdrawn, told without their text."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, or_, select, update

from server.domain.acts import ActKind
from server.domain.comments import Comment, StakeholderGroup
from server.domain.document import wording_hash
from server.domain.moderation import TOMBSTONES, DeclineReason, ModerationState
from server.domain.tombstones import Tombstone
from server.store.comments import comment_of
from server.store.moderation import set_state
from server.store.schema import acts, comment_versions, comments
from server.text.languages import Language

# What the log says as the reason of a move that came with the record of another machine.
FROM_RECORD = "record"

_SPAM = and_(
    comments.c.state == ModerationState.DECLINED, comments.c.decline_reason == DeclineReason.SPAM.value
)
_REFUSED = and_(
    comments.c.state == ModerationState.DECLINED, comments.c.decline_reason != DeclineReason.SPAM.value
)
# What came with the record has no submission here, and was public on another machine.
_WAS_PUBLIC = or_(
    comments.c.submission == "",
    select(acts.c.sequence)
    .where(
        acts.c.subject == comments.c.id,
        acts.c.kind == ActKind.DECIDED,
        acts.c.from_state == ModerationState.SHOWN,
    )
    .exists(),
)


def tombstones_on(connection: Connection, edition: str, thread: str) -> list[Tombstone]:
    """The tombstones of one thread in the order in which the comments came.

    Told are declined comments, but for spam, and withdrawn ones that had been public. Spam is counted
    only (`spam_on`): a line for each would give to spammers what moderation takes from them.
    """
    told = or_(_REFUSED, and_(comments.c.state == ModerationState.WITHDRAWN, _WAS_PUBLIC))
    return _found(connection, _is_on(edition, thread), told)


def spam_on(connection: Connection, edition: str, thread: str) -> int:
    """How many comments of one thread were declined as spam."""
    statement = select(func.count()).select_from(comments).where(_is_on(edition, thread), _SPAM)
    return connection.execute(statement).scalar_one()


def all_tombstones(connection: Connection) -> tuple[Tombstone, ...]:
    """Every tombstone for the record: those that threads tell, and spam that had been public.

    The record names the latter so that no other machine goes on showing it.
    """
    return tuple(_found(connection, or_(_REFUSED, _WAS_PUBLIC)))


def apply_tombstones(
    connection: Connection, from_record: Iterable[Tombstone], *, at: datetime
) -> list[Comment]:
    """Decline or withdraw here what the record says was, told as it was before; what is not known here gets its place.

    What is withdrawn loses its texts, and what they were before. A comment that was declined here and
    then shown again stays shown: the record is older than that decision.
    """
    applied = []
    for tombstone, comment in _to_apply(connection, from_record):
        if comment is None:
            connection.execute(insert(comments).values(**_values(tombstone)))
            continue
        set_state(
            connection,
            comment,
            tombstone.state,
            account=None,
            decided=at,
            category=tombstone.reason or "",
            reason=FROM_RECORD,
        )
        if tombstone.state is ModerationState.WITHDRAWN:
            _empty(connection, comment.id)
        applied.append(comment)
    return applied


def are_applied(connection: Connection, from_record: Iterable[Tombstone]) -> bool:
    """Whether applying these would change nothing."""
    return not _to_apply(connection, from_record)


def declined_by_record(connection: Connection) -> set[str]:
    """The comments that are declined here only because a record once said so.

    A later record may show them again: nobody here has decided on them.
    """
    decided = select(acts.c.sequence).where(
        acts.c.subject == comments.c.id, or_(acts.c.account.is_not(None), acts.c.reason != FROM_RECORD)
    )
    statement = select(comments.c.id).where(
        comments.c.state == ModerationState.DECLINED, comments.c.submission == "", ~decided.exists()
    )
    return set(connection.execute(statement).scalars())


def lift_tombstones(connection: Connection, ids: Iterable[str]) -> None:
    """Let the record say again what these comments are, where nobody here has decided on them.

    They stand as shown, as save_comments leaves all others alone: it brings their words back.
    """
    for piece in _pieces(declined_by_record(connection).intersection(ids)):
        connection.execute(
            update(comments)
            .where(comments.c.id.in_(piece))
            .values(state=ModerationState.SHOWN, decline_reason="", redactions=())
        )


def _found(connection: Connection, *conditions: ColumnElement[bool]) -> list[Tombstone]:
    rows = connection.execute(
        select(comments).where(comments.c.state.in_(TOMBSTONES), *conditions).order_by(comments.c.sequence)
    )
    return [_tombstone(row) for row in rows]


def _is_on(edition: str, thread: str) -> ColumnElement[bool]:
    return and_(comments.c.edition == edition, comments.c.thread == thread)


def _tombstone(row: Row[Any]) -> Tombstone:
    return Tombstone(
        id=row.id,
        round=row.round,
        edition=row.edition,
        section=row.section,
        thread=row.thread,
        language=Language(row.language),
        created=row.created,
        state=ModerationState(row.state),
        reason=DeclineReason(row.decline_reason) if row.decline_reason else None,
        reply_to=row.reply_to,
    )


def _to_apply(
    connection: Connection, from_record: Iterable[Tombstone]
) -> list[tuple[Tombstone, Comment | None]]:
    named = {each.id: each for each in from_record}
    known: dict[str, Comment] = {}
    decided_here: set[str] = set()
    for piece in _pieces(named):
        rows = connection.execute(select(comments).where(comments.c.id.in_(piece)))
        known |= {row.id: comment_of(row) for row in rows}
        left_declined = select(acts.c.subject).where(
            acts.c.subject.in_(piece),
            acts.c.kind == ActKind.DECIDED,
            acts.c.from_state == ModerationState.DECLINED,
        )
        decided_here |= set(connection.execute(left_declined).scalars())
    return [
        (each, known.get(each.id))
        for each in named.values()
        if each.id not in known or _differs(each, known[each.id], each.id in decided_here)
    ]


def _pieces(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids, as many at once as a statement of either engine takes with ease."""
    waiting = iter(ids)
    while piece := list(islice(waiting, 1000)):
        yield piece


def _differs(tombstone: Tombstone, comment: Comment, was_decided_here: bool) -> bool:
    if comment.state in (tombstone.state, ModerationState.WITHDRAWN):
        return False
    return tombstone.state is ModerationState.WITHDRAWN or not was_decided_here


def _empty(connection: Connection, comment_id: str) -> None:
    connection.execute(delete(comment_versions).where(comment_versions.c.comment == comment_id))
    connection.execute(
        update(comments)
        .where(comments.c.id == comment_id)
        .values(text="", suggested_wording="", name="", organisation="", quote=None, redactions=())
    )


def _values(tombstone: Tombstone) -> dict[str, Any]:
    """The columns of a comment of which nothing but its place is known."""
    return {
        "id": tombstone.id,
        "round": tombstone.round,
        "edition": tombstone.edition,
        "section": tombstone.section,
        "thread": tombstone.thread,
        "language": tombstone.language,
        "text": "",
        "name": "",
        "stakeholder_group": StakeholderGroup.OTHER,
        "created": tombstone.created,
        "state": tombstone.state,
        "base_hash": wording_hash(""),
        "base_text": "",
        "reply_to": tombstone.reply_to,
        "redactions": (),
        "decline_reason": tombstone.reason or "",
    }
