"""Read one public comment by its id."""

from dataclasses import dataclass

from server.domain.document import Document
from server.domain.public_comments import LeftBehind, PublicComment
from server.store import documents, editions, public_comments
from server.store.database import Database
from server.store.editions import EditionEntry
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class CommentToRead:
    """A comment or what is left of it, with its edition."""

    found: PublicComment | LeftBehind
    document: Document
    edition: EditionEntry


def read_comment(database: Database, comment_id: str) -> CommentToRead:
    """The comment with this id. Raises Missing for one that is not public and left nothing behind."""
    with database.read() as connection:
        found = public_comments.public_comment(connection, comment_id)
        document = documents.document(connection)
        known = {entry.key: entry for entry in editions.editions_by_date(connection)}
    if found is None or document is None:
        raise Missing("comment", comment_id)
    key = found.comment.edition if isinstance(found, PublicComment) else found.tombstone.edition
    if key not in known:
        raise Missing("edition", key)
    return CommentToRead(found, document, known[key])
