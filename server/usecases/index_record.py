"""Keep the search index in step with the database; it holds nothing that cannot be made again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.search.documents import DocumentKey, SearchDocument
from server.store import index_changes, jobs
from server.store.database import Database
from server.usecases.catch_up import MAX_HELD, numbered
from server.usecases.index_documents import documents_of, every_document
from server.usecases.search_room import SearchRoom

MEND_INDEX: Final = "mend-index"
TIDY_INDEX: Final = "tidy-index"


def rebuild_index(database: Database, room: SearchRoom) -> None:
    """Make the whole index anew from the database; readers keep the old one until the new one is whole.

    The changes that waited before it began are in it. Raises OSError when it cannot be written.
    """
    numbers: list[int] = []
    room.engine.rebuild(_everything(database, room, numbers))
    _forget(database, numbers)


def _everything(database: Database, room: SearchRoom, numbers: list[int]) -> Iterator[SearchDocument]:
    # One moment for both: what changes later has a row that is not among these.
    with database.read() as connection:
        numbers += index_changes.pending_numbers(connection)
        yield from every_document(connection, room.glossary(connection))


def index_waiting(database: Database, room: SearchRoom) -> int:
    """Put every change that waits into the index, in batches; how many changes there were.

    Any number of workers may do so: what one has put in, the next no longer finds when it is its turn to
    write. Raises search.engine.IndexBroken and OSError; what was not committed waits on.
    """
    done = 0
    while _is_any_waiting(database):
        batch = _Batch(database, room)
        room.engine.commit(batch.documents(), batch.removed())
        _forget(database, batch.numbers)
        done += len(batch.numbers)
        room.engine.merge()
    return done


@dataclass(slots=True)
class _Batch:
    """The changes that wait longest, read when the engine first asks: only then it is our turn to write."""

    database: Database
    room: SearchRoom
    numbers: list[int] = field(default_factory=list)
    _made: dict[DocumentKey, SearchDocument | None] | None = None

    def documents(self) -> Iterator[SearchDocument]:
        """What is to stand in the index."""
        yield from (each for each in self._read().values() if each is not None)

    def removed(self) -> Iterator[DocumentKey]:
        """What is to stand there no more."""
        yield from (key for key, each in self._read().items() if each is None)

    def _read(self) -> dict[DocumentKey, SearchDocument | None]:
        if self._made is None:
            with self.database.read() as connection:
                waiting = index_changes.pending(connection, MAX_HELD)
                self.numbers = [each.number for each in waiting]
                glossary = self.room.glossary(connection)
                self._made = documents_of(connection, numbered(waiting), glossary)
        return self._made


def _is_any_waiting(database: Database) -> bool:
    with database.read() as connection:
        return bool(index_changes.pending(connection, 1))


def _forget(database: Database, numbers: list[int]) -> None:
    if numbers:
        with database.write() as connection:
            index_changes.forget(connection, numbers)


def ask_to_mend_index(database: Database, *, at: datetime) -> None:
    """Leave a job behind for an index that was found broken; any number of them costs one rebuild."""
    with database.write() as connection:
        jobs.add_job(connection, MEND_INDEX, {}, run_after=at)


def mend_index(database: Database, room: SearchRoom) -> bool:
    """Make the index anew when its files are not whole; true when it was made."""
    # What is held in memory may be whole where the files are not.
    room.close()
    if room.engine.is_ready():
        return False
    rebuild_index(database, room)
    return True


def tidy_index(room: SearchRoom) -> bool:
    """Let go of the words of what was removed; false when the index held none.

    Raises search.engine.IndexBroken, OSError.
    """
    return room.engine.merge(everything=True)
