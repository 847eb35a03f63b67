"""Catching up: what changed is found at once in every process, for the price of one small query when nothing did."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.search.documents import DocumentKey, Kind
from server.store import index_changes
from server.store.database import Database
from server.store.index_changes import Waiting
from server.text.languages import Language
from server.usecases.catch_up import MAX_HELD, catch_up, marker_of, numbered
from server.usecases.index_record import index_waiting, rebuild_index
from server.usecases.note_change import note_comment
from server.usecases.search_record import search_record
from server.usecases.search_room import SearchRoom
from tests.indexing import key_of
from tests.saying import kept, moved, shown
from tests.search.memory_engine import MemoryEngine, Shelf
from tests.worlds import NOON, comment, load, record, statements

HANDWERK = comment(1, "Das Handwerk fehlt.")


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


def found(database: Database, room: SearchRoom, typed: str) -> list[str]:
    """The ids of the hits."""
    return [each.hit.id for each in search_record(database, room, typed=typed).found]


def test_what_is_shown_is_found_at_once_in_every_process(
    loaded: Database, room: SearchRoom, shelf: Shelf
) -> None:
    other, commits = SearchRoom(MemoryEngine(shelf)), shelf.commits
    said = shown(loaded, HANDWERK)
    assert [found(loaded, each, "Handwerk") for each in (room, other)] == [[said.id]] * 2
    moved(loaded, said, ModerationState.DECLINED)
    assert [found(loaded, each, "Handwerk") for each in (room, other)] == [[]] * 2
    assert search_record(loaded, room, typed="Handwerk").total == 0
    assert shelf.commits == commits


def test_once_it_is_committed_it_is_held_no_more(loaded: Database, room: SearchRoom, shelf: Shelf) -> None:
    said = shown(loaded, HANDWERK)
    assert found(loaded, room, "Handwerk") == [said.id]
    index_waiting(loaded, SearchRoom(MemoryEngine(shelf)))
    assert found(loaded, room, "Handwerk") == [said.id]
    assert isinstance(room.engine, MemoryEngine)
    assert room.engine.held == {}


def test_a_comment_that_was_declined_while_the_index_still_has_it_is_nowhere(
    loaded: Database, room: SearchRoom
) -> None:
    said = shown(loaded, HANDWERK)
    index_waiting(loaded, room)
    moved(loaded, said, ModerationState.DECLINED)
    result = search_record(loaded, room, typed="Handwerk", with_counts=True)
    assert (result.total, result.found) == (0, ())
    assert not any(result.counts.values())


def test_nothing_new_costs_one_small_query_or_none(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path)
    room = SearchRoom(MemoryEngine())
    rebuild_index(database, room)

    def cost() -> int:
        marker = marker_of(database)
        with database.read() as connection, statements() as sent:
            catch_up(connection, room, marker=marker)
        return len(sent)

    cost()
    assert cost() == (0 if database.marker_is_instant else 1)
    shown(database, HANDWERK)
    assert cost() > 1
    # Held already: nothing is made again.
    assert cost() <= 1


def test_what_is_held_already_is_not_made_again(loaded: Database, room: SearchRoom) -> None:
    first = shown(loaded, HANDWERK)
    found(loaded, room, "Handwerk")
    before = room.held.documents[key_of(first)]
    second = shown(loaded, comment(2, "Das Handwerk auch hier."))
    found(loaded, room, "Handwerk")
    assert room.held.documents[key_of(first)] is before
    assert list(room.held.documents) == [key_of(first), key_of(second)]


def test_a_second_change_of_the_same_comment_is_seen(loaded: Database, room: SearchRoom) -> None:
    said = shown(loaded, HANDWERK)
    assert found(loaded, room, "Handwerk") == [said.id]
    declined = moved(loaded, said, ModerationState.DECLINED)
    assert found(loaded, room, "Handwerk") == []
    moved(loaded, declined, ModerationState.SHOWN)
    assert found(loaded, room, "Handwerk") == [said.id]


def test_a_search_that_began_before_a_withdrawal_does_not_hold_the_comment_again(
    loaded: Database, room: SearchRoom
) -> None:
    said = shown(loaded, HANDWERK)
    early = marker_of(loaded)
    with loaded.read() as connection:
        assert len(index_changes.pending(connection, 10)) == 1
        moved(loaded, said, ModerationState.WITHDRAWN)
        assert found(loaded, room, "Handwerk") == []
        catch_up(connection, room, marker=early)
    assert room.held.documents == {key_of(said): None}


def test_searches_of_several_threads_find_what_comes_and_goes(
    loaded: Database, room: SearchRoom, shelf: Shelf
) -> None:
    other = SearchRoom(MemoryEngine(shelf))

    def seek(_: int) -> list[str]:
        return found(loaded, room, "Handwerk")

    with ThreadPoolExecutor(4) as threads:
        for number in range(1, 8):
            said = shown(loaded, comment(number, "Das Handwerk fehlt."))
            assert all(said.id in each for each in threads.map(seek, range(4)))
            searches = threads.map(seek, range(4))
            index_waiting(loaded, other)
            assert all(said.id in each for each in searches)


def test_a_change_is_seen_although_a_later_one_was_committed_first() -> None:
    key = key_of(HANDWERK)
    assert numbered([Waiting(7, key)]) != numbered([Waiting(5, key), Waiting(7, key)])


def test_of_very_many_changes_the_rest_waits_for_the_indexer(database: Database, tmp_path: Path) -> None:
    said = [comment(number, f"Wort{number:04}") for number in range(1, MAX_HELD + 12)]
    load(database, tmp_path, record(comments=said))
    room = SearchRoom(MemoryEngine())
    room.engine.rebuild([])
    note(database, *said)
    assert found(database, room, "Wort0211") == [said[-1].id]
    assert found(database, room, "Wort0001") == []
    assert index_waiting(database, room) == MAX_HELD + 11
    assert found(database, room, "Wort0001") == [said[0].id]


def test_a_comment_taken_out_counts_nowhere_however_much_was_published(
    loaded: Database, room: SearchRoom
) -> None:
    said = shown(loaded, HANDWERK)
    index_waiting(loaded, room)
    moved(loaded, said, ModerationState.WITHDRAWN)
    with loaded.write() as connection:
        keys = [DocumentKey(Kind.PARAGRAPH, f"p-{number:05}", "2021") for number in range(MAX_HELD + 1)]
        index_changes.note_changes(connection, keys, at=NOON)
    result = search_record(loaded, room, typed="Handwerk", with_counts=True)
    assert (result.total, room.engine.holds(Language.DE, ["handwerk"])) == (0, frozenset())


def note(database: Database, *said: Comment) -> None:
    """Say that comments changed."""
    with database.write() as connection:
        for each in said:
            note_comment(connection, each, at=NOON)


def test_what_is_noted_and_not_there_is_taken_out(loaded: Database, room: SearchRoom) -> None:
    note(loaded, replace(HANDWERK, id="c-zzzzzzzz"))
    assert found(loaded, room, "Handwerk") == []
    assert index_waiting(loaded, room) == 1


def test_a_comment_that_waits_for_a_moderator_is_not_found_when_it_is_noted(
    loaded: Database, room: SearchRoom
) -> None:
    note(loaded, kept(loaded, HANDWERK))
    assert found(loaded, room, "Handwerk") == []
    index_waiting(loaded, room)
    assert found(loaded, room, "Handwerk") == []
    with loaded.read() as connection:
        assert index_changes.pending(connection, 10) == []
