"""The indexer: what changed goes into the index beside the jobs, and what goes wrong is tried again."""

from pathlib import Path
from threading import Event

import pytest

from server.search.engine import IndexBroken
from server.store.database import Database
from server.usecases.index_record import rebuild_index
from server.usecases.search_record import search_record
from server.usecases.search_room import SearchRoom
from server.worker.indexer import Indexer
from tests.indexing import documents, key_of, waiting
from tests.saying import shown
from tests.search.memory_engine import MemoryEngine, Shelf
from tests.worlds import comment, load

HANDWERK = comment(1, "Das Handwerk fehlt.")


class Once(Event):
    """Lets the indexer work once, and remembers for how long it then wanted to wait."""

    asked: float | None = None

    def wait(self, timeout: float | None = None) -> bool:
        """Stop instead of waiting."""
        self.asked = timeout
        self.set()
        return True


@pytest.fixture
def shelf() -> Shelf:
    """The index on disk, as far as there is a disk."""
    return Shelf()


@pytest.fixture
def indexer(database: Database, tmp_path: Path, shelf: Shelf) -> Indexer:
    """An indexer of the small world, in which nothing waits."""
    load(database, tmp_path / "record")
    room = SearchRoom(MemoryEngine(shelf))
    rebuild_index(database, room)
    return Indexer(database, room)


def test_what_changed_is_put_in(indexer: Indexer, shelf: Shelf) -> None:
    shown(indexer.database, HANDWERK)
    stop = Once()
    indexer.run(stop)
    assert (waiting(indexer.database), shelf.documents) == ([], documents(indexer.database))
    assert stop.asked is not None
    assert stop.asked < 2


def test_a_full_disk_leaves_the_changes_where_they_are_until_there_is_room(
    indexer: Indexer, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    said = shown(indexer.database, HANDWERK)
    before, shelf.trouble = shelf.documents, OSError("no space left on device: Handwerk")
    assert not indexer.run_once()
    assert (shelf.documents, waiting(indexer.database)) == (before, [key_of(said)])
    # It is found all the same.
    assert search_record(indexer.database, indexer.search, typed="Handwerk").total == 1
    [record] = caplog.records
    assert (record.message, record.__dict__["error"]) == ("index_not_written", "OSError")
    assert "Handwerk" not in str(record.__dict__)
    shelf.trouble = None
    assert indexer.run_once()
    assert (shelf.documents, waiting(indexer.database)) == (documents(indexer.database), [])


def test_after_trouble_it_waits_longer(indexer: Indexer, shelf: Shelf) -> None:
    shown(indexer.database, HANDWERK)
    well, badly = Once(), Once()
    shelf.trouble = OSError()
    indexer.run(badly)
    shelf.trouble = None
    indexer.run(well)
    assert (well.asked or 0) < (badly.asked or 0)


def test_a_broken_index_is_made_anew(indexer: Indexer, shelf: Shelf) -> None:
    shown(indexer.database, HANDWERK)
    shelf.documents = None
    assert indexer.run_once()
    assert shelf.documents == documents(indexer.database)
    assert waiting(indexer.database) == []


def test_whatever_goes_wrong_does_not_end_it(indexer: Indexer, shelf: Shelf) -> None:
    shown(indexer.database, HANDWERK)
    for trouble in (IndexBroken("again"), ValueError("one document"), MemoryError()):
        shelf.trouble = trouble
        assert not indexer.run_once()
    shelf.trouble = None
    assert indexer.run_once()
