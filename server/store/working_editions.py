"""The working edition: the one that is open for change, and those that were published."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from server.domain.editions import EditionStatus
from server.domain.working_editions import WorkingEdition
from server.store.schema import working_editions
from server.store.upserts import insert_into

_OPEN = select(working_editions).where(working_editions.c.open == 1)


class AnotherOpen(Exception):
    """There is a working edition already, or was one with this key."""


def open_working_edition(connection: Connection, *, alone: bool = False) -> WorkingEdition | None:
    """The working edition; None where nobody has begun one. `alone` keeps it from every other writer."""
    row = connection.execute(_OPEN.with_for_update() if alone else _OPEN).one_or_none()
    return None if row is None else _working(row)


def working_edition(connection: Connection, key: str) -> WorkingEdition | None:
    """A working edition as it is, or as it was when it was published; None for another key."""
    row = connection.execute(select(working_editions).where(working_editions.c.key == key)).one_or_none()
    return None if row is None else _working(row)


def add_working_edition(connection: Connection, working: WorkingEdition, *, at: datetime) -> None:
    """Keep a new one, open for change. Raises AnotherOpen."""
    statement = insert_into(connection, working_editions).on_conflict_do_nothing()
    values = {"key": working.key, "predecessor": working.predecessor, **_changeable(working)}
    added = connection.execute(
        statement.values(**values, revision=working.revision, begun=at, open=1).returning(
            working_editions.c.key
        )
    )
    if added.scalar_one_or_none() is None:
        raise AnotherOpen(working.key)


def save_working_edition(connection: Connection, working: WorkingEdition, *, base: int) -> bool:
    """Keep the changed edition; false, and nothing kept, when `base` is no longer its revision."""
    kept = connection.execute(
        update(working_editions)
        .where(
            working_editions.c.key == working.key,
            working_editions.c.open == 1,
            working_editions.c.revision == base,
        )
        .values(**_changeable(working), revision=base + 1)
    )
    return kept.rowcount == 1


def close_working_edition(connection: Connection, key: str, *, at: datetime) -> bool:
    """It was published at this moment and is not open any more; false when somebody else was first."""
    closed = connection.execute(
        update(working_editions)
        .where(working_editions.c.key == key, working_editions.c.open == 1)
        .values(open=None, published=at)
    )
    return closed.rowcount == 1


def _changeable(working: WorkingEdition) -> dict[str, Any]:
    return {
        "labels": working.labels,
        "date": working.date,
        "status": working.status,
        "change_notes": working.change_notes,
        "structure": working.structure,
    }


def _working(row: Row[Any]) -> WorkingEdition:
    return WorkingEdition(
        key=row.key,
        predecessor=row.predecessor,
        labels=row.labels,
        date=row.date,
        status=EditionStatus(row.status),
        change_notes=row.change_notes,
        structure=row.structure,
        revision=row.revision,
    )
