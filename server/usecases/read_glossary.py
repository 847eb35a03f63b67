"""Read the glossary: all concepts."""

from server.domain.glossary import Concept
from server.store import glossary
from server.store.database import Database


def read_glossary(database: Database) -> tuple[Concept, ...]:
    """All concepts, by key."""
    with database.read() as connection:
        return glossary.all_concepts(connection)
