"""The search page: one box, both languages, filters with counts, and for every hit why it was found."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.search.engine import Order
from server.text.languages import LANGUAGES, Language
from server.usecases.read_search_choices import SearchChoices, read_search_choices
from server.web.pages.filter_links import pages_of
from server.web.pages.page import Visit, visit
from server.web.pages.search_asking import SearchAsked, asked_for
from server.web.pages.search_facets import chips, facet_links
from server.web.pages.search_hits import Around, Link, shown_hit
from server.web.pages.search_result import result_for

HITS_PER_PAGE: Final = 20
# Deeper pages cost as much as all before them; nobody reads the fifty-first page.
LAST_PAGE: Final = 50
# What cannot be taken is said for so many values; an address can hold thousands.
_MAX_IGNORED: Final = 5
# More of what was typed would be a heading that fills a telephone.
_MAX_SHOWN: Final = 120
_EXAMPLES: Final = 4


async def search(request: Request, language: Language) -> Response:
    """Show the hits for what the address asks for, or the box alone with help. Never an error, whatever is asked."""
    visiting = await visit(request, language)
    asked = asked_for(request.query_params)
    body = await visiting.services.run(partial(_page, visiting, asked))
    return HTMLResponse(body, headers=visiting.headers)


def _page(visiting: Visit, given: SearchAsked) -> str:
    choices = read_search_choices(visiting.services.database)
    asked = given.known(choices)
    shown = (
        _nothing(asked, choices, visiting.language) if asked.is_empty else _answer(visiting, asked, choices)
    )
    asked = shown.pop("of", asked)
    return visiting.html(
        "search.html",
        "",
        {each.value: asked.address(each) for each in LANGUAGES},
        query=asked.typed,
        shown_query=_shown(asked.typed),
        kept=tuple(replace(asked, page=1).parameters()),
        ignored=asked.ignored[:_MAX_IGNORED],
        files={each: asked.file(visiting.language, each) for each in ("atom", "csv", "json")},
        **shown,
    )


def _shown(typed: str) -> str:
    """What was typed, in one line that is not too long for a heading."""
    text = " ".join(typed.split())
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1].rstrip()}…"


def _nothing(asked: SearchAsked, choices: SearchChoices, language: Language) -> dict[str, Any]:
    """The page before anything is asked for."""
    terms = [each[language] for each in choices.terms.values()]
    # From the whole glossary, not four of its first letter.
    terms = terms[:: max(1, len(terms) // _EXAMPLES)][:_EXAMPLES]
    examples = [Link(term, replace(asked, typed=term).address(language)) for term in terms]
    return {"asked": False, "examples": examples, "notes": (), "corrected": None, "is_makeshift": False}


def _answer(visiting: Visit, asked: SearchAsked, choices: SearchChoices) -> dict[str, Any]:
    services, language = visiting.services, visiting.language
    result = result_for(
        services, asked, limit=HITS_PER_PAGE, offset=(asked.page - 1) * HITS_PER_PAGE, with_counts=True
    )
    last = min(max(1, -(-result.total // HITS_PER_PAGE)), LAST_PAGE)
    if asked.page > last:
        # What stood on it is there no more, or somebody counted wrong: the last page is nearest.
        return _answer(visiting, replace(asked, page=last), choices)
    around = Around(result.groups, choices, language)
    return {
        "of": asked,
        "asked": True,
        "notes": result.notes,
        "is_makeshift": result.is_makeshift,
        "corrected": _corrected(asked, result.corrected, language),
        "total": result.total,
        "hits": [shown_hit(found, around) for found in result.found],
        "chips": chips(asked, choices, language),
        "everything": replace(asked, filters={}, page=1).address(language),
        "facets": facet_links(asked, result.counts, result.total, choices, language),
        "orders": list(_orders(asked, language)),
        "only": _only(asked, language),
        "pages": pages_of(asked.page, last, lambda number: replace(asked, page=number).address(language)),
    }


def _corrected(asked: SearchAsked, corrected: str, language: Language) -> Link | None:
    if not corrected:
        return None
    return Link(corrected, replace(asked, typed=corrected, page=1).address(language))


def _orders(asked: SearchAsked, language: Language) -> Iterator[dict[str, Any]]:
    for order in Order:
        address = replace(asked, order=order, page=1).address(language)
        yield {"value": order.value, "href": address, "is_this": order is asked.order}


def _only(asked: SearchAsked, language: Language) -> dict[str, Any]:
    """The way to the reader's own language, or back to both."""
    other = None if asked.only else language
    return {
        "language": (asked.only or language).value,
        "href": replace(asked, only=other, page=1).address(language) if asked.typed.strip() else "",
        "is_this": asked.only is not None,
    }
