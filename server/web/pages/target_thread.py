"""The comments on a section, on the whole document or on a question of a round, and the form for a new one."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.domain.targets import Target, TargetKind
from server.text.languages import LANGUAGES, Language
from server.usecases.find_comment import CommentPlace, find_comment
from server.usecases.read_target_thread import (
    TargetThread,
    edition_of_question,
    read_target_thread,
    section_target,
)
from server.web import addresses
from server.web.languages import preferred_language
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
from server.web.pages.page import Visit, services_of, show, visit
from server.web.pages.reading import plain_texts, section_heading
from server.web.translations import catalogue


async def section_thread(request: Request, language: Language) -> Response:
    """Show the comments on a section (GET) or put one into the basket (POST)."""
    edition, slug = request.path_params["edition"], request.path_params["slug"]
    services = services_of(request)
    target = await services.run(
        section_target, services.database, edition=edition, language=language, slug=slug
    )
    return await _respond(request, language, edition=edition, target=target)


async def document_thread(request: Request, language: Language) -> Response:
    """Show the comments on the whole document (GET) or put one into the basket (POST)."""
    edition = request.path_params["edition"]
    return await _respond(request, language, edition=edition, target=Target(TargetKind.DOCUMENT))


async def question_thread(request: Request, language: Language) -> Response:
    """Show the answers to a question (GET) or put one into the basket (POST)."""
    target = Target(TargetKind.QUESTION, "{round}/{question}".format(**request.path_params))
    services = services_of(request)
    edition = await services.run(edition_of_question, services.database, target)
    return await _respond(request, language, edition=edition, target=target)


async def comment(request: Request) -> Response:
    """Lead the permanent address of a comment to its place in its thread, in the reader's language.

    A link on a page of ours names that of the page; anybody else's browser says which it prefers.
    """
    services, comment_id = services_of(request), request.path_params["comment"]
    found = await services.run(find_comment, services.database, comment_id)
    asked = request.query_params.get("language", "")
    preferred = preferred_language(request.headers.get("accept-language", ""))
    to = place_address(found, comment_id, Language(asked) if asked in tuple(Language) else preferred)
    return RedirectResponse(to, status_code=303, headers={"vary": "Accept-Language"})


def place_address(found: CommentPlace, comment_id: str, language: Language) -> str:
    """The address of a comment in its thread, on the page on which it stands."""
    slug = found.slugs.get(language, "")
    path = addresses.target_thread(language, found.edition, found.target, slug=slug)
    page = f"?page={found.page}" if found.page > 1 else ""
    return f"{path}{page}#{comment_id}"


async def _respond(request: Request, language: Language, *, edition: str, target: Target) -> Response:
    if request.method == "POST":
        visiting = await visit(request, language)
        make = partial(_thread, visiting, edition=edition, target=target, page=1)
        return await take_draft(request, visiting, edition=edition, target=target, page=make)
    page = partial(
        _thread,
        edition=edition,
        target=target,
        page=page_number(request),
        typed=asked_form(request, language),
    )
    return await show(request, language, page)


def _thread(visiting: Visit, *, edition: str, target: Target, page: int, typed: Typed) -> str:
    services, language = visiting.services, visiting.language
    found = read_target_thread(
        services.database,
        edition=edition,
        target=target,
        at=services.clock(),
        page=page,
        reply_to=typed.form.reply_to,
    )
    window = window_values(found.window, services, language)
    return visiting.html(
        "target_thread.html",
        _title(found, language),
        _alternates(found),
        comments=cards_of(
            found.comments, language, quotes={}, can_reply=found.window.is_open, edition=edition
        ),
        count=found.comments.count,
        spam=found.comments.spam,
        pages=pages_of(visiting.path, found.comments.page, found.comments.pages),
        closed=False,
        **_around(found, window, language),
        **window,
        **form_values(
            typed,
            language,
            target=target,
            action=visiting.path,
            bases=found.found.bases,
            answered=found.answered,
        ),
    )


def _title(found: TargetThread, language: Language) -> str:
    _ = catalogue(language).gettext
    match found.found.target.kind:
        case TargetKind.SECTION:
            return _("Comments on section %(section)s") % {"section": found.found.bases[language]}
        case TargetKind.QUESTION:
            return found.found.bases[language]
        case _:
            return _("Comments on the whole document")


def _alternates(found: TargetThread) -> dict[str, str]:
    slugs = found.section.slugs if found.section else dict.fromkeys(LANGUAGES, "")
    edition, target = found.found.edition.key, found.found.target
    return {
        each.value: addresses.target_thread(each, edition, target, slug=slugs[each]) for each in LANGUAGES
    }


def _around(found: TargetThread, window: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """Where the page stands among the others, and what is commented on in both languages."""
    _ = catalogue(language).gettext
    edition = None if found.is_current else found.found.edition.key
    start, here = (addresses.start(language), _("Start")), (None, _("Comments"))
    contents = addresses.contents(language, edition)
    bases = plain_texts(found.found.bases)
    if found.section is not None:
        back = addresses.section(language, found.section.slugs[language], edition)
        heading = section_heading(found.section.number, found.section.titles, language)
        crumbs = [start, (contents, _("Text")), (back, heading), here]
        return {"crumbs": crumbs, "back": back, "back_text": _("Back to the text"), "about": bases}
    if found.found.target.kind is TargetKind.QUESTION:
        back, title = window["round"]["href"], window["round"]["title"]
        crumbs = [start, (back, title), (None, _("Question"))]
        return {"crumbs": crumbs, "back": back, "back_text": _("Back to the round"), "about": bases}
    crumbs = [start, (contents, _("Text")), here]
    return {"crumbs": crumbs, "back": contents, "back_text": _("Back to the contents"), "about": bases}
