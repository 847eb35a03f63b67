"""The comments on a concept and the form for a new one, or the summary with which the thread was closed."""

from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.domain.concept_history import ConceptChange
from server.domain.targets import Target, TargetKind
from server.text.languages import Language
from server.usecases.read_concept_thread import read_concept_thread
from server.web import addresses
from server.web.pages.comment_cards import cards_of
from server.web.pages.comment_form import (
    Typed,
    asked_form,
    form_values,
    page_number,
    pages_of,
    take_draft,
    window_values,
)
from server.web.pages.page import Visit, show, visit
from server.web.pages.reading import plain_texts
from server.web.translations import catalogue


async def concept_thread(request: Request, language: Language) -> Response:
    """Show the thread (GET) or put a comment into the basket (POST)."""
    target = Target(TargetKind.CONCEPT, request.path_params["concept"])
    if request.method == "POST":
        visiting = await visit(request, language)
        make = partial(_thread, visiting, target=target, page=1)
        return await take_draft(request, visiting, edition=None, target=target, page=make)
    asked = asked_form(request, language)
    return await show(
        request, language, partial(_thread, target=target, page=page_number(request), typed=asked)
    )


def summary_of(change: ConceptChange | None) -> dict[str, Any] | None:
    """What came of the comments, by whom and when; None while nobody has closed the thread."""
    if change is None:
        return None
    return {"by": change.by, "at": change.at, "texts": plain_texts(change.summaries)}


def _thread(visiting: Visit, *, target: Target, page: int, typed: Typed) -> str:
    services, language = visiting.services, visiting.language
    found = read_concept_thread(
        services.database, target.key, at=services.clock(), page=page, reply_to=typed.form.reply_to
    )
    is_open = found.window.is_open and not found.is_closed
    term = found.concept.sides[language].preferred
    return visiting.html(
        "concept_thread.html",
        catalogue(language).gettext("Comments on the concept “%(term)s”") % {"term": term},
        addresses.in_both("concept_thread", concept=target.key),
        concept=found.concept,
        comments=cards_of(found.comments, language, quotes={}, can_reply=is_open, edition=found.edition.key),
        count=found.comments.count,
        spam=found.comments.spam,
        pages=pages_of(visiting.path, found.comments.page, found.comments.pages),
        summary=summary_of(found.summary),
        closed=found.is_closed,
        **window_values(found.window, services, language),
        **form_values(
            typed, language, target=target, action=visiting.path, bases={}, answered=found.answered
        ),
    )
