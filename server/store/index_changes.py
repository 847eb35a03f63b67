"""Changes that the index does not hold yet: written in the transaction of what changed, gone when it does."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, delete, insert, select

from server.store.pieces import pieces
from server.store.schema import index_changes

# Kind, id and edition of a document of the index; a concept's and a source's edition is "".
Key = tuple[str, str, str]
_COLUMNS: Final = [
    index_changes.c.id,
    index_changes.c.kind,
    index_changes.c.document,
    index_changes.c.edition,
]


class Waiting(NamedTuple):
    """A document that may have changed, appeared or gone; the last of its numbers stands for its last change."""

    number: int
    key: Key


def note_change(connection: Connection, key: Key, *, at: datetime) -> None:
    """The document with this key is to be made again from the database; `at` is UTC."""
    note_changes(connection, [key], at=at)


def note_changes(connection: Connection, keys: Iterable[Key], *, at: datetime) -> None:
    """As note_change, for many; each once."""
    rows = [
        {"kind": kind, "document": document, "edition": edition, "at": at}
        for kind, document, edition in dict.fromkeys(keys)
    ]
    if rows:
        connection.execute(insert(index_changes), rows)


def pending(connection: Connection, limit: int) -> list[Waiting]:
    """The changes that wait longest, at most so many: one query."""
    rows = connection.execute(select(*_COLUMNS).order_by(index_changes.c.id).limit(limit))
    return [_waiting(row) for row in rows]


def latest(connection: Connection, limit: int, *, first: str) -> list[Waiting]:
    """The newest changes, those of one kind before all others, at most so many: one query; the oldest stands first."""
    is_other = index_changes.c.kind != first
    rows = connection.execute(select(*_COLUMNS).order_by(is_other, index_changes.c.id.desc()).limit(limit))
    return sorted(map(_waiting, rows))


def pending_numbers(connection: Connection) -> list[int]:
    """The numbers of all changes that wait.

    Numbers and not the highest one: PostgreSQL may commit a lower number later.
    """
    return list(connection.execute(select(index_changes.c.id)).scalars())


def forget(connection: Connection, numbers: Sequence[int]) -> None:
    """The index holds these changes now; needs a connection from `write()`."""
    for piece in pieces(numbers):
        connection.execute(delete(index_changes).where(index_changes.c.id.in_(piece)))


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(row.id, (row.kind, row.document, row.edition))
