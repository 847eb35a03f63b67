"""The comments on a concept and the form for a new one, or the summary with which the thread was closed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.domain.comment_forms import CommentForm, Problem
from server.domain.concept_history import ConceptChange
from server.domain.targets import Target, TargetKind
from server.text.languages import Language
from server.usecases.read_concept_thread import read_concept_thread
from server.web import addresses
from server.web.pages.comment_form import blank_form, form_values, page_number, pages_of, take_draft
from server.web.pages.page import Visit, show, visit
from server.web.pages.reading import plain_texts, shown_comment
from server.web.translations import catalogue


async def concept_thread(request: Request, language: Language) -> Response:
    """Show the thread (GET) or take a comment (POST)."""
    key = request.path_params["concept"]
    if request.method == "POST":
        visiting = await visit(request, language)
        make = partial(_thread, visiting, key=key, page=1)
        return await take_draft(
            request, visiting, edition=None, target=Target(TargetKind.CONCEPT, key), page=make
        )
    page = partial(_thread, key=key, page=page_number(request), form=blank_form(language), problems={})
    return await show(request, language, page)


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
