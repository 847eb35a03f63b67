"""Hold the index against the database, and make it anew where the two differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.search.documents import DocumentKey
from server.search.engine import IndexBroken, IndexStatus, digest_of
from server.store import index_changes, jobs
from server.store.database import Connection, Database
from server.usecases.index_documents import key_pages
from server.usecases.index_record import index_waiting, rebuild_index
from server.usecases.learn_pairs import LEARN_PAIRS
from server.usecases.search_room import SearchRoom

# Whoever changes something while the index is held against the database makes both differ for a moment.
_LOOKS: Final = 3


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """An index held against the database: how many documents there should be, and the digest of their keys."""

    status: IndexStatus
    documents: int
    digest: str

    @property
    def is_in_step(self) -> bool:
        """Whether the index holds exactly the documents that the database makes."""
        return (self.status.documents, self.status.digest) == (self.documents, self.digest)


def check_index(database: Database, room: SearchRoom) -> IndexCheck:
    """Hold the index against the database, after what waits was put in.

    Raises search.engine.IndexBroken, OSError.
    """
    for _ in range(_LOOKS):
        index_waiting(database, room)
        with database.read() as connection:
            count, digest = _expected(connection, room)
        checked = IndexCheck(room.engine.status(), count, digest)
        if checked.is_in_step:
            break
    return checked


def _expected(connection: Connection, room: SearchRoom) -> tuple[int, str]:
    count = 0

    def keys() -> Iterator[DocumentKey]:
        nonlocal count
        for page in key_pages(connection, room.glossary(connection)):
            count += len(page)
            yield from page

    digest = digest_of(keys())
    return count, digest


def ensure_index(database: Database, room: SearchRoom, *, at: datetime) -> bool:
    """Make the index anew when there is none, or it does not hold what the database says; true when it was made.

    Leaves a job behind then that learns the word pairs again: they are made by the same analysis. Raises OSError.
    """
    try:
        if room.engine.is_ready() and check_index(database, room).is_in_step:
            return False
    except IndexBroken:
        room.close()
    rebuild_index(database, room)
    with database.write() as connection:
        jobs.add_job(connection, LEARN_PAIRS, {}, run_after=at)
    return True


def count_waiting(database: Database) -> int:
    """How many changes wait for the indexer."""
    with database.read() as connection:
        return len(index_changes.pending_numbers(connection))
