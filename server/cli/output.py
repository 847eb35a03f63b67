"""How commands speak: people on standard output, problems on standard error, exit codes 0, 1 and 2."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer

from server.assembly import Rooms, open_rooms
from server.record.errors import RecordBroken
from server.settings import SettingRefused, Settings, read_settings
from server.store.database import StoreFull, StoreUnavailable
from server.usecases.missing import Missing

# 0: done; 1: something was found or refused; 2: wrong use (also typer's own code for that).
FOUND = 1
WRONG_USE = 2


def say(text: str) -> None:
    """A line for a person."""
    typer.echo(text)


def say_json(value: Any) -> None:
    """A value for a script, as one JSON document with everything readable."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def stop(reason: str, code: int = FOUND) -> NoReturn:
    """End the command with a reason on standard error."""
    typer.echo(reason, err=True)
    raise typer.Exit(code)


def settings() -> Settings:
    """The settings from the environment; wrong ones end the command."""
    try:
        return read_settings()
    except SettingRefused as refused:
        stop(str(refused), WRONG_USE)


@contextmanager
def rooms() -> Iterator[Rooms]:
    """Database and index for one command; what it cannot do ends with a sentence, not with a traceback."""
    opened: Rooms | None = None
    try:
        opened = open_rooms(settings())
        yield opened
    except RecordBroken as broken:
        stop(f"The record is broken; nothing was changed.\n{broken}")
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        stop("PostgreSQL needs psycopg: pip install 'zwiespraak[postgres]'", WRONG_USE)
    except OSError as error:
        stop(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}")
    except StoreFull:
        stop("There is no room left on the disk of the database.")
    except StoreUnavailable as error:
        stop(f"The database does not answer: {error}")
    except Missing as missing:
        known = (
            "Nothing has been loaded yet: run 'zwiespraak load' first." if missing.what == "document" else ""
        )
        stop(known or f"There is no {missing.what} {missing.key!r}.")
    finally:
        if opened is not None:
            opened.close()
