"""The contents of an edition, and the list of editions."""

from functools import partial
from itertools import zip_longest

from starlette.requests import Request
from starlette.responses import Response

from server.domain.targets import Target, TargetKind
from server.store.editions import EditionEntry
from server.text.languages import Language
from server.usecases.read_contents import read_answering_editions, read_contents, read_editions
from server.web import addresses
from server.web.pages.page import Visit, show


async def contents(request: Request, language: Language) -> Response:
    """Show the contents, of the edition in the address or of the current one."""
    return await show(request, language, partial(_contents, edition=request.path_params.get("edition")))


async def editions(request: Request, language: Language) -> Response:
    """Show all editions, newest first."""
    return await show(request, language, _editions)


def _contents(visiting: Visit, edition: str | None) -> str:
    found = read_contents(visiting.services.database, edition)
    language = visiting.language
    links = addresses.in_both("edition", edition=edition) if edition else addresses.in_both("contents")
    return visiting.html(
        "contents.html",
        "",
        links,
        edition=found.edition,
        frozen=edition is not None,
        decisions=found.answers,
        thread_href=addresses.target_thread(language, found.edition.key, Target(TargetKind.DOCUMENT)),
        entries=[
            {
                "number": section.number,
                "title": section.titles[language],
                "level": section.level,
                "href": addresses.section(language, section.slugs[language], edition),
                "paragraphs": section.paragraphs,
                "comments": section.shown,
            }
            for section in found.sections
        ],
    )


def _editions(visiting: Visit) -> str:
    language = visiting.language
    known = read_editions(visiting.services.database)
    answering = read_answering_editions(visiting.services.database)
    return visiting.html(
        "editions.html",
        "",
        addresses.in_both("editions"),
        editions=[
            {
                "label": entry.labels[language],
                "date": entry.date,
                "status": entry.status.value,
                "href": addresses.contents(language, entry.key),
                "change_note": entry.change_notes[language],
                "since": _since(entry, before, language),
                "decisions": addresses.decisions(language, entry.key) if entry.key in answering else "",
            }
            for entry, before in zip_longest(known, known[1:])
        ],
    )


def _since(entry: EditionEntry, before: EditionEntry | None, language: Language) -> dict[str, str] | None:
    """The comparison with the edition before, for every edition but the first."""
    if before is None:
        return None
    return {
        "label": before.labels[language],
        "href": addresses.comparison(language, before.key, entry.key),
    }
