"""The wordings with suggestions, for editors: how many wait, and where they are in conflict."""

from functools import partial
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.accounts import Account, Role
from server.text.languages import Language
from server.usecases.missing import Missing
from server.usecases.read_suggestions import SuggestionsHere, list_suggestions
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.reading import paragraph_label
from server.web.pages.signed_in import signed_in_visit

# One screen of work; the suggestions of so many wordings are laid over each other in under half a second.
SHOWN: Final = 50


async def merging_list(request: Request, language: Language) -> Response:
    """Show a page of the list; only for editors."""
    visiting, account = await signed_in_visit(request, language, Role.EDITOR)
    typed = request.query_params.get("page", "1")
    if not (typed.isascii() and typed.isdigit() and 0 < len(typed) < 5 and int(typed)):
        raise HTTPException(404)
    body = await visiting.services.run(partial(_page, visiting, account, int(typed)))
    return HTMLResponse(body, headers=visiting.headers)


def _page(visiting: Visit, account: Account, page: int) -> str:
    language = visiting.language
    wanted = partial(list_suggestions, by=account, limit=SHOWN, offset=(page - 1) * SHOWN)
    try:
        found = wanted(visiting.services.database)
    except Missing:
        return visiting.html("merging_list.html", "", addresses.in_both("merging_list"), rows=None)
    pages = max(1, -(-found.total // SHOWN))
    if page > pages:
        raise HTTPException(404)

    def href(number: int) -> str:
        return addresses.merging_list(language, {"page": str(number) if number > 1 else ""})

    return visiting.html(
        "merging_list.html",
        "",
        addresses.in_both("merging_list"),
        rows=[_row(each, language) for each in found.shown],
        total=found.total,
        pages={
            "number": page,
            "total": pages,
            "previous": href(page - 1) if page > 1 else "",
            "next": href(page + 1) if page < pages else "",
        },
    )


def _row(each: SuggestionsHere, language: Language) -> dict[str, Any]:
    section = each.section
    return {
        "href": addresses.merging(language, each.paragraph, {"side": each.language.value}),
        "label": paragraph_label(section.number, section.titles[language], each.position, language),
        "language": each.language.value,
        "total": each.total,
        "waiting": each.waiting,
        "in_conflict": each.in_conflict,
    }
