"""Rates are counted per limit, key and window, and go with their day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from server.store.database import Database
from server.store.rates import begin_day, count_one, salt_of_day
from server.store.schema import rates, salts
from tests.store.worlds import LATER, NOON

TODAY, TOMORROW = "2021-10-01", "2021-10-02"


def count(database: Database, limit: str = "submit", key: str = "k") -> int:
    """Count once more."""
    with database.write() as connection:
        return count_one(connection, limit, key, begins=NOON, expires=LATER)


def test_each_limit_key_and_window_is_counted_apart(database: Database) -> None:
    assert [count(database) for _ in range(3)] == [1, 2, 3]
    assert count(database, limit="draft") == count(database, key="other") == 1
    with database.write() as connection:
        later = LATER + timedelta(hours=1)
        assert count_one(connection, "submit", "k", begins=LATER, expires=later) == 1


def test_counts_at_once_are_all_counted(database: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        counted = list(threads.map(lambda _: count(database), range(40)))
    assert sorted(counted) == list(range(1, 41))


def test_a_day_has_one_salt_whoever_begins_it(database: Database) -> None:
    with database.write() as connection:
        assert salt_of_day(connection, TODAY) is None
        assert begin_day(connection, TODAY, "first", at=NOON) == "first"
        assert begin_day(connection, TODAY, "second", at=NOON) == "first"
        assert salt_of_day(connection, TODAY) == "first"


def test_several_who_begin_a_day_at_once_use_one_salt(database: Database) -> None:
    def begin(number: int) -> str:
        with database.write() as connection:
            return begin_day(connection, TODAY, f"salt {number}", at=NOON)

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(begin, range(8)))) == 1


def test_the_day_before_goes_with_its_salt_and_its_counts(database: Database) -> None:
    with database.write() as connection:
        begin_day(connection, TODAY, "old", at=NOON)
    count(database)
    with database.write() as connection:
        begin_day(connection, TOMORROW, "new", at=NOON + timedelta(hours=12))
        assert connection.execute(select(salts.c.salt)).scalars().all() == ["new"]
        assert connection.execute(select(rates.c.key)).all() == []
