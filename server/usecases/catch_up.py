"""Catch up before a search: answer with the changes that the index does not hold yet."""

from itertools import count
from typing import Final, NamedTuple

from server.search.documents import DocumentKey, Kind
from server.store import index_changes
from server.store.database import Connection, Database
from server.store.index_changes import Waiting
from server.usecases.index_documents import documents_of
from server.usecases.search_room import SearchRoom

# More changes than these wait for the indexer; holding them costs memory and time in every process. The newest
# comments go first: however much was published meanwhile, what was just taken out is in no count and suggestion.
MAX_HELD: Final = 200


# Every search of this process in the order in which they began; drawing a number is one step for all threads.
_TURNS: Final = count(1)


class Marker(NamedTuple):
    """When a search began: its turn, and the database's change marker, None where that is not worth asking."""

    turn: int
    number: int | None


def marker_of(database: Database) -> Marker:
    """To be asked before reading; the change marker only where it costs less than reading the changes."""
    turn = next(_TURNS)
    return Marker(turn, database.change_marker() if database.marker_is_instant else None)


def catch_up(connection: Connection, room: SearchRoom, *, marker: Marker) -> None:
    """Have the engine answer with what changed and is not committed yet, read with this connection.

    `marker` is from before the connection was opened: where its number is as last time, nothing is read; nor
    where a search that began later has read already, as this connection may see less. What a commit made known
    meanwhile stands in the index: an indexer forgets changes after it has committed them. Raises
    search.engine.IndexBroken.
    """
    with room.catching_up:
        held = room.held
        if marker.turn < held.turn:
            return
        if marker.number is None or marker.number != held.marker:
            _hold(connection, room)
        held.turn, held.marker = marker.turn, marker.number


def _hold(connection: Connection, room: SearchRoom) -> None:
    held = room.held
    numbers = numbered(index_changes.latest(connection, MAX_HELD, first=Kind.COMMENT))
    if numbers != held.numbers:
        before = held.numbers or {}
        new = [key for key, each in numbers.items() if before.get(key) != each]
        made = documents_of(connection, new, room.glossary(connection)) if new else {}
        documents = {key: made[key] if key in made else held.documents[key] for key in numbers}
        room.engine.hold(documents)
        held.numbers, held.documents = numbers, documents


def numbered(waiting: list[Waiting]) -> dict[DocumentKey, tuple[int, ...]]:
    """The numbers of all changes of each document: PostgreSQL may commit a lower one later."""
    found: dict[DocumentKey, tuple[int, ...]] = {}
    for number, key in waiting:
        made = DocumentKey(Kind(key[0]), *key[1:])
        found[made] = (*found.get(made, ()), number)
    return found
