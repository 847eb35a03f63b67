"""The editors' lists of comments to answer: by what can be asked for, a page at a time, with counts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import IntFlag
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, or_, select

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


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose list it is: comments on the edition `predecessor`, for the account `account`, on the day `today`."""

    predecessor: str
    account: int
    today: date


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What is asked for: all flags of `work` must hold; `conflicting` narrows to these comments where given."""

    work: Work = Work(0)
    facets: Facets = Facets()
    bundle: int | None = None
    standard_response: int | None = None
    conflicting: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ListedComment:
    """A comment of the list; names are "" where there are none, `position` is 0 outside a paragraph.

    `number`, `titles` and `slugs` are those of its section. `proposed` and `replied` are of the last
    counter-proposal: whether there is one, and the answer.
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
    """A suggested wording with what the list asks of it, for finding conflicts."""

    comment: str
    paragraph: str
    language: Language
    base_hash: str
    base: str
    wording: str
    work: Work
    facets: Facets


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
    columns = (
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
        _in_scope(select(*columns), scope, asked)
        .outerjoin(accounts, accounts.c.id == dispositions.c.responsible)
        .outerjoin(bundles, bundles.c.id == dispositions.c.bundle)
        .outerjoin(
            paragraphs,
            and_(paragraphs.c.edition == comments.c.edition, paragraphs.c.id == comments.c.thread),
        )
        .outerjoin(
            sections, and_(sections.c.edition == comments.c.edition, sections.c.key == comments.c.section)
        )
        .where(*_narrowed(asked.facets), *_with_flags(scope, asked.work))
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
    rows = connection.execute(
        _in_scope(select(*columns, func.count()), scope, asked).group_by(*(column.name for column in columns))
    )
    wanted = tuple(getattr(asked.facets, name) for name in FACETS)
    total, work = 0, Counter[Work]()
    facets: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for *values, flags, count in rows:
        wrong = [place for place, want in enumerate(wanted) if want and values[place] != want]
        if flags & asked.work == asked.work:
            total += 0 if wrong else count
            for place, name in enumerate(FACETS):
                if wrong in ([], [place]):
                    facets[name][values[place]] += count
        if not wrong:
            for flag in Work:
                both = asked.work | flag
                work[flag] += count if flags & both == both else 0
    return ListCounts(total, work, facets)


def suggestions_in(connection: Connection, scope: Scope, asked: ListFilter) -> list[Suggestion]:
    """Every suggested wording for a paragraph, in the order in which they came: one query.

    Of `asked` only the bundle and the standard response count: a conflict is one with any other.
    """
    columns = [*(_COLUMNS[name].label(f"facet_{name}") for name in FACETS), _flags(scope).label("work")]
    statement = (
        _in_scope(
            select(
                comments.c.id,
                comments.c.thread,
                comments.c.base_hash,
                comments.c.base_text,
                comments.c.suggested_wording,
                *columns,
            ),
            scope,
            ListFilter(),
        )
        .where(comments.c.kind == CommentKind.SUGGESTION, comments.c.suggested_wording != "")
        .order_by(comments.c.sequence)
    )
    return [
        Suggestion(
            row.id,
            row.thread,
            Language(row.facet_language),
            row.base_hash,
            row.base_text,
            row.suggested_wording,
            Work(row.work),
            Facets(*(getattr(row, f"facet_{name}") for name in FACETS)),
        )
        for row in connection.execute(statement)
    ]
