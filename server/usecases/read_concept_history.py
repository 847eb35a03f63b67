"""Read what was done to a concept, and every state it was in."""

from dataclasses import dataclass

from server.domain.concept_history import ConceptChange, states
from server.domain.glossary import Concept
from server.store import concept_changes, glossary
from server.store.database import Database
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class ConceptPast:
    """The concept, its changes oldest first, and its states: state n is how change n+1 found it."""

    concept: Concept
    changes: tuple[ConceptChange, ...]
    states: tuple[Concept, ...]


def read_concept_history(database: Database, key: str) -> ConceptPast:
    """The history of one concept. Raises Missing."""
    with database.read() as connection:
        concept = glossary.concept(connection, key)
        if concept is None:
            raise Missing("concept", key)
        changes = concept_changes.changes_of(connection, key)
    return ConceptPast(concept, changes, tuple(states(concept, changes)))
