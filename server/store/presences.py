"""Presences: which editor had which section of the working edition open last; a hint, never a lock."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from server.store.schema import accounts, presences
from server.store.upserts import insert_into


def note_presence(connection: Connection, edition: str, section: str, account: int, *, at: datetime) -> None:
    """Keep that somebody is in a section now."""
    statement = insert_into(connection, presences).values(
        account=account, edition=edition, section=section, at=at
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["account", "edition", "section"], set_={"at": statement.excluded["at"]}
        )
    )


def forget_presences(connection: Connection, *, before: datetime) -> None:
    """Forget where people were before a moment."""
    connection.execute(delete(presences).where(presences.c.at < before))


def present_since(connection: Connection, edition: str, since: datetime) -> dict[str, dict[int, str]]:
    """The names of those who were there since a moment, by section and account, in order of the name: one query."""
    rows = connection.execute(
        select(presences.c.section, accounts.c.id, accounts.c.name)
        .join(accounts, accounts.c.id == presences.c.account)
        .where(presences.c.edition == edition, presences.c.at >= since, accounts.c.closed.is_(None))
        .order_by(accounts.c.name, accounts.c.id)
    )
    found: dict[str, dict[int, str]] = {}
    for row in rows:
        found.setdefault(row.section, {})[row.id] = row.name
    return found
