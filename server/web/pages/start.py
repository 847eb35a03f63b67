"""The way in: the start page of each language, and `/`, which chooses one."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.store.editions import SectionEntry
from server.text.languages import Language
from server.usecases.read_contents import Contents, read_overview
from server.web import addresses
from server.web.languages import preferred_language
from server.web.pages.page import Visit, show


async def start(request: Request, language: Language) -> Response:
    """Show the start page."""
    return await show(request, language, _start)


async def choose(request: Request) -> Response:
    """Lead to the start page in the reader's language."""
    language = preferred_language(request.headers.get("accept-language", ""))
    return RedirectResponse(addresses.start(language), status_code=303, headers={"vary": "Accept-Language"})


def _start(visiting: Visit) -> str:
    overview = read_overview(visiting.services.database)
    contents = overview.contents
    return visiting.html(
        "start.html",
        "",
        addresses.in_both("start"),
        edition=contents.edition,
        is_current=True,
        round=overview.round,
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
