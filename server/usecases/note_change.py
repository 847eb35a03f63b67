"""Note what the index has to be told of, in the transaction of the change itself. Used by every act."""

from collections.abc import Iterable
from datetime import datetime

from server.domain.comments import Comment
from server.domain.editions import Edition
from server.domain.glossary import Concept
from server.search.documents import DocumentKey, Kind, sources_of
from server.store import index_changes, indexed
from server.store.database import Connection


def note_comment(connection: Connection, comment: Comment, *, at: datetime) -> None:
    """A comment that is or was shown says something else, came, went, or was answered."""
    index_changes.note_change(connection, DocumentKey(Kind.COMMENT, comment.id, comment.edition), at=at)


def note_answers(connection: Connection, comments: Iterable[str], *, at: datetime) -> None:
    """The dispositions of these comments became public."""
    places = indexed.editions_of_comments(connection, list(comments))
    keys = (DocumentKey(Kind.COMMENT, key, edition) for key, edition in places)
    index_changes.note_changes(connection, keys, at=at)


def note_edition(connection: Connection, edition: Edition, *, at: datetime) -> None:
    """An edition became public: its paragraphs are found before the whole index has been made anew."""
    keys = [
        DocumentKey(Kind.PARAGRAPH, paragraph.id, edition.key)
        for section in edition.sections
        for paragraph in section.paragraphs
    ]
    index_changes.note_changes(connection, keys, at=at)


def note_paragraph(connection: Connection, paragraph_id: str, *, at: datetime) -> None:
    """Other concepts are marked in a paragraph, in whatever edition it stands."""
    editions = indexed.editions_of_paragraph(connection, paragraph_id)
    keys = [DocumentKey(Kind.PARAGRAPH, paragraph_id, edition) for edition in editions]
    index_changes.note_changes(connection, keys, at=at)


def note_concept(connection: Connection, before: Concept, after: Concept, *, at: datetime) -> None:
    """A concept was revised: it says something else, and so may the sources that it cited or cites."""
    sources = (DocumentKey(Kind.SOURCE, each.id, "") for each in sources_of((before, after)))
    index_changes.note_changes(connection, [DocumentKey(Kind.CONCEPT, after.key, ""), *sources], at=at)
