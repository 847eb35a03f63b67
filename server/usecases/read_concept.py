"""Read one concept with all that belongs to it: where an edition uses it, its history, the comments on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.concept_history import ConceptChange
from server.domain.glossary import Concept
from server.store import concept_changes, glossary
from server.store.database import Database
from server.store.editions import EditionEntry, editions_by_date
from server.store.glossary import OccurrenceInText
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.read_concept_thread import count_on_concept, latest_on_concept
from server.usecases.read_contents import choose_edition

# More than this is read on the page of the thread.
COMMENTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ParagraphUsing:
    """A paragraph that uses a concept: the occurrences in each wording, in reading order; none on one side, perhaps."""

    occurrences: dict[Language, list[OccurrenceInText]]

    @property
    def place(self) -> OccurrenceInText:
        """Any of the occurrences: all are in one paragraph."""
        return next(found[0] for found in self.occurrences.values() if found)


@dataclass(frozen=True, slots=True)
class ConceptToRead:
    """A concept, the paragraphs of an edition that use it, its changes and the last comments, oldest first."""

    concept: Concept
    edition: EditionEntry
    is_current: bool
    editions: Sequence[EditionEntry]
    paragraphs: tuple[ParagraphUsing, ...]
    changes: tuple[ConceptChange, ...]
    comments: Sequence[Comment]
    count: int


def read_concept(database: Database, key: str, *, edition: str | None = None) -> ConceptToRead:
    """One concept, with where the current edition uses it, or the one that is named. Raises Missing."""
    with database.read() as connection:
        concept = glossary.concept(connection, key)
        if concept is None:
            raise Missing("concept", key)
        entry, current = choose_edition(connection, edition)
        return ConceptToRead(
            concept=concept,
            edition=entry,
            is_current=entry == current,
            editions=editions_by_date(connection),
            paragraphs=tuple(_by_paragraph(glossary.occurrences_of(connection, key, entry.key))),
            changes=concept_changes.changes_of(connection, key),
            comments=latest_on_concept(connection, key, limit=COMMENTS_SHOWN),
            count=count_on_concept(connection, key),
        )


def _by_paragraph(found: Iterable[OccurrenceInText]) -> list[ParagraphUsing]:
    using: dict[str, ParagraphUsing] = {}
    for each in found:
        empty = ParagraphUsing({language: [] for language in Language})
        paragraph = using.setdefault(each.occurrence.paragraph_id, empty)
        paragraph.occurrences[each.occurrence.language].append(each)
    return list(using.values())
