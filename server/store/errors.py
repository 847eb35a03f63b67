"""What can go wrong with the place where everything is kept, in two words of our own."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

# Primary result codes are the low byte of an extended one: https://www.sqlite.org/rescode.html
_PRIMARY_CODE = 0xFF
_SQLITE_UNAVAILABLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES_DISK_FULL = "53100"
_POSTGRES_READ_ONLY = "25006"


class StoreFull(Exception):
    """There is no room left to write; what was there is still readable."""


class StoreUnavailable(Exception):
    """The database cannot be reached or does not answer in time; trying again later may help."""


@contextmanager
def errors_translated() -> Iterator[None]:
    """Run a block and turn the driver's errors about room and reach into StoreFull and StoreUnavailable.

    Every other error (a broken constraint, a wrong statement) passes as it is.
    """
    try:
        yield
    except NoFreeConnection as error:
        raise StoreUnavailable("every connection is in use") from error
    except (DBAPIError, sqlite3.Error) as error:
        meaning = _meaning(error)
        if meaning is None:
            raise
        raise meaning(str(getattr(error, "orig", error))) from error


def _meaning(error: DBAPIError | sqlite3.Error) -> type[StoreFull | StoreUnavailable] | None:
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        return _sqlite_meaning(getattr(original, "sqlite_errorcode", 0) & _PRIMARY_CODE)
    state = getattr(original, "sqlstate", None)
    if state == _POSTGRES_DISK_FULL:
        return StoreFull
    if state == _POSTGRES_READ_ONLY or isinstance(error, OperationalError | InterfaceError):
        return StoreUnavailable
    return None


def _sqlite_meaning(code: int) -> type[StoreFull | StoreUnavailable] | None:
    if code == sqlite3.SQLITE_FULL:
        return StoreFull
    return StoreUnavailable if code in _SQLITE_UNAVAILABLE else None
