"""What the index is to be told of: documents as the database makes them, and the changes that wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import func, select

from server.domain.comments import Comment
from server.search.documents import DocumentKey, Kind, SearchDocument
from server.store import glossary, index_changes
from server.store.database import Database
from server.store.schema import jobs
from server.usecases.index_documents import documents_of, every_document
from server.usecases.known_glossary import KnownGlossary
from server.usecases.load_record import REBUILD_INDEX


@dataclass
class Told:
    """What an act changed of the documents, what it said of it, and how many rebuilds it asked for."""

    changed: frozenset[DocumentKey] = frozenset()
    noted: frozenset[DocumentKey] = frozenset()
    rebuilds: int = 0


def documents(database: Database) -> dict[DocumentKey, SearchDocument]:
    """All that is to stand in the index now."""
    with database.read() as connection:
        known = KnownGlossary(glossary.all_concepts(connection))
        return {each.key: each for each in every_document(connection, known)}


def document(database: Database, key: DocumentKey) -> SearchDocument | None:
    """One document as it is to stand in the index now."""
    with database.read() as connection:
        known = KnownGlossary(glossary.all_concepts(connection))
        return documents_of(connection, [key], known)[key]


def key_of(said: Comment) -> DocumentKey:
    """The key of a comment's document."""
    return DocumentKey(Kind.COMMENT, said.id, said.edition)


def waiting(database: Database) -> list[DocumentKey]:
    """The documents that wait for the indexer, in the order of their changes."""
    with database.read() as connection:
        rows = index_changes.pending(connection, 10_000)
    return [DocumentKey(Kind(each.key[0]), *each.key[1:]) for each in rows]


@contextmanager
def telling(database: Database) -> Iterator[Told]:
    """Looks at an act from both sides: at what it changed, and at what it noted."""
    told, before, noted, asked = Told(), documents(database), len(waiting(database)), _rebuilds(database)
    yield told
    after = documents(database)
    told.changed = frozenset(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    told.noted = frozenset(waiting(database)[noted:])
    told.rebuilds = _rebuilds(database) - asked


def _rebuilds(database: Database) -> int:
    with database.read() as connection:
        statement = select(func.count()).select_from(jobs).where(jobs.c.kind == REBUILD_INDEX)
        return connection.execute(statement).scalar_one()
