"""Comments as everybody may see them: in the order of their arrival, or what changed last first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from server.domain.acts import ActKind
from server.domain.dispositions import Outcome, PublicDisposition
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.public_comments import LeftBehind, PublicComment, Stand
from server.domain.tombstones import Tombstone
from server.store.comments import comment_of
from server.store.dispositions import edition_is_out
from server.store.schema import acts, agreements, comments, dispositions, paragraphs, sections
from server.store.stamps import stamp
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Choice:
    """Which comments are asked for: all that have these values; "" asks for nothing."""

    round: str = ""
    edition: str = ""
    section: str = ""
    thread: str = ""
    language: str = ""
    kind: str = ""
    group: str = ""


class Sort(StrEnum):
    """What of them is asked for."""

    COMMENTS = "comments"
    TOMBSTONES = "tombstones"
    BOTH = "both"


# What the public sees of a comment changes with these.
_CHANGES = (ActKind.DECIDED, ActKind.REDACTED, ActKind.RESTORED, ActKind.CORRECTED)

_own_acts = (acts.c.subject == comments.c.id, acts.c.kind.in_(_CHANGES))
_moved_away = select(acts.c.sequence).where(*_own_acts, acts.c.from_state == ModerationState.SHOWN)
# What came with the record has no submission here, and was public on another machine.
_was_public = or_(comments.c.submission == "", _moved_away.correlate(comments).exists())
_last_change = select(func.max(acts.c.at)).where(*_own_acts).correlate(comments).scalar_subquery()
_changed = func.coalesce(_last_change, comments.c.corrected, comments.c.created)
# How many persons agree with the comment of a row.
agreements_of_row = (
    select(func.count()).where(agreements.c.comment == comments.c.id).correlate(comments).scalar_subquery()
)
# Under names of their own: comments have an edition and a language as well.
_DISPOSITION = [
    dispositions.c[name].label(f"disposition_{name}")
    for name in ("edition", "outcome", "responses", "public", "paragraphs")
]
_SHOWN = comments.c.state == ModerationState.SHOWN
# As on the pages: spam leaves nothing behind, nor does what was withdrawn before anybody saw it.
_LEFT = or_(
    and_(comments.c.state == ModerationState.DECLINED, comments.c.decline_reason != DeclineReason.SPAM.value),
    and_(comments.c.state == ModerationState.WITHDRAWN, _was_public),
)
_SORTS = {Sort.COMMENTS: _SHOWN, Sort.TOMBSTONES: _LEFT, Sort.BOTH: or_(_SHOWN, _LEFT)}
# Whoever has a copy is told of all that is no longer shown, of a comment that is held again as well.
_NEWS = or_(_SHOWN, _was_public)


def public_comments(
    connection: Connection, choice: Choice, *, sort: Sort, limit: int, after: int = 0
) -> list[PublicComment | LeftBehind]:
    """Comments, tombstones or both, as they arrived; `after` is the sequence of the last one before these."""
    statement = (
        _public(choice)
        .where(_SORTS[sort], comments.c.sequence > after)
        .order_by(comments.c.sequence)
        .limit(limit)
    )
    return [_public_value(row) for row in connection.execute(statement)]


def public_comment(connection: Connection, comment_id: str) -> PublicComment | LeftBehind | None:
    """The comment with this id, or what is left of it; None where there is nothing to see."""
    statement = _public(Choice()).where(comments.c.id == comment_id, _SORTS[Sort.BOTH])
    row = connection.execute(statement).one_or_none()
    return None if row is None else _public_value(row)


def latest_news(
    connection: Connection, choice: Choice, *, limit: int, offset: int = 0
) -> list[PublicComment | LeftBehind]:
    """What is shown, and what no longer is, by what changed last; the newest first."""
    statement = (
        _public(choice)
        .where(_NEWS)
        .order_by(_changed.desc(), comments.c.sequence.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_public_value(row) for row in connection.execute(statement)]


def count_of(connection: Connection, choice: Choice, *, news: bool = False) -> int:
    """How many shown comments there are; with `news` also those that no longer are."""
    statement = select(func.count()).select_from(comments)
    return connection.execute(statement.where(*_chosen(choice), _NEWS if news else _SHOWN)).scalar_one()


def sequence_of(connection: Connection, comment_id: str) -> int | None:
    """The sequence of a comment that is or was public; None where there is none with this id."""
    statement = select(comments.c.sequence).where(comments.c.id == comment_id, or_(_NEWS, _LEFT))
    sequence: int | None = connection.execute(statement).scalar()
    return sequence


def mark_of(connection: Connection, round_: str, edition: str) -> str:
    """A text that changes with anything that the public sees of the comments of a round."""
    agreed = connection.execute(
        select(func.count(), func.max(agreements.c.at))
        .join(comments, comments.c.id == agreements.c.comment)
        .where(comments.c.round == round_)
    ).one()
    return f"{stamp(connection, edition)}-{agreed[0]}-{agreed[1]}"


def _public(choice: Choice) -> Select[Any]:
    return (
        select(
            comments,
            sections.c.number,
            sections.c.titles,
            sections.c.slug_nl,
            sections.c.slug_de,
            paragraphs.c.position,
            agreements_of_row.label("agreements"),
            _changed.label("changed"),
            *_DISPOSITION,
            edition_is_out.label("disposition_edition_is_out"),
        )
        .outerjoin(
            dispositions,
            and_(dispositions.c.comment == comments.c.id, dispositions.c.public.is_not(None)),
        )
        .outerjoin(
            sections, and_(sections.c.edition == comments.c.edition, sections.c.key == comments.c.section)
        )
        .outerjoin(
            paragraphs,
            and_(paragraphs.c.edition == comments.c.edition, paragraphs.c.id == comments.c.thread),
        )
        .where(*_chosen(choice))
    )


def _chosen(choice: Choice) -> list[ColumnElement[bool]]:
    asked = {
        comments.c.round: choice.round,
        comments.c.edition: choice.edition,
        comments.c.section: choice.section,
        comments.c.thread: choice.thread,
        comments.c.language: choice.language,
        comments.c.kind: choice.kind,
        comments.c.stakeholder_group: choice.group,
    }
    return [column == value for column, value in asked.items() if value]


def stand_of(row: Row[Any]) -> Stand:
    """Where the comment of a row stands, that was joined with its section and paragraph."""
    return Stand(
        number=row.number or "",
        titles=row.titles or {},
        slugs={Language.NL: row.slug_nl, Language.DE: row.slug_de} if row.slug_nl else {},
        position=row.position or 0,
    )


def _public_value(row: Row[Any]) -> PublicComment | LeftBehind:
    stand = stand_of(row)
    if row.state == ModerationState.SHOWN:
        return PublicComment(
            row.sequence, comment_of(row), stand, row.agreements, row.changed, _disposition(row)
        )
    tombstone = Tombstone(
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
    return LeftBehind(row.sequence, tombstone, stand, row.changed)


def _disposition(row: Row[Any]) -> PublicDisposition | None:
    if row.disposition_public is None:
        return None
    return PublicDisposition(
        comment=row.id,
        round=row.round,
        edition=row.disposition_edition,
        outcome=Outcome(row.disposition_outcome),
        responses=row.disposition_responses,
        decided=row.disposition_public.date(),
        paragraphs=row.disposition_paragraphs if row.disposition_edition_is_out else (),
    )
