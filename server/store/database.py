"""The door to the database: who may read, who may write, and what happens when it cannot be reached."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, make_url

from server.store.errors import StoreFull, StoreUnavailable, errors_translated
from server.store.migrating import last_migration, newest_migration, run_migrations
from server.store.postgres_engines import PostgresEngines
from server.store.sqlite_engines import SqliteEngines

__all__ = ["Connection", "Database", "StoreFull", "StoreUnavailable", "undo"]


class Database:
    """One database, SQLite (`sqlite:////folder/name.db`) or PostgreSQL (`postgresql+psycopg://...`).

    Every method raises StoreFull or StoreUnavailable where the database has no room or no answer.
    `wait_seconds` bounds the waiting for other writers and for a free connection.
    """

    def __init__(self, url: str, *, wait_seconds: float = 5.0) -> None:
        address = make_url(url)
        self._engines: SqliteEngines | PostgresEngines
        if address.get_backend_name() == "sqlite":
            self._engines = SqliteEngines(address, wait_seconds)
        else:
            self._engines = PostgresEngines(address, wait_seconds)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database and cannot write."""
        with errors_translated(), self._engines.readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection in a transaction: kept when the block ends, undone when it raises.

        Do not nest: a second write in the same thread waits for the first.
        """
        with (
            errors_translated(),
            self._engines.turn_to_write(),
            self._engines.writers.connect() as connection,
            connection.begin(),
        ):
            yield connection

    def migrate(self) -> None:
        """Create or change the tables up to the newest migration; quick when they are there already."""
        with errors_translated():
            self._engines.make_ready()
        if self.is_ready():
            return
        with self.write() as connection:
            self._engines.lock_migrations(connection)
            run_migrations(connection)

    def is_ready(self) -> bool:
        """Whether the database answers and has the tables that this code needs."""
        try:
            with self.read() as connection:
                return last_migration(connection) == newest_migration()
        except (StoreFull, StoreUnavailable):
            return False

    def change_marker(self) -> int:
        """A number that changes whenever anybody, this process included, has committed a write.

        Only equality means anything, and only between two calls on the same Database. On SQLite it
        costs microseconds and may be called from an event loop; on PostgreSQL it is one round trip.
        """
        with errors_translated():
            return self._engines.change_marker()

    @property
    def marker_is_instant(self) -> bool:
        """Whether change_marker waits for nobody, so that an event loop may ask for it."""
        return isinstance(self._engines, SqliteEngines)

    def settle(self) -> bool:
        """Leave no bytes of what was deleted beside the tables; false while somebody reads an older state.

        On SQLite the log of recent writes goes into the file and is cut to nothing. On PostgreSQL this is
        the server's own work (autovacuum), and nothing happens here.
        """
        with errors_translated():
            return self._engines.settle()

    def close(self) -> None:
        """Give back every connection; using the Database again opens new ones."""
        self._engines.close()


def undo(connection: Connection) -> None:
    """Undo all that was done in the transaction of `write`; nothing more can be done in it."""
    connection.rollback()
