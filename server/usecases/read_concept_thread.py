"""Read the comments on a concept, a page at a time, and the summary that closed their thread."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.comments import Comment
from server.domain.concept_history import ConceptChange, is_closed, last_summary
from server.domain.glossary import Concept
from server.domain.targets import Target, TargetKind
from server.store import comments, concept_changes, glossary
from server.store.comment_counts import shown_count
from server.store.database import Connection, Database
from server.store.editions import EditionEntry, editions_by_date
from server.usecases.choose_round import Window, answered_comment, window_of
from server.usecases.list_comments import CommentsOnPage, list_comments
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


@dataclass(frozen=True, slots=True)
class ConceptThread:
    """A concept with one page of the comments on it, of the rounds of all editions; `edition` is the current one.

    `summary` closed the thread last; a revision since then has opened it again unless `is_closed`.
    `answered` is the comment to which a reply is to be written.
    """

    concept: Concept
    edition: EditionEntry
    comments: CommentsOnPage
    summary: ConceptChange | None
    is_closed: bool
    window: Window
    answered: Comment | None


def read_concept_thread(
    database: Database, key: str, *, at: datetime, page: int = 1, reply_to: str = ""
) -> ConceptThread:
    """The thread of a concept at a moment (UTC); `reply_to` is the comment to be answered.

    Raises Missing, also for a page that is not there.
    """
    target = Target(TargetKind.CONCEPT, key)
    with database.read() as connection:
        concept = glossary.concept(connection, key)
        if concept is None:
            raise Missing("concept", key)
        current, _ = choose_edition(connection, None)
        known = [edition.key for edition in editions_by_date(connection)]
        changes = concept_changes.changes_of(connection, key)
        return ConceptThread(
            concept=concept,
            edition=current,
            comments=list_comments(connection, known, target.thread, page=page),
            summary=last_summary(changes),
            is_closed=is_closed(changes),
            window=window_of(connection, current.key, target, at),
            answered=answered_comment(connection, reply_to, current.key, target),
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
