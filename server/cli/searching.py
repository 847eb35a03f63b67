"""`search`: ask the record what its page would be asked."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Final

import typer

from server import assembly
from server.cli.output import FOUND, WRONG_USE, rooms, say, say_json, stop
from server.cli.record import Json
from server.search.documents import Facet, Kind
from server.search.explain import Reason
from server.search.query import Expansion
from server.text.languages import LANGUAGES, Language
from server.usecases.found_texts import Found
from server.usecases.search_record import SearchResult, search_record


class Place(StrEnum):
    """What can be searched in, as a person would name it."""

    TEXT = "text"
    COMMENTS = "comments"
    CONCEPTS = "concepts"
    SOURCES = "sources"


_KINDS: Final = {
    Place.TEXT: Kind.PARAGRAPH,
    Place.COMMENTS: Kind.COMMENT,
    Place.CONCEPTS: Kind.CONCEPT,
    Place.SOURCES: Kind.SOURCE,
}


def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", -not, OR, digital*, kind:comment.')],
    *,
    as_json: Json = False,
    places: Annotated[
        str, typer.Option("--in", help=f"Where: {', '.join(Place)}; several with commas.")
    ] = "",
    lang: Annotated[Language | None, typer.Option(help="Search texts in one language only.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many hits.")] = 20,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what was looked for, and why each was found.")
    ] = False,
) -> None:
    """Search text, comments, concepts and sources, best first. Exit 1 when nothing was found.

    Example: zwiespraak search --json --in text,comments --limit 5 "open innovatie"
    """
    kinds = _kinds(places)
    with rooms() as opened:
        assembly.ensure_index(opened)
        result = search_record(
            opened.database,
            opened.search,
            typed=query,
            languages=(lang,) if lang else LANGUAGES,
            filters={Facet.KIND: kinds},
            limit=limit,
        )
    if as_json:
        hits = [_hit(found) for found in result.found]
        say_json({"sought": _sought(result), "total": result.total, "hits": hits} if explain else hits)
    else:
        for line in _lines(result, explain=explain):
            say(line)
    if not result.found:
        raise typer.Exit(FOUND)


def _kinds(places: str) -> tuple[str, ...]:
    named = [each.strip() for each in places.split(",") if each.strip()]
    unknown = [each for each in named if each not in tuple(Place)]
    if unknown:
        stop(f"--in takes {', '.join(Place)}, not {unknown[0]!r}.", WRONG_USE)
    return tuple(_KINDS[Place(each)] for each in named)


def _lines(result: SearchResult, *, explain: bool) -> Iterator[str]:
    if explain:
        for pattern in (each for group in result.groups for each in group.patterns):
            sought = f"{pattern.way}, {pattern.tier} ({pattern.language}) {' '.join(pattern.tokens)}"
            yield f"{pattern.typed}: {sought} x{pattern.weight:.2f}"
    for found in result.found:
        hit, why = found.hit, [_why(each) for each in found.reasons]
        yield f"{hit.score:8.3f}  {hit.kind:<9}  {hit.id:<28}  {hit.section}  {why[0] if why else ''}".rstrip()
        if explain:
            yield from (f"{'':10}{each}" for each in why[1:])
    if result.corrected:
        yield f"Did you mean: {result.corrected}"
    if result.is_makeshift:
        yield "The index is broken: the database answered for it. Run 'zwiespraak index rebuild'."
    yield f"{result.total} found."


def _sought(result: SearchResult) -> dict[str, Any]:
    """What was looked for: the query as it was understood, with all that may stand for its words."""
    return {
        "query": result.query.text,
        "notes": list(result.notes),
        "corrected": result.corrected,
        "is_makeshift": result.is_makeshift,
        "expansions": [_expansion(each) for each in result.query.expansions],
        "patterns": [
            {
                "way": each.way,
                "language": each.language,
                "tier": each.tier,
                "tokens": list(each.tokens),
                "typed": each.typed,
                "weight": round(each.weight, 6),
            }
            for group in result.groups
            for each in group.patterns
        ],
    }


def _expansion(expansion: Expansion) -> dict[str, Any]:
    return {
        "way": expansion.way,
        "language": expansion.language,
        "term": expansion.term,
        "weight": round(expansion.weight, 6),
        "concept": expansion.concept,
    }


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
                "way": each.way,
                "language": each.language,
                "part": each.part,
                "typed": each.typed,
                "matched": each.matched,
                "concept": each.concept,
            }
            for each in found.reasons
        ],
    }


def _why(reason: Reason) -> str:
    return f"{reason.way}: {reason.typed} -> {reason.matched} ({reason.language})"
