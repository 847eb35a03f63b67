"""The change marker tells whether anybody has committed since last time."""

from sqlalchemy import select

from server.store.database import Database
from server.store.schema import stamps
from server.store.stamps import bump
from tests.store import other_process


def test_a_write_of_this_process_changes_it(database: Database) -> None:
    before = database.change_marker()
    with database.write() as connection:
        bump(connection, "2021", "1-1")
    assert database.change_marker() != before


def test_a_write_of_another_process_changes_it(database: Database, database_url: str) -> None:
    before = database.change_marker()
    with other_process.start("write_once", database_url) as other:
        other.communicate()
    assert database.change_marker() != before


def test_reading_does_not_change_it(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    before = database.change_marker()
    with database.read() as connection:
        connection.execute(select(stamps)).all()
    assert database.change_marker() == before
    database.close()


def test_a_write_is_noticed_when_it_is_committed_and_not_before(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    before = database.change_marker()
    with database.write() as connection:
        bump(connection, "2021", "1-1")
        assert database.change_marker() == before
    assert database.change_marker() != before
    database.close()


def test_an_older_write_that_is_committed_after_a_newer_one_changes_it_too(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as older:
        bump(older, "2021", "1-1")
        with database.write() as newer:
            bump(newer, "2021", "1-2")
        between = database.change_marker()
    assert database.change_marker() != between
    database.close()
