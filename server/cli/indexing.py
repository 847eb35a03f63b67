"""`index`: what the search index is, whether it holds what the database says, and making it anew."""

from dataclasses import asdict

import typer

from server.cli.output import FOUND, rooms, say, say_json, stop
from server.cli.record import Json
from server.search.engine import IndexBroken
from server.usecases.check_index import check_index, count_waiting
from server.usecases.index_record import rebuild_index
from server.usecases.learn_pairs import learn_pairs

index = typer.Typer(help="The search index: look at it, check it, make it anew.", no_args_is_help=True)

_BROKEN = "There is no whole index: run 'zwiespraak index rebuild'."


@index.command()
def rebuild() -> None:
    """Make the search index and the word pairs anew from the database; readers keep the old one meanwhile.

    Example: zwiespraak index rebuild
    """
    with rooms() as opened:
        rebuild_index(opened.database, opened.search)
        learn_pairs(opened.database)
        documents = opened.search.engine.status().documents
    say(f"The index has been made anew: {documents} documents.")


@index.command()
def check(as_json: Json = False) -> None:
    """Hold the index against the database, after what waits was put in. Exit 1 when they differ.

    Example: zwiespraak index check --json
    """
    with rooms() as opened:
        try:
            checked = check_index(opened.database, opened.search)
        except IndexBroken:
            stop(_BROKEN)
    if as_json:
        expected = {"documents": checked.documents, "digest": checked.digest}
        say_json({"is_in_step": checked.is_in_step, "index": asdict(checked.status), "database": expected})
    elif checked.is_in_step:
        say(f"The index holds what the database says: {checked.documents} documents.")
    else:
        say(f"The index holds {checked.status.documents} documents, digest {checked.status.digest};")
        say(
            f"the database says {checked.documents}, digest {checked.digest}. Run 'zwiespraak index rebuild'."
        )
    if not checked.is_in_step:
        raise typer.Exit(FOUND)


@index.command()
def status(as_json: Json = False) -> None:
    """Say what the index is: engine, analysis, documents, digest, segments, bytes, and what waits.

    Example: zwiespraak index status --json
    """
    with rooms() as opened:
        try:
            found = asdict(opened.search.engine.status())
        except IndexBroken:
            stop(_BROKEN)
        found["waiting"] = count_waiting(opened.database)
    if as_json:
        say_json(found)
    else:
        for name, value in found.items():
            say(f"{name:<10} {value}")
