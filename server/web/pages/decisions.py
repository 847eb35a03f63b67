"""All decisions with which an edition answers the comments on the one before it."""

from dataclasses import replace
from functools import partial
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.domain.dispositions import Outcome
from server.store.decisions import Decision
from server.text.languages import Language
from server.usecases.read_decisions import Decisions, read_decisions
from server.web import addresses
from server.web.pages.comment_cards import own_card, shown_disposition
from server.web.pages.comment_form import page_number
from server.web.pages.page import Visit, show
from server.web.pages.target_labels import target_href, target_label


async def decisions(request: Request, language: Language) -> Response:
    """Show the decisions, all or of one outcome; 404 for what is no outcome."""
    asked = request.query_params.get("outcome", "")
    if asked and asked not in tuple(Outcome):
        raise HTTPException(404)
    make = partial(
        _page,
        edition=request.path_params["edition"],
        outcome=Outcome(asked) if asked else None,
        page=page_number(request),
    )
    return await show(request, language, make)


def _page(visiting: Visit, *, edition: str, outcome: Outcome | None, page: int) -> str:
    language = visiting.language
    found = read_decisions(visiting.services.database, edition=edition, outcome=outcome, page=page)
    return visiting.html(
        "decisions.html",
        "",
        addresses.in_both("decisions", edition=edition),
        edition=found.edition,
        contents_href=addresses.contents(language, found.edition.key),
        total=sum(found.counts.values()),
        outcome=outcome.value if outcome else "",
        counts=[
            {"outcome": each.value, "count": count, "href": _href(language, found, each)}
            for each, count in found.counts.items()
        ],
        entries=[_entry(each, found, language) for each in found.shown],
        pages={
            "number": found.page,
            "total": found.pages,
            "previous": _href(language, found, outcome, page - 1) if page > 1 else None,
            "next": _href(language, found, outcome, page + 1) if page < found.pages else None,
        },
    )


def _href(language: Language, found: Decisions, outcome: Outcome | None, page: int = 1) -> str:
    asked = {"outcome": outcome.value if outcome else "", "page": str(page) if page > 1 else ""}
    return addresses.decisions(language, found.edition.key, asked)


def _entry(decision: Decision, found: Decisions, language: Language) -> dict[str, Any]:
    comment = decision.comment
    named = found.names[comment.edition, comment.target]
    return {
        "label": target_label(named, language),
        "href": target_href(named, language),
        "card": replace(
            own_card(comment, language),
            disposition=shown_disposition(decision.disposition, comment, language),
        ),
    }
