"""PostgreSQL: many processes, many writers."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, create_engine, text

# Milliseconds that one statement may take, and that sent data may stay unanswered before the
# connection counts as lost (a cut cable otherwise hangs for minutes); seconds to connect.
_STATEMENT_TIMEOUT = 5000
_TCP_USER_TIMEOUT = 2000
_CONNECT_TIMEOUT = 2
# Any number will do that nothing else in this database uses as an advisory lock.
_MIGRATION_LOCK = 7_214_401


class PostgresEngines:
    """Connections to one PostgreSQL database through psycopg 3; readers see one moment and cannot write.

    `wait_seconds` is how long a thread waits for a free connection.
    """

    def __init__(self, url: URL, wait_seconds: float) -> None:
        self.writers = create_engine(
            url,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=8,
            pool_timeout=wait_seconds,
            # Parameters hold e-mail addresses, and an error's text may end in a log.
            hide_parameters=True,
            connect_args={
                "connect_timeout": _CONNECT_TIMEOUT,
                "tcp_user_timeout": _TCP_USER_TIMEOUT,
                "options": f"-c statement_timeout={_STATEMENT_TIMEOUT} -c timezone=UTC",
            },
        )
        self.readers = self.writers.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._watchers = self.writers.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def turn_to_write(self) -> Iterator[None]:
        """No line to wait in: the server locks rows."""
        yield

    def make_ready(self) -> None:
        """Nothing to do: an administrator creates the database."""

    def lock_migrations(self, connection: Connection) -> None:
        """Let one process migrate at a time, for as long as it takes; ends with the transaction."""
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})

    def change_marker(self) -> int:
        """A number that differs as soon as anybody has committed a write: one round trip to the server.

        A snapshot names exactly the transactions that are visible, and only writes are numbered.
        https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
        """
        with self._watchers.connect() as connection:
            statement = text("SELECT hashtextextended(pg_current_snapshot()::text, 0)")
            return int(connection.execute(statement).scalar_one())

    def settle(self) -> bool:
        """Nothing to do: the server clears up by itself."""
        return True

    def close(self) -> None:
        """Give back every connection."""
        self.writers.dispose()
