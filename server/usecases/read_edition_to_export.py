"""Read a published edition whole, to make files of it."""

from dataclasses import dataclass

from server.domain.document import Document
from server.domain.editions import Edition
from server.store import documents, edition_values
from server.store.database import Database
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class EditionToExport:
    """An edition with the document that it is a state of."""

    document: Document
    edition: Edition

    @property
    def paragraphs(self) -> int:
        """How many paragraphs it has."""
        return sum(len(each.paragraphs) for each in self.edition.sections)


def read_edition_to_export(database: Database, edition: str) -> EditionToExport:
    """The edition with all its text: five queries. Raises Missing, also for a working edition."""
    with database.read() as connection:
        document = documents.document(connection)
        found = edition_values.whole_edition(connection, edition)
    if document is None or found is None:
        raise Missing("edition", edition)
    return EditionToExport(document, found)
