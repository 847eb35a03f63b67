"""The decisions of an edition: its public dispositions with the comments that they answer, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from server.domain.comments import Comment
from server.domain.dispositions import Outcome, PublicDisposition
from server.domain.moderation import ModerationState
from server.store.comments import comment_of
from server.store.dispositions import public_dispositions_of
from server.store.schema import comments, dispositions, paragraphs, sections


@dataclass(frozen=True, slots=True)
class Decision:
    """A shown comment and what became of it."""

    comment: Comment
    disposition: PublicDisposition


def outcome_counts(connection: Connection, edition: str) -> dict[Outcome, int]:
    """How many shown comments an edition answers in which way, in the order of the outcomes; one query."""
    rows = connection.execute(
        _of(select(dispositions.c.outcome, func.count()), edition).group_by(dispositions.c.outcome)
    )
    counted = {Outcome(outcome): count for outcome, count in rows}
    return {each: counted[each] for each in Outcome if each in counted}


def decisions_in(
    connection: Connection, edition: str, outcome: Outcome | None, *, limit: int, offset: int
) -> Sequence[Decision]:
    """Decisions in the order of the text that was commented on, then of arrival; two queries."""
    statement = (
        _of(select(comments), edition)
        .outerjoin(
            sections,
            and_(sections.c.edition == comments.c.edition, sections.c.key == comments.c.section),
        )
        .outerjoin(
            paragraphs,
            and_(paragraphs.c.edition == comments.c.edition, paragraphs.c.id == comments.c.thread),
        )
        .order_by(
            func.coalesce(sections.c.position, 0),
            func.coalesce(paragraphs.c.position, 0),
            comments.c.sequence,
        )
        .limit(limit)
        .offset(offset)
    )
    if outcome is not None:
        statement = statement.where(dispositions.c.outcome == outcome)
    found = [comment_of(row) for row in connection.execute(statement)]
    answers = public_dispositions_of(connection, [each.id for each in found])
    return [Decision(each, answers[each.id]) for each in found]


def _of(statement: Select[Any], edition: str) -> Select[Any]:
    return (
        statement.select_from(dispositions)
        .join(comments, comments.c.id == dispositions.c.comment)
        .where(
            dispositions.c.edition == edition,
            dispositions.c.public.is_not(None),
            comments.c.state == ModerationState.SHOWN,
        )
    )


def editions_with_decisions(connection: Connection) -> set[str]:
    """The editions that answer a shown comment in public; one query."""
    answered = (
        select(dispositions.c.edition)
        .join(comments, comments.c.id == dispositions.c.comment)
        .where(dispositions.c.public.is_not(None), comments.c.state == ModerationState.SHOWN)
        .distinct()
    )
    return set(connection.execute(answered).scalars())
