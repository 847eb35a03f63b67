"""The migrations lead to exactly the tables of the schema."""

import re
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

import server.store
from server.store.database import Database
from server.store.migrating import newest_migration
from server.store.schema import metadata
from server.store.stamps import bump, stamp
from tests.store import other_process


def test_the_migrated_tables_are_those_of_the_schema(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrated_tables_have_the_checks_and_options_of_the_schema_too(sqlite_url: str) -> None:
    def definitions(connection: Connection) -> dict[str, list[str]]:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        return {
            row.name: sorted(_parts(row.sql))
            for row in rows
            if row.name not in ("alembic_version", "sqlite_sequence")
        }

    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        expected = definitions(connection)
    engine.dispose()
    database = Database(sqlite_url)
    with database.read() as connection:
        assert definitions(connection) == expected
    database.close()


def _parts(definition: str) -> list[str]:
    """The columns and constraints of a table: SQLite writes an added column behind them, on the last line."""
    flat = " ".join(definition.replace('"', "").split())
    columns = flat.partition("(")[2].removesuffix(")")
    return [part.strip() for part in re.split(r",\s*(?![^()]*\))", columns)]


def test_the_newest_migration_is_the_one_that_alembic_ends_with() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(server.store.__path__[0]) / "migrations"))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [newest_migration()]


def test_migrating_again_keeps_what_is_there(database: Database) -> None:
    with database.write() as connection:
        bump(connection, "2021", "1-1")
    database.migrate()
    with database.read() as connection:
        assert stamp(connection, "2021", "1-1") == 1


def test_migrating_again_does_not_need_alembic(database_url: str) -> None:
    with other_process.start("migrate", database_url) as other:
        spoken, _ = other.communicate("go\n")
    assert spoken == "ready\nno alembic\n"


def test_several_processes_may_create_the_database_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/store.db"
    others = [other_process.start("migrate", url) for _ in range(4)]
    for other in others:
        assert other.stdout is not None
        other.stdout.readline()
    # All are ready before the first may begin.
    for other in others:
        assert other.stdin is not None
        other.stdin.write("go\n")
        other.stdin.flush()
    assert [other.communicate() and other.returncode for other in others] == [0, 0, 0, 0]
    database = Database(url)
    assert database.is_ready()
    database.close()
