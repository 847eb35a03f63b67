"""Find a paragraph by its permanent id, wherever it stands today."""

from server.store import sections
from server.store.database import Database
from server.store.sections import Place
from server.usecases.missing import Missing


def find_paragraph(database: Database, paragraph_id: str) -> Place:
    """Where the paragraph stands in the newest edition that has it. Raises Missing."""
    with database.read() as connection:
        place = sections.locate_paragraph(connection, paragraph_id)
    if place is None:
        raise Missing("paragraph", paragraph_id)
    return place
