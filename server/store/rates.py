"""Rates: how often something was done in a window of time, under keys that nobody can read back."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from server.store.schema import rates, salts
from server.store.upserts import insert_into


def salt_of_day(connection: Connection, day: str) -> str | None:
    """The salt of this day (UTC, as 2021-10-01), if the day has begun here."""
    return connection.execute(select(salts.c.salt).where(salts.c.day == day)).scalar_one_or_none()


def begin_day(connection: Connection, day: str, salt: str, *, at: datetime) -> str:
    """Throw away the other days' salts and all that has expired; returns this day's salt, the first one given."""
    connection.execute(delete(salts).where(salts.c.day != day))
    connection.execute(delete(rates).where(rates.c.expires <= at))
    connection.execute(insert_into(connection, salts).values(day=day, salt=salt).on_conflict_do_nothing())
    return str(connection.execute(select(salts.c.salt).where(salts.c.day == day)).scalar_one())


def count_one(connection: Connection, limit: str, key: str, *, begins: datetime, expires: datetime) -> int:
    """Count once more under this key in the window that `begins`; returns how often it is now."""
    statement = insert_into(connection, rates).values(
        limit=limit, key=key, begins=begins, count=1, expires=expires
    )
    [count] = connection.execute(
        statement.on_conflict_do_update(
            index_elements=["limit", "key", "begins"], set_={"count": rates.c["count"] + 1}
        ).returning(rates.c["count"])
    ).one()
    return int(count)
