"""Editions: kept whole, listed with their contents."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, delete, func, insert, select, update

from server.domain.document import Section, wording_hash
from server.domain.editions import Edition, EditionStatus, StepException, section_fingerprint
from server.store.schema import comment_counts, editions, paragraphs, sections, wordings
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """An edition as a line in the list of editions: all but its sections."""

    key: str
    labels: Mapping[Language, str]
    date: date
    status: EditionStatus
    predecessor: str | None
    change_notes: Mapping[Language, str]
    lineage: Mapping[str, tuple[str, ...]]
    exceptions: tuple[StepException, ...]


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """A section as a line in the contents; `paragraphs` and `shown` count paragraphs and shown comments."""

    key: str
    number: str
    titles: Mapping[Language, str]
    slugs: Mapping[Language, str]
    paragraphs: int
    shown: int

    @property
    def level(self) -> int:
        """Depth in the contents, as of the section itself."""
        return Section(self.key, self.number, self.titles).level


# Built once: putting a statement together costs several times what running it does.
_ALL = select(editions)


def save_edition(connection: Connection, edition: Edition, *, in_record: bool = True) -> None:
    """Put this edition in the place of the one with the same key, whole.

    `in_record` is false for one that the record's files do not have yet: loading them then leaves it. The
    old one's fragments and occurrences go with it and have to be saved again; comments stay.
    """
    connection.execute(delete(editions).where(editions.c.key == edition.key))
    connection.execute(
        insert(editions).values(
            key=edition.key,
            labels=edition.labels,
            date=edition.date,
            status=edition.status,
            predecessor=edition.predecessor,
            change_notes=edition.change_notes,
            lineage=edition.lineage,
            exceptions=edition.exceptions,
            in_record=in_record,
        )
    )
    for table, rows in (
        (sections, list(_section_rows(edition))),
        (paragraphs, list(_paragraph_rows(edition))),
        (wordings, list(_wording_rows(edition))),
    ):
        _insert_all(connection, table, rows)


def keep_only_editions(connection: Connection, keys: Collection[str]) -> None:
    """Remove every edition but these, with its text; comments stay, and what was published here and not dumped."""
    connection.execute(delete(editions).where(editions.c.key.not_in(list(keys)), editions.c.in_record))


def keys_outside_record(connection: Connection) -> set[str]:
    """The editions that were published here and that the record's files do not have yet."""
    return set(connection.execute(select(editions.c.key).where(~editions.c.in_record)).scalars())


def mark_in_record(connection: Connection, keys: Collection[str]) -> None:
    """The record's files now have these editions."""
    connection.execute(update(editions).where(editions.c.key.in_(list(keys))).values(in_record=True))


def mark_outside_record(connection: Connection, keys: Collection[str]) -> None:
    """The record's files do not have these editions."""
    connection.execute(update(editions).where(editions.c.key.in_(list(keys))).values(in_record=False))


def editions_by_date(connection: Connection) -> list[EditionEntry]:
    """Every edition from oldest to newest; the last one is the current edition."""
    entries = [_entry(row) for row in connection.execute(_ALL)]
    # Not by the database: its collation would decide between two editions of one day.
    return sorted(entries, key=lambda entry: (entry.date, entry.key))


def is_followed(connection: Connection, edition: str) -> bool:
    """Whether an edition was made from this one and published."""
    made = select(editions.c.key).where(editions.c.predecessor == edition).limit(1)
    return connection.execute(made).scalar() is not None


def contents(connection: Connection, edition: str) -> list[SectionEntry]:
    """The sections of an edition in order, with their counts: one query."""
    statement = (
        select(
            sections.c.key,
            sections.c.number,
            sections.c.titles,
            sections.c.slug_nl,
            sections.c.slug_de,
            func.count(paragraphs.c.id).label("paragraphs"),
            func.coalesce(func.sum(comment_counts.c.shown), 0).label("shown"),
        )
        .select_from(sections)
        .outerjoin(
            paragraphs,
            and_(paragraphs.c.edition == sections.c.edition, paragraphs.c.section == sections.c.key),
        )
        .outerjoin(
            comment_counts,
            and_(
                comment_counts.c.edition == paragraphs.c.edition,
                comment_counts.c.thread == paragraphs.c.id,
            ),
        )
        .where(sections.c.edition == edition)
        .group_by(sections.c.edition, sections.c.key)
        .order_by(sections.c.position)
    )
    return [
        SectionEntry(
            key=row.key,
            number=row.number,
            titles=row.titles,
            slugs={Language.NL: row.slug_nl, Language.DE: row.slug_de},
            paragraphs=row.paragraphs,
            shown=int(row.shown),
        )
        for row in connection.execute(statement)
    ]


def section_fingerprints(connection: Connection, section: str) -> list[tuple[str, str]]:
    """(edition key, fingerprint) of a section in every edition that has it, oldest first."""
    statement = (
        select(editions.c.date, sections.c.edition, sections.c.fingerprint)
        .join(editions, editions.c.key == sections.c.edition)
        .where(sections.c.key == section)
    )
    dated = sorted(tuple(row) for row in connection.execute(statement))
    return [(edition, fingerprint) for _, edition, fingerprint in dated]


def _entry(row: Row[Any]) -> EditionEntry:
    return EditionEntry(
        key=row.key,
        labels=row.labels,
        date=row.date,
        status=EditionStatus(row.status),
        predecessor=row.predecessor,
        change_notes=row.change_notes,
        lineage=row.lineage,
        exceptions=row.exceptions,
    )


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _section_rows(edition: Edition) -> Iterator[dict[str, Any]]:
    for position, section in enumerate(edition.sections, start=1):
        yield {
            "edition": edition.key,
            "key": section.key,
            "position": position,
            "number": section.number,
            "titles": section.titles,
            "slug_nl": section.slug(Language.NL),
            "slug_de": section.slug(Language.DE),
            "fingerprint": section_fingerprint(section),
            "change_notes": section.change_notes,
        }


def _paragraph_rows(edition: Edition) -> Iterator[dict[str, Any]]:
    for section in edition.sections:
        for position, paragraph in enumerate(section.paragraphs, start=1):
            yield {
                "edition": edition.key,
                "id": paragraph.id,
                "section": section.key,
                "position": position,
            }


def _wording_rows(edition: Edition) -> Iterator[dict[str, Any]]:
    for section in edition.sections:
        for paragraph in section.paragraphs:
            for language, text in paragraph.wordings.items():
                yield {
                    "edition": edition.key,
                    "paragraph": paragraph.id,
                    "language": language,
                    "text": text,
                    "hash": wording_hash(text),
                }


def section_slugs(connection: Connection, section: str) -> dict[str, Mapping[Language, str]]:
    """The slugs of a section by edition key, in every edition that has it."""
    rows = connection.execute(
        select(sections.c.edition, sections.c.slug_nl, sections.c.slug_de).where(sections.c.key == section)
    )
    return {row.edition: {Language.NL: row.slug_nl, Language.DE: row.slug_de} for row in rows}
