"""Read what a subscriber of a concept is told: its last changes and the last shown comments on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from server.domain.comments import Comment
from server.domain.concept_history import ConceptChange
from server.domain.glossary import Concept
from server.store import concept_changes, glossary
from server.store.database import Database
from server.store.editions import editions_by_date
from server.usecases.missing import Missing
from server.usecases.read_concept_thread import latest_on_concept

# A reader's program asks every hour or so; what is older stands on the concept's pages.
NEWS = 50


@dataclass(frozen=True, slots=True)
class ConceptNews:
    """A concept with its last changes and comments, each oldest first; `updated` is when the newest came, in UTC."""

    concept: Concept
    changes: Sequence[ConceptChange]
    comments: Sequence[Comment]
    updated: datetime


def read_concept_news(database: Database, key: str) -> ConceptNews:
    """The news of one concept. Raises Missing."""
    with database.read() as connection:
        concept = glossary.concept(connection, key)
        if concept is None:
            raise Missing("concept", key)
        changes = concept_changes.changes_of(connection, key)[-NEWS:]
        comments = latest_on_concept(connection, key, limit=NEWS)
        editions = editions_by_date(connection)
    moments = [*(change.at for change in changes), *(comment.created for comment in comments)]
    # Before anything has happened, the concept is as old as the first edition.
    moments += [datetime.combine(edition.date, time(), UTC) for edition in editions[:1]]
    return ConceptNews(concept, changes, comments, max(moments))
