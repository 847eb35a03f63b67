"""The form for a comment, whatever the comment is on: what was typed, what is wrong with it, sent only once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.comments import (
    MAX_EMAIL,
    MAX_NAME,
    MAX_TEXT,
    Comment,
    CommentForm,
    FormRefused,
    Problem,
    StakeholderGroup,
)
from server.text.languages import Language
from server.usecases.submit_comment import ThreadClosed, new_idempotency_key
from server.web.pages.page import Visit
from server.web.typed import legible

_FIELDS = ("text", "language", "name", "group", "email", "idempotency_key")
LIMITS = {"text": MAX_TEXT, "name": MAX_NAME, "email": MAX_EMAIL}


class Page(Protocol):
    """Writes the page with the form as it was typed, and what is wrong with it."""

    def __call__(self, *, form: CommentForm, problems: Mapping[str, Problem]) -> str:
        """The page as HTML."""


def blank_form(language: Language) -> CommentForm:
    """An empty form, in the language of the page unless somebody chooses the other."""
    return CommentForm(language=language.value, idempotency_key=new_idempotency_key())


def page_number(request: Request) -> int:
    """Which page of the comments is asked for; 0, which no thread has, for what is no number."""
    page = request.query_params.get("page", "1")
    return int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 0


def form_values(form: CommentForm, problems: Mapping[str, Problem]) -> dict[str, Any]:
    """What the template of the form asks for."""
    return {
        "form": form,
        "problems": problems,
        "groups": [group.value for group in StakeholderGroup],
        "limits": LIMITS,
    }


def pages_of(path: str, number: int, total: int) -> dict[str, object]:
    """Links to the neighbours of a page of comments."""
    return {
        "number": number,
        "total": total,
        "previous": f"{path}?page={number - 1}" if number > 1 else None,
        "next": f"{path}?page={number + 1}" if number < total else None,
    }


async def submit(
    request: Request, visiting: Visit, *, keep: Callable[[CommentForm], Comment], page: Page, received: str
) -> Response:
    """Take what was typed: 303 to `received`, 422 with what is wrong, 409 when the thread was closed.

    What is not taken comes back as it was typed.
    """
    async with request.form(max_files=0, max_fields=20) as sent:
        values = {name: sent.get(name, "") for name in _FIELDS}
    form = CommentForm(**{name: legible(value) for name, value in values.items() if isinstance(value, str)})
    problems: Mapping[str, Problem] = {}
    try:
        await visiting.services.run(keep, form)
    except FormRefused as refused:
        problems, status = refused.problems, 422
        if "idempotency_key" in problems:
            form = replace(form, idempotency_key=new_idempotency_key())
    except ThreadClosed:
        status = 409
    else:
        return RedirectResponse(received, status_code=303)
    body = await visiting.services.run(page, form=form, problems=problems)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)
