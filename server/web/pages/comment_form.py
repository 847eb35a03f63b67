"""The form for a comment, whatever the comment is on: what was typed, what is wrong with it, sent only once."""

from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.comment_forms import CommentForm, FormRefused, Problem
from server.domain.comments import MAX_TEXT, StakeholderGroup
from server.domain.submissions import MAX_NAME
from server.domain.targets import Target
from server.domain.typed import MAX_EMAIL
from server.text.languages import Language
from server.usecases.find_target import ThreadClosed
from server.usecases.keep_draft import RoundNotOpen, keep_draft, new_basket_token
from server.usecases.submit import new_idempotency_key
from server.web import addresses
from server.web.pages.page import Visit
from server.web.sessions import basket_token, keep_basket
from server.web.typed import legible

_FIELDS = tuple(field.name for field in fields(CommentForm))
LIMITS = {"text": MAX_TEXT, "name": MAX_NAME, "email": MAX_EMAIL}


class Page(Protocol):
    """Writes the page with the form as it was typed, and what is wrong with it."""

    def __call__(self, *, form: CommentForm, problems: Mapping[str, Problem]) -> str:
        """The page as HTML."""


def blank_form(language: Language) -> CommentForm:
    """An empty form, in the language of the page unless somebody chooses the other."""
    return CommentForm(language=language.value)


def page_number(request: Request) -> int:
    """Which page of the comments is asked for; 0, which no thread has, for what is no number."""
    page = request.query_params.get("page", "1")
    return int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 0


def form_values(form: CommentForm, problems: Mapping[str, Problem]) -> dict[str, Any]:
    """What the template of the form asks for."""
    return {
        "form": form,
        "form_key": new_idempotency_key(),
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


async def take_draft(
    request: Request, visiting: Visit, *, edition: str | None, target: Target, page: Page
) -> Response:
    """Put what was typed into the visitor's basket: 303 to the basket, 422 with what is wrong.

    409 when the thread or the round is closed. What is not taken comes back as it was typed.
    """
    async with request.form(max_files=0, max_fields=20) as sent:
        values = {name: sent.get(name, "") for name in (*_FIELDS, "form_key")}
    typed = {name: legible(value) for name, value in values.items() if isinstance(value, str)}
    form_key = typed.pop("form_key", "") or new_idempotency_key()
    form = CommentForm(**typed)
    services, token = visiting.services, basket_token(request) or new_basket_token()
    problems: Mapping[str, Problem] = {}
    keep = partial(
        keep_draft,
        services.database,
        token=token,
        form=form,
        form_key=form_key,
        edition=edition,
        target=target,
        at=services.clock(),
    )
    try:
        await services.run(keep)
    except FormRefused as refused:
        problems, status = refused.problems, 422
    except (ThreadClosed, RoundNotOpen):
        status = 409
    else:
        response = RedirectResponse(addresses.basket(visiting.language), status_code=303)
        keep_basket(response, token, secure=services.secure)
        return response
    body = await services.run(page, form=form, problems=problems)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)
