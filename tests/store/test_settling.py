"""What was deleted leaves no bytes behind, and what was undone never was."""

from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select

from server.store.database import Database, undo
from server.store.schema import salts

WORD = "Kanariegelb" * 500


def keep(database: Database) -> None:
    """Keep a long word."""
    with database.write() as connection:
        connection.execute(insert(salts).values(day="2021-10-01", salt=WORD))


def kept(database: Database) -> list[str]:
    """What is kept."""
    with database.read() as connection:
        return list(connection.execute(select(salts.c.salt)).scalars())


def files_with_it(folder: Path) -> list[str]:
    """The files of the database that hold the word."""
    return [path.name for path in folder.glob("store.db*") if b"Kanariegelb" in path.read_bytes()]


def test_what_is_undone_never_was(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(salts).values(day="2021-10-01", salt=WORD))
        undo(connection)
    assert kept(database) == []
    keep(database)
    assert kept(database) == [WORD]


def test_after_settling_nothing_is_left_of_what_was_deleted(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    keep(database)
    with database.write() as connection:
        connection.execute(delete(salts))
    # The log of recent writes still tells of it.
    assert files_with_it(tmp_path) != []
    assert database.settle()
    assert files_with_it(tmp_path) == []
    database.close()


def test_while_somebody_reads_an_older_state_settling_says_that_it_is_not_done(sqlite_url: str) -> None:
    database, reader = Database(sqlite_url, wait_seconds=0.1), Database(sqlite_url)
    keep(database)
    with reader.read() as connection:
        assert connection.execute(select(salts.c.day)).scalars().all() == ["2021-10-01"]
        with database.write() as writing:
            writing.execute(delete(salts))
        assert not database.settle()
    assert database.settle()
    for opened in (database, reader):
        opened.close()


@pytest.mark.parametrize("times", [1, 2])
def test_settling_when_there_is_nothing_to_do_does_nothing(database: Database, times: int) -> None:
    assert [database.settle() for _ in range(times)] == [True] * times
    assert kept(database) == []
