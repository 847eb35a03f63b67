"""The comments on a paragraph and the form for a new one; without JavaScript, and sent only once."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.comments import (
    MAX_EMAIL,
    MAX_NAME,
    MAX_TEXT,
    CommentForm,
    FormRefused,
    Problem,
    StakeholderGroup,
)
from server.text.languages import Language
from server.usecases.read_thread import Thread, read_thread
from server.usecases.submit_comment import new_idempotency_key, submit_comment
from server.web import addresses
from server.web.pages.page import Visit, show, visit
from server.web.pages.reading import paragraph_label, plain_texts, shown_comment
from server.web.pages.section import paragraph_row
from server.web.translations import catalogue
from server.web.typed import legible

_FIELDS = ("text", "language", "name", "group", "email", "idempotency_key")
LIMITS = {"text": MAX_TEXT, "name": MAX_NAME, "email": MAX_EMAIL}


async def thread(request: Request, language: Language) -> Response:
    """Show the thread (GET) or take a comment (POST)."""
    if request.method == "POST":
        return await _submit(request, language)
    form = CommentForm(language=language.value, idempotency_key=new_idempotency_key())
    page = request.query_params.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 0
    return await show(request, language, partial(_thread, place=_place(request), form=form, page=number))


async def received(request: Request, language: Language) -> Response:
    """Say that the comment has arrived and what happens next."""
    return await show(request, language, partial(_received, place=_place(request)))


async def _submit(request: Request, language: Language) -> Response:
    visiting, place = await visit(request, language), _place(request)
    async with request.form(max_files=0, max_fields=20) as sent:
        form = _typed(sent)
    services = visiting.services
    try:
        await services.run(
            submit_comment,
            services.database,
            edition=place["edition"],
            paragraph_id=place["paragraph"],
            form=form,
            at=services.clock(),
        )
    except FormRefused as refused:
        if "idempotency_key" in refused.problems:
            form = replace(form, idempotency_key=new_idempotency_key())
        page = partial(_thread, visiting, place=place, form=form, page=1, problems=refused.problems)
        body = await services.run(page)
        return HTMLResponse(body, status_code=422, headers=visiting.headers)
    return RedirectResponse(addresses.received(language, **place), status_code=303)


def _typed(sent: FormData) -> CommentForm:
    values = {name: sent.get(name, "") for name in _FIELDS}
    return CommentForm(**{name: legible(value) for name, value in values.items() if isinstance(value, str)})


def _place(request: Request) -> dict[str, str]:
    return {"edition": request.path_params["edition"], "paragraph": request.path_params["paragraph"]}


def _thread(
    visiting: Visit,
    *,
    place: Mapping[str, str],
    form: CommentForm,
    page: int,
    problems: Mapping[str, Problem] | None = None,
) -> str:
    found = read_thread(
        visiting.services.database, edition=place["edition"], paragraph_id=place["paragraph"], page=page
    )
    language = visiting.language
    label = _label(found, language)
    return visiting.html(
        "thread.html",
        catalogue(language).gettext("Comments on %(paragraph)s") % {"paragraph": label},
        addresses.in_both("thread", edition=found.edition.key, paragraph=found.paragraph.id),
        edition=found.edition,
        section={
            "key": found.place.section,
            "number": found.place.number,
            "title": found.place.titles[language],
            "titles": plain_texts(found.place.titles),
        },
        row={**paragraph_row(found.paragraph), "label": label, "thread": visiting.path},
        shown_languages=(language.value, language.other.value),
        comments=[shown_comment(comment) for comment in found.comments],
        pages=_pages(found, visiting.path),
        form=form,
        problems=problems or {},
        groups=[group.value for group in StakeholderGroup],
        limits=LIMITS,
        back=_back(found, language),
    )


def _received(visiting: Visit, *, place: Mapping[str, str]) -> str:
    found = read_thread(visiting.services.database, edition=place["edition"], paragraph_id=place["paragraph"])
    return visiting.html(
        "received.html",
        "",
        addresses.in_both("received", **place),
        back=_back(found, visiting.language),
        held=True,
        label=_label(found, visiting.language),
    )


def _label(found: Thread, language: Language) -> str:
    place = found.place
    return paragraph_label(place.number, place.titles[language], place.position, language)


def _back(found: Thread, language: Language) -> str:
    edition = None if found.is_current else found.edition.key
    return addresses.section(language, found.place.slugs[language], edition, paragraph=found.paragraph.id)


def _pages(found: Thread, path: str) -> dict[str, object]:
    return {
        "number": found.page,
        "total": found.pages,
        "previous": f"{path}?page={found.page - 1}" if found.page > 1 else None,
        "next": f"{path}?page={found.page + 1}" if found.page < found.pages else None,
    }
