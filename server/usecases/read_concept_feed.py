"""Read what a subscriber of a concept is told: its last changes and the last comments on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.concept_history import ConceptChange
from server.domain.glossary import Concept
from server.domain.targets import Target, TargetKind
from server.store import concept_changes, glossary
from server.store.database import Database
from server.store.editions import editions_by_date
from server.store.public_comments import Choice
from server.usecases.missing import Missing
from server.usecases.read_feed import News, page_of_news

# A reader's program asks every hour or so; what is older stands on the page of the concept's history.
CHANGES = 50


@dataclass(frozen=True, slots=True)
class ConceptNews:
    """A concept with its last changes, oldest first, and a page of what was said of it, in all rounds."""

    news: News
    concept: Concept
    changes: Sequence[ConceptChange]


def read_concept_news(database: Database, key: str, *, page: int = 1) -> ConceptNews:
    """The news of one concept. Raises Missing, also for a page that is not there."""
    with database.read() as connection:
        concept = glossary.concept(connection, key)
        known = editions_by_date(connection)
        if concept is None or not known:
            raise Missing("concept", key)
        thread = Target(TargetKind.CONCEPT, key).thread
        # Before anything has happened, a concept is as old as the first edition.
        news = page_of_news(connection, Choice(thread=thread), known[0], page)
        return ConceptNews(news, concept, concept_changes.changes_of(connection, key)[-CHANGES:])
