"""SQLite: one file, many readers, one writer at a time."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from server.store.errors import StoreUnavailable

# WAL with FULL: an acknowledged commit survives a power cut (NORMAL may roll it back).
# https://www.sqlite.org/pragma.html#pragma_synchronous
# What is deleted is overwritten: words that were taken back, addresses, salts. Not every build does so unasked.
# https://www.sqlite.org/pragma.html#pragma_secure_delete
_PRAGMAS = ("PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON")

_write_locks: dict[Path, threading.Lock] = {}
_write_locks_guard = threading.Lock()


class SqliteEngines:
    """Connections to one SQLite file; readers cannot write, the writer begins with the write lock.

    `wait_seconds` is how long a writer waits for other writers, in this process and in others.
    """

    def __init__(self, url: URL, wait_seconds: float) -> None:
        if not url.database or url.database == ":memory:":
            raise ValueError("the store needs a file: sqlite:////folder/name.db")
        self._file = Path(url.database).resolve()
        self._wait_seconds = wait_seconds
        self._write_lock = _write_lock_of(self._file)
        self._watcher: sqlite3.Connection | None = None
        self._watcher_lock = threading.Lock()
        # Parameters hold e-mail addresses, and an error's text may end in a log.
        self.readers = create_engine(
            url,
            pool_size=8,
            max_overflow=32,
            pool_timeout=wait_seconds,
            connect_args={"timeout": wait_seconds},
            hide_parameters=True,
        )
        self.writers = create_engine(
            url,
            pool_size=1,
            max_overflow=0,
            pool_timeout=wait_seconds,
            connect_args={"timeout": wait_seconds},
            hide_parameters=True,
        )
        # BEGIN IMMEDIATE: a transaction that reads before it writes would otherwise fail, not wait.
        _prepare(self.readers, begin="BEGIN", pragmas=(*_PRAGMAS, "PRAGMA query_only = ON"))
        _prepare(self.writers, begin="BEGIN IMMEDIATE", pragmas=_PRAGMAS)

    @contextmanager
    def turn_to_write(self) -> Iterator[None]:
        """Wait in line behind the other threads: fairer and faster than SQLite's own polling.

        Raises StoreUnavailable when the turn does not come in time.
        """
        if not self._write_lock.acquire(timeout=self._wait_seconds):
            raise StoreUnavailable("other threads keep writing")
        try:
            yield
        finally:
            self._write_lock.release()

    def make_ready(self) -> None:
        """Create the folder and the file where they are missing, and switch the file to WAL.

        Nobody but the owner may read a new file: it will hold e-mail addresses.
        """
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.touch(mode=0o600)
        except OSError as error:
            raise StoreUnavailable(str(error)) from error
        deadline = time.monotonic() + self._wait_seconds
        with closing(sqlite3.connect(self._file, timeout=self._wait_seconds)) as connection:
            while not _switched_to_wal(connection):
                if time.monotonic() > deadline:
                    raise StoreUnavailable("another process keeps the file to itself")
                time.sleep(0.02)

    def lock_migrations(self, connection: Connection) -> None:
        """Nothing to do: a write transaction already keeps every other writer out."""

    def change_marker(self) -> int:
        """A number that differs as soon as any other connection, in any process, has committed.

        Takes some 3 microseconds and no lock that a writer holds, so it may be called from an event loop.
        https://www.sqlite.org/pragma.html#pragma_data_version
        """
        with self._watcher_lock:
            if self._watcher is None:
                address = f"{self._file.as_uri()}?mode=rw"
                self._watcher = sqlite3.connect(
                    address, uri=True, timeout=0.1, isolation_level=None, check_same_thread=False
                )
            [(marker,)] = self._watcher.execute("PRAGMA data_version").fetchall()
        return int(marker)

    def settle(self) -> bool:
        """Write the log of recent writes into the file and cut it to nothing; false when a reader is in the way.

        https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
        """
        with self.turn_to_write(), closing(sqlite3.connect(self._file, timeout=self._wait_seconds)) as opened:
            [(busy, _, _)] = opened.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not busy

    def close(self) -> None:
        """Give back every connection."""
        with self._watcher_lock:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
        self.readers.dispose()
        self.writers.dispose()


def _write_lock_of(file: Path) -> threading.Lock:
    with _write_locks_guard:
        return _write_locks.setdefault(file, threading.Lock())


def _switched_to_wal(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # For this one statement SQLite does not wait by itself.
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


def _prepare(engine: Engine, begin: str, pragmas: tuple[str, ...]) -> None:
    def connected(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # None: the driver must not begin transactions by its own rules; `begun` says how.
        connection.isolation_level = None
        for pragma in pragmas:
            cursor = connection.cursor()
            cursor.execute(pragma)
            cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
