"""Editions as whole domain values, for writing the record and for indexing."""

from collections import defaultdict

from sqlalchemy import Connection, and_, select

from server.domain.document import Paragraph, Section
from server.domain.editions import Edition
from server.store.editions import EditionEntry, editions_by_date
from server.store.schema import paragraphs, sections, wordings
from server.text.languages import Language


def whole_editions(connection: Connection) -> tuple[Edition, ...]:
    """Every edition with all its text, oldest first: three queries an edition."""
    return tuple(_whole(connection, entry) for entry in editions_by_date(connection))


def whole_edition(connection: Connection, key: str) -> Edition | None:
    """One edition with all its text; None for a key that no edition has."""
    entry = next((each for each in editions_by_date(connection) if each.key == key), None)
    return None if entry is None else _whole(connection, entry)


def _whole(connection: Connection, entry: EditionEntry) -> Edition:
    texts = _wordings(connection, entry.key)
    members = _members(connection, entry.key, texts)
    rows = connection.execute(
        select(sections.c.key, sections.c.number, sections.c.titles, sections.c.change_notes)
        .where(sections.c.edition == entry.key)
        .order_by(sections.c.position)
    )
    return Edition(
        key=entry.key,
        labels=entry.labels,
        date=entry.date,
        status=entry.status,
        predecessor=entry.predecessor,
        change_notes=entry.change_notes,
        sections=tuple(
            Section(row.key, row.number, row.titles, tuple(members[row.key]), row.change_notes)
            for row in rows
        ),
        lineage=entry.lineage,
        exceptions=entry.exceptions,
    )


def _wordings(connection: Connection, edition: str) -> dict[str, dict[Language, str]]:
    texts: dict[str, dict[Language, str]] = defaultdict(dict)
    for row in connection.execute(select(wordings).where(wordings.c.edition == edition)):
        texts[row.paragraph][Language(row.language)] = row.text
    return texts


def _members(
    connection: Connection, edition: str, texts: dict[str, dict[Language, str]]
) -> dict[str, list[Paragraph]]:
    members: dict[str, list[Paragraph]] = defaultdict(list)
    rows = connection.execute(
        select(paragraphs.c.section, paragraphs.c.id)
        .join(
            sections, and_(sections.c.edition == paragraphs.c.edition, sections.c.key == paragraphs.c.section)
        )
        .where(paragraphs.c.edition == edition)
        .order_by(sections.c.position, paragraphs.c.position)
    )
    for row in rows:
        members[row.section].append(Paragraph(row.id, texts.get(row.id, {})))
    return members
