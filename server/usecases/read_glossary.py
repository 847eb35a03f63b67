"""Read the glossary: all concepts, or one with its occurrences."""

from dataclasses import dataclass

from server.domain.glossary import Concept
from server.store import glossary
from server.store.database import Database
from server.store.editions import EditionEntry
from server.store.glossary import OccurrenceInText
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


@dataclass(frozen=True, slots=True)
class ConceptInText:
    """A concept and where its terms stand in the current edition, in reading order."""

    concept: Concept
    edition: EditionEntry
    occurrences: tuple[OccurrenceInText, ...]


def read_glossary(database: Database) -> tuple[Concept, ...]:
    """All concepts, by key."""
    with database.read() as connection:
        return glossary.all_concepts(connection)


def read_concept(database: Database, key: str) -> ConceptInText:
    """One concept. Raises Missing."""
    with database.read() as connection:
        concept = glossary.concept(connection, key)
        if concept is None:
            raise Missing("concept", key)
        edition, _ = choose_edition(connection, None)
        return ConceptInText(concept, edition, tuple(glossary.occurrences_of(connection, key, edition.key)))
