"""`search` and `index`: ask the index, make it anew."""

from typing import Annotated, Any

import typer

from server import assembly
from server.cli.output import FOUND, WRONG_USE, rooms, say, say_json, stop
from server.cli.record import Json
from server.search.engine import IndexBroken, Reason
from server.search.query import QueryRefused
from server.text.languages import LANGUAGES, Language
from server.usecases.index_record import rebuild_index
from server.usecases.search_record import Found, search_record


def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", or a prefix such as digital*.')],
    as_json: Json = False,
    lang: Annotated[Language | None, typer.Option(help="Search the wordings of one language only.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many hits.")] = 20,
) -> None:
    """Search text, comments and concepts, best first. Exit 1 when nothing was found.

    Example: zwiespraak search --json --lang nl --limit 5 "open innovatie"
    """
    with rooms() as opened:
        assembly.ensure_index(opened)
        try:
            result = search_record(
                opened.database,
                opened.search,
                typed=query,
                languages=(lang,) if lang else LANGUAGES,
                limit=limit,
            )
        except QueryRefused as refused:
            stop(f"The query was refused: {refused.code}", WRONG_USE)
        except IndexBroken:
            stop("The index is damaged: run 'zwiespraak index'.")
    if as_json:
        say_json([_hit(found) for found in result.found])
    else:
        for found in result.found:
            hit = found.hit
            say(f"{hit.score:8.3f}  {hit.kind:<9}  {hit.id:<28}  {hit.section}  {_why(hit.why[0])}")
        say(f"{result.total} found.")
    if not result.found:
        raise typer.Exit(FOUND)


def index() -> None:
    """Make the search index anew from the database; readers keep the old one meanwhile.

    Example: zwiespraak index
    """
    with rooms() as opened:
        rebuild_index(opened.database, opened.search)
    say("The index has been made anew.")


def _hit(found: Found) -> dict[str, Any]:
    hit = found.hit
    return {
        "kind": hit.kind,
        "id": hit.id,
        "edition": hit.edition,
        "section": hit.section,
        "score": round(hit.score, 6),
        "why": [
            {
                "way": r.way,
                "language": r.language,
                "part": r.part,
                "typed": r.typed,
                "matched": r.matched,
                "concept": r.concept,
            }
            for r in hit.why
        ],
    }


def _why(reason: Reason) -> str:
    return f"{reason.way}: {reason.typed} -> {reason.matched} ({reason.language})"
