"""The door to the database: transactions, and what happens when it cannot be reached."""

from pathlib import Path

import pytest
from sqlalchemy import Insert, delete, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from server.store.database import Database, StoreFull, StoreUnavailable
from server.store.schema import documents, submission_emails
from server.store.stamps import bump, stamp
from tests.postgres_cluster import Cluster

OF_NOBODY = {
    "submission": "s-nobody",
    "email": "jan@example.nl",
    "mail_replies": False,
    "mail_dispositions": False,
}


def test_a_write_that_raises_leaves_nothing_behind(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as connection:
            bump(connection, "2021", "1-1")
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    with database.read() as connection:
        assert stamp(connection, "2021", "1-1") == 0


def test_a_reader_keeps_seeing_the_moment_it_began(database: Database) -> None:
    with database.read() as reader:
        assert stamp(reader, "2021", "1-1") == 0
        with database.write() as writer:
            bump(writer, "2021", "1-1")
        assert stamp(reader, "2021", "1-1") == 0
    with database.read() as reader:
        assert stamp(reader, "2021", "1-1") == 1


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StoreUnavailable, match=r"read-?only"), database.read() as connection:
        bump(connection, "2021", "1-1")


def test_a_broken_constraint_is_not_mistaken_for_an_unreachable_database(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(submission_emails).values(OF_NOBODY))


def test_a_wrong_statement_is_not_mistaken_for_an_unreachable_database(database: Database) -> None:
    with pytest.raises(DBAPIError), database.read() as connection:
        connection.execute(text("SELECT * FROM no_such_table"))


def test_an_error_does_not_tell_what_was_being_written(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.write() as connection:
        connection.execute(insert(submission_emails).values(OF_NOBODY))
    assert "jan@example.nl" not in str(caught.value)


def test_a_second_write_in_this_process_waits_its_turn_and_gives_up_in_time(sqlite_url: str) -> None:
    patient, impatient = Database(sqlite_url), Database(sqlite_url, wait_seconds=0)
    with patient.write(), pytest.raises(StoreUnavailable), impatient.write():
        pass
    with impatient.write() as connection:
        bump(connection, "2021", "1-1")
    patient.close()
    impatient.close()


def test_what_was_deleted_is_not_left_in_the_file(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    document = {"key": "k", "titles": {}, "subtitles": {}, "publisher": "jan@example.nl", "licence": ""}
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    for change in (insert(documents).values(document), delete(documents)):
        with database.write() as connection:
            connection.execute(change)
        # The log of writes is part of the file once the last connection is closed.
        database.close()
        assert (b"jan@example.nl" in file.read_bytes()) is isinstance(change, Insert)


def test_a_full_disk_is_told_apart_and_what_was_there_stays(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    document = {"key": "masterstrategy", "titles": {}, "subtitles": {}, "publisher": "", "licence": ""}
    with database.write() as connection:
        connection.execute(insert(documents).values(document))
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreFull), database.write() as connection:
        connection.execute(insert(documents).values({**document, "key": "large", "licence": "x" * 100_000}))
    with database.write() as connection:
        assert connection.execute(select(documents.c.key)).scalars().all() == ["masterstrategy"]
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        connection.execute(insert(documents).values({**document, "key": "large", "licence": "x" * 100_000}))
    database.close()


def test_a_full_disk_of_postgresql_is_told_apart(postgres_url: str) -> None:
    database = Database(postgres_url)
    raised = text("DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$")
    with pytest.raises(StoreFull), database.write() as connection:
        connection.execute(raised)
    database.close()


def test_a_file_that_cannot_be_opened_is_unavailable(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/missing/store.db")
    with pytest.raises(StoreUnavailable), database.read():
        pass
    with pytest.raises(StoreUnavailable):
        database.change_marker()
    assert not database.is_ready()


def test_a_folder_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable):
        Database(f"sqlite:///{tmp_path}/file/store.db").migrate()


def test_nobody_but_the_owner_may_read_a_new_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/data/store.db")
    database.migrate()
    with database.write() as connection:
        bump(connection, "2021", "1-1")
        files = sorted((tmp_path / "data").iterdir())
        assert {file.name: file.stat().st_mode & 0o777 for file in files} == {
            "store.db": 0o600,
            "store.db-shm": 0o600,
            "store.db-wal": 0o600,
        }
    database.close()


def test_a_server_that_does_not_listen_is_unavailable(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    database = Database(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}")
    with pytest.raises(StoreUnavailable), database.write():
        pass
    with pytest.raises(StoreUnavailable):
        database.change_marker()
    assert not database.is_ready()


def test_ended_connections_are_replaced_without_a_word(postgres_url: str) -> None:
    database, other = Database(postgres_url), Database(postgres_url)
    with database.read() as connection:
        backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with other.read() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})
    with database.read() as connection:
        assert stamp(connection, "2021", "1-1") == 0
    database.close()
    other.close()


def test_a_connection_that_ends_during_a_write_is_unavailable_and_nothing_is_half_written(
    postgres_url: str,
) -> None:
    database, other = Database(postgres_url), Database(postgres_url)

    def write_and_lose_the_connection() -> None:
        with database.write() as connection:
            bump(connection, "2021", "1-1")
            backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with other.read() as second:
                second.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})

    with pytest.raises(StoreUnavailable):
        write_and_lose_the_connection()
    with database.read() as connection:
        assert stamp(connection, "2021", "1-1") == 0
    database.close()
    other.close()


def test_a_statement_of_postgresql_may_take_five_seconds(postgres_url: str) -> None:
    database = Database(postgres_url)
    for connect in (database.read, database.write):
        with connect() as connection:
            assert connection.execute(text("SHOW statement_timeout")).scalar_one() == "5s"
    database.close()


def test_sqlite_keeps_what_it_acknowledged_and_watches_references(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.write() as connection:
        found = {
            pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    database.close()


def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        Database("sqlite://")


def test_a_database_without_tables_is_not_ready(tmp_path: Path, postgres: Cluster) -> None:
    database = Database(postgres.url("postgres"))
    assert not database.is_ready()
    database.close()
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    assert not empty.is_ready()
    empty.close()


def test_a_migrated_database_is_ready(database: Database) -> None:
    assert database.is_ready()
