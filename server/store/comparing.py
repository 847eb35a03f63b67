"""What a comparison of editions needs beside their text: it rendered, and what was noted on each section."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from server.store.schema import fragments, sections
from server.text.languages import Language

Rendered = Mapping[str, Mapping[Language, str]]


@dataclass(frozen=True, slots=True)
class SectionHead:
    """A section of one edition without its paragraphs."""

    number: str
    titles: Mapping[Language, str]
    slugs: Mapping[Language, str]
    change_notes: Mapping[Language, str]


# Built once, with a list that is filled in: putting a statement together costs more than running it.
_FRAGMENTS = select(fragments.c.paragraph, fragments.c.language, fragments.c.html).where(
    fragments.c.edition == bindparam("edition"), fragments.c.paragraph.in_(bindparam("ids", expanding=True))
)


def fragments_of(connection: Connection, edition: str, paragraph_ids: Collection[str]) -> Rendered:
    """What the public reads of these paragraphs of an edition, by their ids: one query."""
    found: dict[str, dict[Language, str]] = {}
    for row in connection.execute(_FRAGMENTS, {"edition": edition, "ids": list(paragraph_ids)}):
        found.setdefault(row.paragraph, {})[Language(row.language)] = row.html
    return found


def section_notes(
    connection: Connection, editions: Collection[str]
) -> dict[tuple[str, str], Mapping[Language, str]]:
    """What changed in a section, by edition and section, where anybody noted it: one query."""
    rows = connection.execute(
        select(sections.c.edition, sections.c.key, sections.c.change_notes).where(
            sections.c.edition.in_(list(editions))
        )
    )
    return {(row.edition, row.key): row.change_notes for row in rows if row.change_notes}


def section_heads(connection: Connection, section: str) -> dict[str, SectionHead]:
    """A section in every edition that has it, by edition: one query."""
    rows = connection.execute(
        select(
            sections.c.edition,
            sections.c.number,
            sections.c.titles,
            sections.c.slug_nl,
            sections.c.slug_de,
            sections.c.change_notes,
        ).where(sections.c.key == section)
    )
    return {
        row.edition: SectionHead(
            row.number,
            row.titles,
            {Language.NL: row.slug_nl, Language.DE: row.slug_de},
            row.change_notes,
        )
        for row in rows
    }
