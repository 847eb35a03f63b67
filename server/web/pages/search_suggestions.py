"""What may be meant by what somebody is typing, for the script of the search box."""

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.search.suggesting import Suggestion
from server.text.languages import Language
from server.usecases.suggest_search import suggest_search
from server.web.pages.page import services_of
from server.web.translations import catalogue
from server.web.typed import legible

# No word and no term is longer; more is a text that somebody pasted.
_MAX_TYPED: Final = 100


async def search_suggestions(request: Request, language: Language) -> Response:
    """A few suggestions, and how many there are in a sentence; kept nowhere, as words may go at any moment."""
    services, typed = services_of(request), legible(request.query_params.get("q", ""))
    found: list[Suggestion] = []
    if len(typed) <= _MAX_TYPED:
        found = await services.run(
            partial(suggest_search, services.database, services.search, typed=typed, language=language)
        )
    return JSONResponse(
        {
            "suggestions": [{"text": each.text, "lang": each.language} for each in found],
            "said": _said(len(found), language),
        },
        headers={
            "content-language": language.value,
            "cache-control": "no-store",
            "x-robots-tag": "noindex",
        },
    )


def _said(count: int, language: Language) -> str:
    texts = catalogue(language)
    if not count:
        return texts.gettext("No suggestions")
    return texts.ngettext("%(count)s suggestion", "%(count)s suggestions", count) % {"count": count}
