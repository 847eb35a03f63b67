"""Keeping the index: built from the database, kept in step in batches, mended, and held against the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.moderation import ModerationState
from server.search.documents import DocumentKey, SearchDocument
from server.search.engine import IndexBroken
from server.store.database import Database
from server.store.schema import jobs
from server.usecases.check_index import check_index, ensure_index
from server.usecases.index_record import (
    ask_to_mend_index,
    index_waiting,
    mend_index,
    rebuild_index,
    tidy_index,
)
from server.usecases.search_room import SearchRoom
from tests.indexing import documents, key_of, waiting
from tests.saying import moved, shown
from tests.search.memory_engine import MAX_SEGMENTS, MemoryEngine, Shelf
from tests.worlds import NOON, comment


@pytest.fixture
def shelf() -> Shelf:
    """The index on disk, as far as there is a disk."""
    return Shelf()


@pytest.fixture
def room(loaded: Database, shelf: Shelf) -> SearchRoom:
    """A process with an index that holds the small world."""
    room = SearchRoom(MemoryEngine(shelf))
    rebuild_index(loaded, room)
    return room


def test_a_rebuilt_index_holds_what_the_database_says_and_nothing_waits(
    loaded: Database, room: SearchRoom, shelf: Shelf
) -> None:
    said = shown(loaded, comment(1))
    rebuild_index(loaded, room)
    assert shelf.documents == documents(loaded)
    assert key_of(said) in documents(loaded)
    assert waiting(loaded) == []


def test_what_changes_during_a_rebuild_waits_on(loaded: Database, shelf: Shelf) -> None:
    class Slow(MemoryEngine):
        def rebuild(self, documents: Iterator[SearchDocument]) -> None:  # type: ignore[override]
            first = next(documents)
            shown(loaded, comment(1))
            super().rebuild([first, *documents])

    rebuild_index(loaded, SearchRoom(Slow(shelf)))
    assert waiting(loaded) == [key_of(comment(1))]
    assert shelf.documents is not None
    assert key_of(comment(1)) not in shelf.documents
    index_waiting(loaded, SearchRoom(MemoryEngine(shelf)))
    assert shelf.documents == documents(loaded)


def test_changes_are_put_in_and_forgotten_only_when_they_are_committed(
    loaded: Database, room: SearchRoom, shelf: Shelf
) -> None:
    said = shown(loaded, comment(1))
    shelf.trouble = OSError("no room")
    with pytest.raises(OSError, match="no room"):
        index_waiting(loaded, room)
    assert waiting(loaded) == [key_of(said)]
    shelf.trouble = None
    assert [index_waiting(loaded, room), index_waiting(loaded, room)] == [1, 0]
    assert (waiting(loaded), shelf.documents) == ([], documents(loaded))
    moved(loaded, said, ModerationState.WITHDRAWN)
    assert index_waiting(loaded, room) == 1
    assert shelf.documents == documents(loaded)


def test_several_changes_of_one_comment_are_one_document(loaded: Database, room: SearchRoom) -> None:
    said = shown(loaded, comment(1))
    declined = moved(loaded, said, ModerationState.DECLINED)
    moved(loaded, declined, ModerationState.SHOWN)
    assert index_waiting(loaded, room) == 3
    assert waiting(loaded) == []


def test_a_worker_that_comes_second_finds_nothing_left_to_put_in(
    loaded: Database, room: SearchRoom, shelf: Shelf
) -> None:
    class Second(MemoryEngine):
        drawn: tuple[DocumentKey, ...] = ()

        def commit(self, documents: Iterator[SearchDocument], removed: Iterator[DocumentKey] = ()) -> None:  # type: ignore[assignment,override]
            # While it waited for its turn to write, the first one was done.
            index_waiting(loaded, room)
            self.drawn = (*(each.key for each in documents), *removed)

    shown(loaded, comment(1))
    second = Second(shelf)
    assert index_waiting(loaded, SearchRoom(second)) == 0
    assert second.drawn == ()


def test_many_small_parts_are_merged(loaded: Database, room: SearchRoom, shelf: Shelf) -> None:
    for number in range(1, MAX_SEGMENTS + 1):
        shown(loaded, comment(number))
        index_waiting(loaded, room)
    assert shelf.segments == 1
    assert shelf.documents == documents(loaded)


def test_tidying_lets_go_of_what_was_removed(loaded: Database, room: SearchRoom) -> None:
    assert not tidy_index(room)
    said = shown(loaded, comment(1))
    index_waiting(loaded, room)
    moved(loaded, said, ModerationState.WITHDRAWN)
    index_waiting(loaded, room)
    assert [tidy_index(room), tidy_index(room)] == [True, False]


def test_a_whole_index_needs_no_mending(loaded: Database) -> None:
    room = SearchRoom(MemoryEngine())
    assert [mend_index(loaded, room), mend_index(loaded, room)] == [True, False]


def test_asking_to_mend_leaves_a_job_that_is_due(loaded: Database) -> None:
    ask_to_mend_index(loaded, at=NOON)
    with loaded.read() as connection:
        rows = connection.execute(select(jobs.c.kind, jobs.c.run_after).order_by(jobs.c.id)).all()
    assert tuple(rows[-1]) == ("mend-index", NOON)


def test_an_index_in_step_is_left_alone(loaded: Database, room: SearchRoom, shelf: Shelf) -> None:
    commits = shelf.commits
    checked = check_index(loaded, room)
    assert (checked.is_in_step, checked.documents) == (True, len(documents(loaded)))
    assert not ensure_index(loaded, room, at=NOON)
    assert shelf.commits == commits


def test_what_waits_is_put_in_before_the_index_is_held_against_the_database(
    loaded: Database, room: SearchRoom
) -> None:
    shown(loaded, comment(1))
    assert check_index(loaded, room).is_in_step
    assert waiting(loaded) == []


@pytest.mark.parametrize("case", ["one is missing", "one too many", "another one"])
def test_an_index_that_differs_is_made_anew(
    loaded: Database, room: SearchRoom, shelf: Shelf, case: str
) -> None:
    assert shelf.documents is not None
    gone = next(iter(shelf.documents))
    if case != "one too many":
        del shelf.documents[gone]
    if case != "one is missing":
        stranger = DocumentKey(gone.kind, "p-zzzzz", gone.edition)
        shelf.documents[stranger] = next(iter(documents(loaded).values()))
    assert not check_index(loaded, room).is_in_step
    assert ensure_index(loaded, room, at=NOON)
    assert shelf.documents == documents(loaded)


def test_an_index_that_is_not_there_is_made(loaded: Database, shelf: Shelf) -> None:
    room = SearchRoom(MemoryEngine(shelf))
    with pytest.raises(IndexBroken):
        check_index(loaded, room)
    assert [ensure_index(loaded, room, at=NOON), ensure_index(loaded, room, at=NOON)] == [True, False]
    assert shelf.documents == documents(loaded)


def test_an_empty_database_has_an_empty_index(database: Database, tmp_path: Path) -> None:
    room = SearchRoom(MemoryEngine())
    assert ensure_index(database, room, at=NOON)
    assert check_index(database, room).is_in_step
