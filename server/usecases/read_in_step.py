"""Read how the two sides of a paragraph stand to each other: the page on which they are confirmed."""

from dataclasses import dataclass

from server.domain.structure import SectionPlan
from server.domain.working_editions import WorkingEdition, WorkingParagraph
from server.store import revisions, working_editions
from server.store.database import Database
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class PlacedParagraph:
    """A paragraph of the working edition with its section and its number there, from 1."""

    working: WorkingEdition
    section: SectionPlan
    number: int
    paragraph: WorkingParagraph


def read_in_step(database: Database, paragraph: str) -> PlacedParagraph:
    """One paragraph with all its revisions and confirmed pairs: three queries. Raises Missing."""
    with database.read() as connection:
        working = working_editions.open_working_edition(connection)
        if working is None:
            raise Missing("working edition", "")
        if paragraph not in working.structure.paragraphs:
            raise Missing("paragraph", paragraph)
        found = revisions.working_paragraph(connection, working.key, paragraph)
    section = working.structure.section_of(paragraph)
    number = section.paragraphs.index(paragraph) + 1
    return PlacedParagraph(working, section, number, found or WorkingParagraph(paragraph, {}))
