"""Read the document's own data: titles, publisher, licence."""

from server.domain.document import Document
from server.store import documents
from server.store.database import Database
from server.usecases.missing import Missing


def read_document(database: Database) -> Document:
    """The document. Raises Missing before the first load."""
    with database.read() as connection:
        found = documents.document(connection)
    if found is None:
        raise Missing("document", "")
    return found
