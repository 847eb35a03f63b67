"""A section and its paragraphs: as text, as what the public reads, and found by address or id."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, insert, select

from server.domain.document import Paragraph, Section
from server.store.schema import comment_counts, editions, fragments, paragraphs, sections, wordings
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Fragment:
    """What the public reads of one wording: HTML, rendered once."""

    paragraph_id: str
    language: Language
    html: str


@dataclass(frozen=True, slots=True)
class ParagraphOnPage:
    """A paragraph ready for a page; `position` counts from 1, `shown` counts shown comments."""

    id: str
    position: int
    html: Mapping[Language, str]
    shown: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands; `number`, `titles`, `slugs` are its section's, `position` counts from 1."""

    edition: str
    section: str
    number: str
    titles: Mapping[Language, str]
    slugs: Mapping[Language, str]
    position: int


def section_by_slug(connection: Connection, edition: str, language: Language, slug: str) -> str | None:
    """The key of the section with this address; None when the edition has no such section."""
    column = sections.c.slug_nl if language is Language.NL else sections.c.slug_de
    key: str | None = connection.execute(
        select(sections.c.key).where(sections.c.edition == edition, column == slug)
    ).scalar()
    return key


def section(connection: Connection, edition: str, key: str) -> Section | None:
    """A section with its paragraphs and their wordings, in order: two queries."""
    head = connection.execute(
        select(sections.c.number, sections.c.titles).where(
            sections.c.edition == edition, sections.c.key == key
        )
    ).one_or_none()
    if head is None:
        return None
    rows = connection.execute(
        _paragraphs_with_wordings()
        .where(paragraphs.c.edition == edition, paragraphs.c.section == key)
        .order_by(paragraphs.c.position)
    )
    return Section(key, head.number, head.titles, tuple(_paragraphs(rows)))


def save_fragments(connection: Connection, edition: str, rendered: Iterable[Fragment]) -> None:
    """Make these the fragments of an edition."""
    connection.execute(delete(fragments).where(fragments.c.edition == edition))
    rows = [
        {"edition": edition, "paragraph": each.paragraph_id, "language": each.language, "html": each.html}
        for each in rendered
    ]
    if rows:
        connection.execute(insert(fragments), rows)


def section_fragments(connection: Connection, edition: str, key: str) -> list[ParagraphOnPage]:
    """What the public reads of a section, paragraph by paragraph, with the counts: one query."""
    statement = (
        select(
            paragraphs.c.id,
            paragraphs.c.position,
            fragments.c.language,
            fragments.c.html,
            func.coalesce(comment_counts.c.shown, 0).label("shown"),
        )
        .select_from(paragraphs)
        .join(
            fragments,
            and_(fragments.c.edition == paragraphs.c.edition, fragments.c.paragraph == paragraphs.c.id),
        )
        .outerjoin(
            comment_counts,
            and_(
                comment_counts.c.edition == paragraphs.c.edition,
                comment_counts.c.thread == paragraphs.c.id,
            ),
        )
        .where(paragraphs.c.edition == edition, paragraphs.c.section == key)
        .order_by(paragraphs.c.position)
    )
    html: dict[str, dict[Language, str]] = {}
    found: list[ParagraphOnPage] = []
    for row in connection.execute(statement):
        if row.id not in html:
            html[row.id] = {}
            found.append(ParagraphOnPage(row.id, row.position, html[row.id], row.shown))
        html[row.id][Language(row.language)] = row.html
    return found


def locate_paragraph(connection: Connection, paragraph_id: str) -> Place | None:
    """Where a paragraph stands in the newest edition that has it."""
    rows = connection.execute(_places().where(paragraphs.c.id == paragraph_id)).all()
    return _place(max(rows, key=lambda row: (row.date, row.edition))) if rows else None


def paragraph_in(connection: Connection, edition: str, paragraph_id: str) -> tuple[Place, Paragraph] | None:
    """A paragraph of one edition and where it stands there: two queries."""
    asked = {"in_edition": edition, "with_id": paragraph_id}
    row = connection.execute(_PLACE_IN, asked).one_or_none()
    if row is None:
        return None
    [paragraph] = _paragraphs(connection.execute(_PARAGRAPH_IN, asked))
    return _place(row), paragraph


def places_in(connection: Connection, edition: str, paragraph_ids: Collection[str]) -> dict[str, Place]:
    """Where these paragraphs stand in an edition, by their ids: one query."""
    if not paragraph_ids:
        return {}
    rows = connection.execute(
        _places()
        .add_columns(paragraphs.c.id)
        .where(paragraphs.c.edition == edition, paragraphs.c.id.in_(paragraph_ids))
    )
    return {row.id: _place(row) for row in rows}


def _paragraphs_with_wordings() -> Select[Any]:
    return select(paragraphs.c.id, wordings.c.language, wordings.c.text).outerjoin(
        wordings,
        and_(wordings.c.edition == paragraphs.c.edition, wordings.c.paragraph == paragraphs.c.id),
    )


def _paragraphs(rows: Iterable[Row[Any]]) -> list[Paragraph]:
    found: dict[str, dict[Language, str]] = {}
    for row in rows:
        spoken = found.setdefault(row.id, {})
        if row.language is not None:
            spoken[Language(row.language)] = row.text
    return [Paragraph(paragraph_id, spoken) for paragraph_id, spoken in found.items()]


def _places() -> Select[Any]:
    return (
        select(
            editions.c.date,
            paragraphs.c.edition,
            paragraphs.c.section,
            paragraphs.c.position,
            sections.c.number,
            sections.c.titles,
            sections.c.slug_nl,
            sections.c.slug_de,
        )
        .join(
            sections,
            and_(sections.c.edition == paragraphs.c.edition, sections.c.key == paragraphs.c.section),
        )
        .join(editions, editions.c.key == paragraphs.c.edition)
    )


def _place(row: Row[Any]) -> Place:
    return Place(
        edition=row.edition,
        section=row.section,
        number=row.number,
        titles=row.titles,
        slugs={Language.NL: row.slug_nl, Language.DE: row.slug_de},
        position=row.position,
    )


# Built once: putting a statement together costs several times what running it does, and every comment that
# is written asks for its paragraph.
_ONE = (paragraphs.c.edition == bindparam("in_edition"), paragraphs.c.id == bindparam("with_id"))
_PLACE_IN = _places().where(*_ONE)
_PARAGRAPH_IN = _paragraphs_with_wordings().where(*_ONE)
