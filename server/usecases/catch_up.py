"""Catch up before a search: answer with the changes that the index does not hold yet."""

from typing import Final

from server.search.documents import DocumentKey, Kind
from server.store import index_changes
from server.store.database import Connection, Database
from server.store.index_changes import Waiting
from server.usecases.index_documents import documents_of
from server.usecases.search_room import SearchRoom

# More changes than these wait for the indexer; holding them costs memory and time in every process.
MAX_HELD: Final = 200


def marker_of(database: Database) -> int | None:
    """The database's change marker, where it costs less than reading the changes; to be asked before reading."""
    return database.change_marker() if database.marker_is_instant else None


def catch_up(connection: Connection, room: SearchRoom, *, marker: int | None) -> None:
    """Have the engine answer with what changed and is not committed yet, read with this connection.

    `marker` is from before the connection was opened: where it is as last time, nothing is read. What a
    commit made known meanwhile stands in the index: an indexer forgets changes after it has committed
    them. Raises search.engine.IndexBroken.
    """
    held = room.held
    if marker is not None and marker == held.marker:
        return
    numbers = numbered(index_changes.pending(connection, MAX_HELD))
    if numbers != held.numbers:
        before = held.numbers or {}
        new = [key for key, number in numbers.items() if before.get(key) != number]
        made = documents_of(connection, new, room.glossary(connection)) if new else {}
        documents = {key: made[key] if key in made else held.documents[key] for key in numbers}
        room.engine.hold(documents)
        held.numbers, held.documents = numbers, documents
    held.marker = marker


def numbered(waiting: list[Waiting]) -> dict[DocumentKey, int]:
    """The number of the last change of each document."""
    return {DocumentKey(Kind(each.key[0]), *each.key[1:]): each.number for each in waiting}
