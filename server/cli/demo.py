"""`demo`: an invented round with invented comments, for trying."""

from pathlib import Path
from typing import Annotated

import typer

from server import assembly
from server.assembly import Rooms
from server.cli.output import rooms, say, stop
from server.text.languages import Language
from server.usecases.demonstrate import RealRoundOpen
from server.web import addresses


def demo(
    folder: Annotated[
        Path | None, typer.Option(help="Its files; the folder demonstration/ of the record by default.")
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Take it out again, with all that was sent in.")
    ] = False,
) -> None:
    """Put a demonstration in: a round that is open today, with invented comments. Never part of the record.

    Example: zwiespraak demo
    """
    with rooms() as opened:
        if remove:
            removed = assembly.remove_demonstration(opened)
            say("The demonstration is gone." if removed else "There is no demonstration.")
        else:
            assembly.load(opened)
            try:
                say(put_in(opened, folder))
            except NoDemonstration as reason:
                stop(str(reason))
        assembly.worker(opened).run_pending()


class NoDemonstration(Exception):
    """The demonstration cannot be put in; the message says why."""


def put_in(opened: Rooms, folder: Path | None = None) -> str:
    """Put the demonstration in; a sentence that says where it is. Raises NoDemonstration."""
    place = folder or assembly.demonstration_folder(opened)
    if not place.is_dir():
        raise NoDemonstration(f"There is no demonstration: the folder {place} is missing.")
    try:
        made = assembly.demonstrate(opened, place)
    except RealRoundOpen as real:
        reason = f"the round {real.round.key} is open on some of its days"
        raise NoDemonstration(f"There is no demonstration: {reason}.") from None
    address = opened.settings.base_url + addresses.round(Language.NL, made.round.key)
    return f"Demonstration, open up to and including {made.round.closes}: {address}"
