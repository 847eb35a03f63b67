"""The way in: the start page of each language, and `/`, which chooses one."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.store.editions import SectionEntry
from server.text.languages import Language
from server.usecases.read_contents import Contents, read_overview
from server.web import addresses
from server.web.languages import preferred_language
from server.web.pages.page import Visit, show
from server.web.pages.rounds import stage_of


async def start(request: Request, language: Language) -> Response:
    """Show the start page."""
    return await show(request, language, _start)


async def choose(request: Request) -> Response:
    """Lead to the start page in the reader's language."""
    language = preferred_language(request.headers.get("accept-language", ""))
    return RedirectResponse(addresses.start(language), status_code=303, headers={"vary": "Accept-Language"})


async def with_slash(request: Request) -> Response:
    """Lead from /nl to /nl/."""
    return _moved(request, request.scope["path"] + "/")


async def without_slash(request: Request) -> Response:
    """Lead to the address without the slashes at its end; no other address ends in one."""
    # One slash in front: a browser takes two for the name of another site.
    return _moved(request, "/" + request.scope["path"].strip("/"))


def _moved(request: Request, path: str) -> Response:
    query = request.scope["query_string"].decode("latin-1")
    return RedirectResponse(quote(path) + (f"?{query}" if query else ""), status_code=308)


def _start(visiting: Visit) -> str:
    at = visiting.services.clock()
    overview = read_overview(visiting.services.database, at=at)
    contents = overview.contents
    return visiting.html(
        "start.html",
        "",
        addresses.in_both("start"),
        edition=contents.edition,
        round=overview.round,
        now=stage_of(overview.round, at) if overview.round else None,
        chapters=_chapters(contents, visiting.language),
        figures={
            "paragraphs": sum(section.paragraphs for section in contents.sections),
            "comments": sum(section.shown for section in contents.sections),
            "concepts": overview.concepts,
            "disputed": overview.disputed,
        },
    )


def _chapters(contents: Contents, language: Language) -> list[dict[str, Any]]:
    chapters: list[dict[str, Any]] = []
    for section in contents.sections:
        entry = _entry(section, language)
        if section.level == 1 or not chapters:
            chapters.append(entry)
        else:
            chapters[-1]["children"].append(entry)
    return chapters


def _entry(section: SectionEntry, language: Language) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.titles[language],
        "href": addresses.section(language, section.slugs[language]),
        "children": [],
    }
