"""Read the comments on a concept, a page at a time, and the summary that closed their thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.concept_history import ConceptChange, is_closed, last_summary
from server.domain.glossary import Concept
from server.domain.targets import Target, TargetKind
from server.store import comments, concept_changes, glossary
from server.store.comment_counts import shown_count
from server.store.database import Connection, Database
from server.store.editions import editions_by_date
from server.usecases.missing import Missing
from server.usecases.read_thread import COMMENTS_PER_PAGE


@dataclass(frozen=True, slots=True)
class ConceptThread:
    """A concept with one page of the shown comments on it, oldest first; pages count from 1.

    `summary` closed the thread last; a revision since then has opened it again unless `is_closed`.
    """

    concept: Concept
    comments: Sequence[Comment]
    count: int
    page: int
    pages: int
    summary: ConceptChange | None
    is_closed: bool


def read_concept_thread(database: Database, key: str, *, page: int = 1) -> ConceptThread:
    """The thread of a concept. Raises Missing, also for a page that is not there."""
    with database.read() as connection:
        concept = glossary.concept(connection, key)
        if concept is None:
            raise Missing("concept", key)
        count = count_on_concept(connection, key)
        pages = max(1, -(-count // COMMENTS_PER_PAGE))
        if not 1 <= page <= pages:
            raise Missing("page", str(page))
        offset = (page - 1) * COMMENTS_PER_PAGE
        changes = concept_changes.changes_of(connection, key)
        return ConceptThread(
            concept=concept,
            comments=comments_on_concept(connection, key, limit=COMMENTS_PER_PAGE, offset=offset),
            count=count,
            page=page,
            pages=pages,
            summary=last_summary(changes),
            is_closed=is_closed(changes),
        )


def count_on_concept(connection: Connection, key: str) -> int:
    """Shown comments on a concept, of the rounds of all editions."""
    thread = Target(TargetKind.CONCEPT, key).thread
    return sum(shown_count(connection, edition.key, thread) for edition in editions_by_date(connection))


def comments_on_concept(connection: Connection, key: str, *, limit: int, offset: int = 0) -> list[Comment]:
    """The shown comments on a concept, a page at a time: one edition after the other, oldest first."""
    thread, found = Target(TargetKind.CONCEPT, key).thread, list[Comment]()
    for edition in editions_by_date(connection):
        count = shown_count(connection, edition.key, thread)
        if offset < count and len(found) < limit:
            left = limit - len(found)
            found += comments.comments_on(connection, edition.key, thread, limit=left, offset=offset)
        offset = max(0, offset - count)
    return found


def latest_on_concept(connection: Connection, key: str, *, limit: int) -> list[Comment]:
    """The newest shown comments on a concept, oldest of them first."""
    offset = max(0, count_on_concept(connection, key) - limit)
    return comments_on_concept(connection, key, limit=limit, offset=offset)
