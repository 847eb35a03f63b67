"""The moderators' queue: comments by what can be asked for, a page at a time, and how many there are of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.submissions import Suspicion
from server.store.comments import comment_of
from server.store.schema import comments, editions, reports, sections, submissions
from server.text.languages import Language

# Asked for as a section: the comments on what stands in none (the document, a concept, a question).
NO_SECTION: Final = "-"


@dataclass(frozen=True, slots=True)
class Facets:
    """What the queue can be narrowed down to, "" for no narrowing; the values are those of the columns."""

    round: str = ""
    section: str = ""
    language: str = ""
    group: str = ""
    channel: str = ""
    kind: str = ""
    suspicion: str = ""


FACETS: Final = tuple(field.name for field in fields(Facets))


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What is asked for. `state` None means any but unconfirmed, which no moderator sees.

    `is_reported` leaves only comments with open reports, `comment` only the one with this id.
    """

    state: ModerationState | None = ModerationState.HELD
    facets: Facets = Facets()
    is_reported: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class QueuedComment:
    """A comment of the queue; `category` says why it was declined, "" where it was not."""

    comment: Comment
    suspicion: Suspicion
    category: str


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many comments there are.

    `total` fits all that is asked. `states` and `reported` say how many would, were another state or
    the reported ones asked for; `facets` by facet and value, were that value.
    """

    total: int
    states: Mapping[ModerationState, int]
    reported: int
    facets: Mapping[str, Mapping[str, int]]


_SECTION = func.coalesce(func.nullif(comments.c.section, ""), NO_SECTION)
_SUSPICION = func.coalesce(submissions.c.suspicion, "")
_COLUMNS: Final[Mapping[str, ColumnElement[Any]]] = {
    "round": comments.c.round,
    "section": _SECTION,
    "language": comments.c.language,
    "group": comments.c.stakeholder_group,
    "channel": comments.c.channel,
    "kind": comments.c.kind,
    "suspicion": _SUSPICION,
}
_REPORTED: Final = select(reports.c.comment).where(reports.c.closed.is_(None)).distinct().subquery()


def queue_page(
    connection: Connection, asked: QueueFilter, *, limit: int, offset: int = 0, newest_first: bool = False
) -> list[QueuedComment]:
    """The comments that fit, the longest waiting first unless told otherwise: one query."""
    order = comments.c.sequence.desc() if newest_first else comments.c.sequence
    statement = (
        _with_submissions(select(comments, _SUSPICION.label("suspicion")))
        .where(*_conditions(asked), *_narrowed(asked.facets))
        .order_by(order)
        .limit(limit)
        .offset(offset)
    )
    return [
        QueuedComment(comment_of(row), Suspicion(row.suspicion), row.decline_reason)
        for row in connection.execute(statement)
    ]


def queue_counts(connection: Connection, asked: QueueFilter) -> QueueCounts:
    """How many comments there are of each: two queries, whatever is asked."""
    anything = replace(asked, state=None, is_reported=False)
    rows = connection.execute(
        _with_submissions(select(comments.c.state, func.count(), func.count(_REPORTED.c.comment)))
        .outerjoin(_REPORTED, _REPORTED.c.comment == comments.c.id)
        .where(*_conditions(anything), *_narrowed(asked.facets))
        .group_by(comments.c.state)
    ).all()
    states = {ModerationState(state): count for state, count, _ in rows}
    reported = sum(count for _, _, count in rows)
    groups = connection.execute(
        _with_submissions(select(*(_COLUMNS[name].label(name) for name in FACETS), func.count()))
        .where(*_conditions(asked))
        .group_by(*(_COLUMNS[name] for name in FACETS))
    )
    return _counted([(tuple(row[:-1]), row[-1]) for row in groups], asked.facets, states, reported)


def section_names(
    connection: Connection, keys: Iterable[str]
) -> dict[str, tuple[str, Mapping[Language, str]]]:
    """Number and titles of these sections in the newest edition that has them, in the order of the text."""
    rows = connection.execute(
        select(sections.c.key, sections.c.number, sections.c.titles)
        .join(editions, editions.c.key == sections.c.edition)
        .where(sections.c.key.in_(list(keys)))
        .order_by(sections.c.position, editions.c.date)
    )
    return {row.key: (row.number, row.titles) for row in rows}


def _counted(
    groups: list[tuple[tuple[str, ...], int]],
    asked: Facets,
    states: Mapping[ModerationState, int],
    reported: int,
) -> QueueCounts:
    """Each facet counted among what fits all the other facets; the total among what fits all."""
    wanted = tuple(getattr(asked, name) for name in FACETS)
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    total = 0
    for values, count in groups:
        wrong = [place for place, want in enumerate(wanted) if want and values[place] != want]
        if not wrong:
            total += count
        for place, name in enumerate(FACETS):
            if wrong in ([], [place]):
                facets[name][values[place]] += count
    return QueueCounts(total, states, reported, facets)


def _with_submissions(statement: Select[Any]) -> Select[Any]:
    return statement.select_from(comments).outerjoin(submissions, submissions.c.id == comments.c.submission)


def _conditions(asked: QueueFilter) -> list[ColumnElement[bool]]:
    if asked.state is None:
        conditions = [comments.c.state != ModerationState.UNCONFIRMED]
    else:
        conditions = [comments.c.state == asked.state]
    if asked.is_reported:
        conditions.append(comments.c.id.in_(select(_REPORTED.c.comment)))
    if asked.comment:
        conditions.append(comments.c.id == asked.comment)
    return conditions


def _narrowed(facets: Facets) -> list[ColumnElement[bool]]:
    return [_COLUMNS[name] == value for name in FACETS if (value := getattr(facets, name))]
