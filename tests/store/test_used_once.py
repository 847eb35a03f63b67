"""What may be used once is used once, and forgotten when it has expired."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from server.store.database import Database
from server.store.schema import used_once
from server.store.used_once import use_once
from tests.store.worlds import LATER, NOON


def test_the_second_use_is_told(database: Database) -> None:
    with database.write() as connection:
        assert use_once(connection, "signature", expires=LATER, at=NOON)
        assert not use_once(connection, "signature", expires=LATER, at=NOON)
        assert use_once(connection, "another", expires=LATER, at=NOON)


def test_of_many_at_once_one_is_the_first(database: Database) -> None:
    def use(_: int) -> bool:
        with database.write() as connection:
            return use_once(connection, "signature", expires=LATER, at=NOON)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(use, range(40))).count(True) == 1


def test_what_has_expired_is_forgotten_and_nothing_is_kept_as_it_was(database: Database) -> None:
    with database.write() as connection:
        use_once(connection, "old", expires=NOON, at=NOON)
        use_once(connection, "new", expires=LATER, at=NOON)
        [kept] = connection.execute(select(used_once.c.hash, used_once.c.expires)).all()
    assert kept.expires == LATER
    assert "new" not in kept.hash
