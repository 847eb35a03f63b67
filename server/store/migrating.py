"""Bringing a database up to the newest migration, and telling whether it is there."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

_MIGRATIONS = Path(__file__).parent / "migrations"


def newest_migration() -> str:
    """The name of the last step under migrations/versions (a file's name is its migration's name)."""
    return max(path.stem for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))


def last_migration(connection: Connection) -> str | None:
    """The step that this database has reached; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    name: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return name


def run_migrations(connection: Connection) -> None:
    """Take every step that is still missing, in the transaction of the caller.

    Raises alembic.util.CommandError when the database was migrated by newer code than this.
    """
    # Alembic takes a quarter of a second to import and is needed once in the life of a database.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    # Percent signs are doubled because Alembic reads its options as configparser values.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
