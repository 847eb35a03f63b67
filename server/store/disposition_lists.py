"""The editors' lists of comments to answer: by what can be asked for, a page at a time, with counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import IntFlag
from functools import reduce
from operator import add
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select, true

from server.domain.comments import Comment, CommentKind
from server.domain.dispositions import Disposition
from server.domain.moderation import ANSWERED
from server.store.comments import comment_of
from server.store.dispositions import disposition_of_row
from server.store.schema import (
    accounts,
    bundles,
    comments,
    counter_proposals,
    dispositions,
    paragraphs,
    sections,
)
from server.text.languages import Language

# Asked for as a section: the comments on what stands in none (the document, a concept, a question).
NO_SECTION: Final = "-"
# Asked for as an outcome: the comments for which no editor has named one.
NO_OUTCOME: Final = "-"


class Work(IntFlag):
    """What may hold for a comment; several at once."""

    UNDECIDED = 1
    MINE = 2
    UNASSIGNED = 4
    OVERDUE = 8
    BUNDLED = 16
    WAITING = 32  # for the submitter's word on a counter-proposal
    REPLIED = 64  # the submitter has given it
    PUBLIC = 128


@dataclass(frozen=True, slots=True)
class Facets:
    """What the list can be narrowed down to, "" for no narrowing; the values are those of the columns."""

    round: str = ""
    section: str = ""
    group: str = ""
    language: str = ""
    kind: str = ""
    outcome: str = ""


FACETS: Final = tuple(field.name for field in fields(Facets))
NOTHING: Final = Work(0)


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose list it is: comments on the edition `predecessor`, for the account `account`, on the day `today`."""

    predecessor: str
    account: int
    today: date


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What is asked for: all flags of `work` must hold; `conflicting` narrows to these comments where given."""

    work: Work = NOTHING
    facets: Facets = Facets()
    bundle: int | None = None
    standard_response: int | None = None
    conflicting: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ListedComment:
    """A comment of the list; names are "" where there are none, `position` is 0 outside a paragraph.

    `number`, `titles` and `slugs` are those of its section. `is_proposed` says whether there is a
    counter-proposal, `replied` what was answered to the last one.
    """

    comment: Comment
    disposition: Disposition | None
    responsible: str
    bundle: str
    is_proposed: bool
    replied: str
    position: int
    number: str
    titles: Mapping[Language, str]
    slugs: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested wording; `fits` says whether its comment is among those that are asked for."""

    comment: str
    paragraph: str
    language: Language
    base_hash: str
    base: str
    wording: str
    fits: bool


@dataclass(frozen=True, slots=True)
class ListCounts:
    """How many comments there are: that fit all that is asked, and were this flag or value asked as well."""

    total: int
    work: Mapping[Work, int]
    facets: Mapping[str, Mapping[str, int]]


_SECTION = func.coalesce(func.nullif(comments.c.section, ""), NO_SECTION)
_OUTCOME = func.coalesce(dispositions.c.outcome, NO_OUTCOME)
_COLUMNS: Final[Mapping[str, ColumnElement[Any]]] = {
    "round": comments.c.round,
    "section": _SECTION,
    "group": comments.c.stakeholder_group,
    "language": comments.c.language,
    "kind": comments.c.kind,
    "outcome": _OUTCOME,
}
_LAST: Final = (
    select(counter_proposals.c.comment, func.max(counter_proposals.c.id).label("id"))
    .group_by(counter_proposals.c.comment)
    .subquery()
)


def list_page(
    connection: Connection, scope: Scope, asked: ListFilter, *, limit: int, offset: int = 0
) -> list[ListedComment]:
    """The comments that fit, in the order of the text: one query."""
    columns: tuple[Any, ...] = (
        comments,
        # One name each: both tables have rounds and editions.
        *(column.label(f"disposition_{column.name}") for column in dispositions.c),
        accounts.c.name.label("responsible_name"),
        bundles.c.title.label("bundle_title"),
        _LAST.c.id.label("proposal"),
        counter_proposals.c.answer.label("replied"),
        paragraphs.c.position.label("paragraph_position"),
        sections.c.number.label("section_number"),
        sections.c.titles.label("section_titles"),
        sections.c.slug_nl,
        sections.c.slug_de,
    )
    statement = (
        _in_scope(select(*columns), scope)
        .outerjoin(accounts, accounts.c.id == dispositions.c.responsible)
        .outerjoin(bundles, bundles.c.id == dispositions.c.bundle)
        .outerjoin(
            paragraphs,
            and_(paragraphs.c.edition == comments.c.edition, paragraphs.c.id == comments.c.thread),
        )
        .outerjoin(
            sections, and_(sections.c.edition == comments.c.edition, sections.c.key == comments.c.section)
        )
        .where(*_narrowed(asked.facets), *_with_flags(scope, asked.work), *_members(asked))
        .order_by(
            func.coalesce(sections.c.position, 10_000),
            func.coalesce(paragraphs.c.position, 0),
            comments.c.sequence,
        )
        .limit(limit)
        .offset(offset)
    )
    return [_listed(row) for row in connection.execute(statement)]


def list_counts(connection: Connection, scope: Scope, asked: ListFilter) -> ListCounts:
    """How many comments there are of each: one grouped query, whatever is asked."""
    columns = [*(_COLUMNS[name].label(name) for name in FACETS), _flags(scope).label("work")]
    grouped = _in_scope(select(*columns, func.count()), scope).where(*_members(asked))
    rows = connection.execute(grouped.group_by(*columns))
    wanted = tuple(getattr(asked.facets, name) for name in FACETS)
    # Plain numbers: with thousands of groups, flags of an enum cost more than the query.
    asked_work, each_with = int(asked.work), [(flag, int(asked.work | flag)) for flag in Work]
    total, work = 0, Counter[Work]()
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for *values, flags, count in rows:
        wrong = [place for place, want in enumerate(wanted) if want and values[place] != want]
        if flags & asked_work == asked_work:
            total += 0 if wrong else count
            for place, name in enumerate(FACETS):
                if wrong in ([], [place]):
                    facets[name][values[place]] += count
        if not wrong:
            for flag, both in each_with:
                work[flag] += count if flags & both == both else 0
    return ListCounts(total, work, facets)


def suggestions_in(connection: Connection, scope: Scope, asked: ListFilter) -> list[Suggestion]:
    """Every suggested wording for a paragraph, in the order in which they came: one query."""
    fits = and_(true(), *_narrowed(asked.facets), *_with_flags(scope, asked.work), *_members(asked))
    statement = (
        _in_scope(
            select(
                comments.c.id,
                comments.c.thread,
                comments.c.language,
                comments.c.base_hash,
                comments.c.base_text,
                comments.c.suggested_wording,
                case((fits, 1), else_=0).label("fits"),
            ),
            scope,
        )
        .where(comments.c.kind == CommentKind.SUGGESTION, comments.c.suggested_wording != "")
        .order_by(comments.c.sequence)
    )
    return [
        Suggestion(
            row.id,
            row.thread,
            Language(row.language),
            row.base_hash,
            row.base_text,
            row.suggested_wording,
            bool(row.fits),
        )
        for row in connection.execute(statement)
    ]


def _listed(row: Row[Any]) -> ListedComment:
    slugs = {Language.NL: row.slug_nl, Language.DE: row.slug_de} if row.slug_nl else {}
    has_disposition = row.disposition_comment is not None
    return ListedComment(
        comment=comment_of(row),
        disposition=disposition_of_row(row, "disposition_") if has_disposition else None,
        responsible=row.responsible_name or "",
        bundle=row.bundle_title or "",
        is_proposed=row.proposal is not None,
        replied=row.replied or "",
        position=row.paragraph_position or 0,
        number=row.section_number or "",
        titles=row.section_titles or {},
        slugs=slugs,
    )


def _in_scope(statement: Select[Any], scope: Scope) -> Select[Any]:
    return (
        statement.select_from(comments)
        .outerjoin(dispositions, dispositions.c.comment == comments.c.id)
        .outerjoin(_LAST, _LAST.c.comment == comments.c.id)
        .outerjoin(counter_proposals, counter_proposals.c.id == _LAST.c.id)
        .where(comments.c.edition == scope.predecessor, comments.c.state.in_(ANSWERED))
    )


def _members(asked: ListFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.bundle is not None:
        conditions.append(dispositions.c.bundle == asked.bundle)
    if asked.standard_response is not None:
        conditions.append(dispositions.c.standard_response == asked.standard_response)
    if asked.conflicting is not None:
        conditions.append(comments.c.id.in_(sorted(asked.conflicting)))
    return conditions


def _narrowed(facets: Facets) -> list[ColumnElement[bool]]:
    return [_COLUMNS[name] == value for name in FACETS if (value := getattr(facets, name))]


def _conditions(scope: Scope) -> dict[Work, ColumnElement[bool]]:
    undecided = dispositions.c.decided.is_(None)
    return {
        Work.UNDECIDED: undecided,
        Work.MINE: dispositions.c.responsible == scope.account,
        Work.UNASSIGNED: dispositions.c.responsible.is_(None),
        Work.OVERDUE: and_(undecided, dispositions.c.deadline < scope.today),
        Work.BUNDLED: dispositions.c.bundle.is_not(None),
        Work.WAITING: and_(_LAST.c.id.is_not(None), counter_proposals.c.answer.is_(None)),
        Work.REPLIED: counter_proposals.c.answer.is_not(None),
        Work.PUBLIC: dispositions.c.public.is_not(None),
    }


def _with_flags(scope: Scope, asked: Work) -> list[ColumnElement[bool]]:
    return [condition for flag, condition in _conditions(scope).items() if flag & asked]


def _flags(scope: Scope) -> ColumnElement[int]:
    """All flags of a comment as one number."""
    bits = [case((condition, flag.value), else_=0) for flag, condition in _conditions(scope).items()]
    return reduce(add, bits)
