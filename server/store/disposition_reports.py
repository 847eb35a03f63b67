"""What a disposition report is made of: the shown comments of a round, what was decided on them, the wordings."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, select

from server.domain.comments import Comment, Country, StakeholderGroup
from server.domain.disposition_report import Heading, ReportLine
from server.domain.dispositions import Outcome
from server.domain.moderation import ModerationState
from server.store.comments import comment_of
from server.store.schema import comments, dispositions, paragraphs, revisions, sections, wordings
from server.text.languages import Language

# The texts of a paragraph, by its id.
Texts = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a comment; `day` is that on which it became public, or was decided."""

    outcome: Outcome
    responses: Mapping[Language, str]
    edition: str
    paragraphs: tuple[str, ...]
    day: date
    is_public: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of an edition in order, and of each paragraph its section's key and its number there."""

    headings: Mapping[str, Heading]
    places: Mapping[str, tuple[str, int]]


def report_lines(connection: Connection, round_: str, *, unpublished: bool) -> list[ReportLine]:
    """The shown comments of a round as they arrived; `unpublished` counts decisions that are not public."""
    counts = dispositions.c.decided if unpublished else dispositions.c.public
    outcome = case((counts.is_not(None), dispositions.c.outcome))
    statement = (
        select(
            comments.c.id,
            comments.c.sequence,
            comments.c.section,
            comments.c.thread,
            comments.c.language,
            comments.c.stakeholder_group,
            comments.c.country,
            outcome.label("outcome"),
        )
        .outerjoin(dispositions, dispositions.c.comment == comments.c.id)
        .where(*_shown_in(round_))
        .order_by(comments.c.sequence)
    )
    return [
        ReportLine(
            id=row.id,
            sequence=row.sequence,
            section=row.section,
            thread=row.thread,
            language=Language(row.language),
            group=StakeholderGroup(row.stakeholder_group),
            country=Country(row.country) if row.country else None,
            outcome=Outcome(row.outcome) if row.outcome else None,
        )
        for row in connection.execute(statement)
    ]


def reported_comments(
    connection: Connection, round_: str, only: Collection[str] | None
) -> dict[str, tuple[Comment, Decided | None]]:
    """The shown comments of a round by id, all or `only` these, with what was decided on them: one query."""
    answers = [dispositions.c[name].label(f"its_{name}") for name in _ANSWER]
    statement = (
        select(comments, *answers)
        .outerjoin(dispositions, dispositions.c.comment == comments.c.id)
        .where(*_shown_in(round_))
    )
    if only is not None:
        statement = statement.where(comments.c.id.in_(list(only)))
    return {row.id: (comment_of(row), _decided(row)) for row in connection.execute(statement)}


def outlines(connection: Connection, editions: Collection[str]) -> dict[str, Outline]:
    """How these editions are made up: one query."""
    statement = (
        select(
            sections.c.edition,
            sections.c.key,
            sections.c.number,
            sections.c.titles,
            sections.c.slug_nl,
            sections.c.slug_de,
            paragraphs.c.id,
            paragraphs.c.position,
        )
        .outerjoin(
            paragraphs,
            and_(paragraphs.c.edition == sections.c.edition, paragraphs.c.section == sections.c.key),
        )
        .where(sections.c.edition.in_(list(editions)))
        .order_by(sections.c.edition, sections.c.position, paragraphs.c.position)
    )
    headings: dict[str, dict[str, Heading]] = defaultdict(dict)
    places: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for row in connection.execute(statement):
        if row.key not in headings[row.edition]:
            slugs = {Language.NL: row.slug_nl, Language.DE: row.slug_de}
            headings[row.edition][row.key] = Heading(row.key, row.number, row.titles, slugs)
        if row.id is not None:
            places[row.edition][row.id] = (row.key, row.position)
    return {edition: Outline(found, places[edition]) for edition, found in headings.items()}


def texts_of(connection: Connection, wanted: Mapping[str, Collection[str]]) -> dict[str, Texts]:
    """The wordings of paragraphs, `wanted` by edition: one query."""
    several = set().union(*wanted.values())
    found: dict[str, dict[str, dict[Language, str]]] = {edition: defaultdict(dict) for edition in wanted}
    if not several:
        return dict(found)
    rows = connection.execute(
        select(wordings.c.edition, wordings.c.paragraph, wordings.c.language, wordings.c.text).where(
            wordings.c.edition.in_(list(wanted)), wordings.c.paragraph.in_(list(several))
        )
    )
    for row in rows:
        found[row.edition][row.paragraph][Language(row.language)] = row.text
    return dict(found)


def latest_texts(connection: Connection, working: str, several: Collection[str]) -> Texts:
    """What paragraphs of a working edition say now: one query."""
    rows = connection.execute(
        select(revisions.c.paragraph, revisions.c.language, revisions.c.text)
        .where(revisions.c.edition == working, revisions.c.paragraph.in_(list(several)))
        .order_by(revisions.c.number)
    )
    found: dict[str, dict[Language, str]] = defaultdict(dict)
    for row in rows:
        found[row.paragraph][Language(row.language)] = row.text
    return found


_ANSWER = ("outcome", "responses", "edition", "paragraphs", "decided", "public")


def _decided(row: Any) -> Decided | None:
    if row.its_decided is None and row.its_public is None:
        return None
    return Decided(
        outcome=Outcome(row.its_outcome),
        responses=row.its_responses,
        edition=row.its_edition,
        paragraphs=row.its_paragraphs,
        day=(row.its_public or row.its_decided).date(),
        is_public=row.its_public is not None,
    )


def _shown_in(round_: str) -> tuple[ColumnElement[bool], ...]:
    return comments.c.round == round_, comments.c.state == ModerationState.SHOWN
