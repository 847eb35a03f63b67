"""The comments on a concept and the form for a new one, or the summary with which the thread was closed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comments import Comment, CommentForm, Problem
from server.domain.concept_history import ConceptChange
from server.text.languages import Language
from server.usecases.read_concept_thread import read_concept_thread
from server.usecases.submit_comment import submit_concept_comment
from server.web import addresses
from server.web.pages.comment_form import blank_form, form_values, page_number, pages_of, submit
from server.web.pages.page import Visit, show, visit
from server.web.pages.reading import plain_texts, shown_comment
from server.web.translations import catalogue


async def concept_thread(request: Request, language: Language) -> Response:
    """Show the thread (GET) or take a comment (POST)."""
    key = request.path_params["concept"]
    if request.method == "POST":
        return await _submit(request, await visit(request, language), key)
    page = partial(_thread, key=key, page=page_number(request), form=blank_form(language), problems={})
    return await show(request, language, page)


async def concept_received(request: Request, language: Language) -> Response:
    """Say that the comment has arrived and what happens next."""
    return await show(request, language, partial(_received, key=request.path_params["concept"]))


async def _submit(request: Request, visiting: Visit, key: str) -> Response:
    services = visiting.services

    def keep(form: CommentForm) -> Comment:
        return submit_concept_comment(services.database, concept=key, form=form, at=services.clock())

    page = partial(_thread, visiting, key=key, page=1)
    received = addresses.concept_received(visiting.language, key)
    return await submit(request, visiting, keep=keep, page=page, received=received)


def summary_of(change: ConceptChange | None) -> dict[str, Any] | None:
    """What came of the comments, by whom and when; None while nobody has closed the thread."""
    if change is None:
        return None
    return {"by": change.by, "at": change.at, "texts": plain_texts(change.summaries)}


def _thread(
    visiting: Visit, *, key: str, page: int, form: CommentForm, problems: Mapping[str, Problem]
) -> str:
    found = read_concept_thread(visiting.services.database, key, page=page)
    language = visiting.language
    term = found.concept.sides[language].preferred
    return visiting.html(
        "concept_thread.html",
        catalogue(language).gettext("Comments on the concept “%(term)s”") % {"term": term},
        addresses.in_both("concept_thread", concept=key),
        concept=found.concept,
        comments=[shown_comment(comment) for comment in found.comments],
        count=found.count,
        pages=pages_of(visiting.path, found.page, found.pages),
        summary=summary_of(found.summary),
        closed=found.is_closed,
        action=visiting.path,
        # A closed thread has no form in which anything could be mended.
        **form_values(form, {} if found.is_closed else problems),
    )


def _received(visiting: Visit, *, key: str) -> str:
    read_concept_thread(visiting.services.database, key)
    return visiting.html(
        "received.html",
        "",
        addresses.in_both("concept_received", concept=key),
        back=addresses.concept(visiting.language, key),
        held=True,
        on_concept=True,
    )
