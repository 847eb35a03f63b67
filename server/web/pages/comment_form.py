"""The form for a comment, whatever the comment is on: what was typed, what is wrong with it, kept only once."""

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import timedelta
from functools import partial
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.comment_forms import MAX_DRAFTS, MAX_QUOTE, CommentForm, FormRefused, Problem
from server.domain.comments import MAX_TEXT, Comment, CommentKind
from server.domain.limits import DRAFT
from server.domain.rounds import Round
from server.domain.submissions import MAX_NAME
from server.domain.targets import Target, TargetKind
from server.text.languages import Language
from server.usecases.choose_round import Window
from server.usecases.find_target import ThreadClosed
from server.usecases.keep_draft import RoundNotOpen, keep_draft, new_basket_token, read_basket
from server.usecases.limit_rate import TooMany
from server.usecases.submit import new_idempotency_key
from server.web import addresses
from server.web.clients import count_client
from server.web.pages.comment_cards import shown_comment
from server.web.pages.page import Visit
from server.web.services import Services
from server.web.sessions import basket_token, keep_basket
from server.web.typed import legible

_FIELDS = tuple(each.name for each in fields(CommentForm))
# What the sentences about problems ask for, in any form of taking part.
LIMITS = {"text": MAX_TEXT, "quote": MAX_QUOTE, "name": MAX_NAME, "drafts": MAX_DRAFTS}


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and why it was not taken: problems by field, too late, or too often.

    `wait` is in how many minutes one may try again, 0 where nothing was refused for that.
    """

    form: CommentForm
    problems: Mapping[str, Problem] = field(default_factory=dict)
    is_late: bool = False
    wait: int = 0

    @property
    def is_new(self) -> bool:
        """Whether nothing has been sent yet."""
        return not (self.problems or self.is_late or self.wait)


class Page(Protocol):
    """Writes the page with the form as it was typed, and what is wrong with it."""

    def __call__(self, *, typed: Typed) -> str:
        """The page as HTML."""


def asked_form(request: Request, language: Language) -> Typed:
    """The form as a link asks for it: of which kind, in which language, on which words, in reply to what.

    In the language of the page unless the link says otherwise.
    """
    asked = {name: legible(request.query_params.get(name, "")) for name in addresses.WRITING_FIELDS}
    kind, chosen = asked["kind"], asked["language"]
    return Typed(
        CommentForm(
            language=chosen if chosen in tuple(Language) else language.value,
            kind=kind if kind in tuple(CommentKind) else CommentKind.REMARK.value,
            quote_exact=asked["quote"][:MAX_QUOTE],
            quote_prefix=asked["before"],
            quote_suffix=asked["after"],
            reply_to=asked["reply"],
        )
    )


def page_number(request: Request) -> int:
    """Which page of the comments is asked for; 0, which no thread has, for what is no number."""
    page = request.query_params.get("page", "1")
    return int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 0


def form_values(
    typed: Typed,
    language: Language,
    *,
    target: Target,
    action: str,
    bases: Mapping[Language, str],
    answered: Comment | None = None,
) -> dict[str, Any]:
    """What the template of the form asks for; `bases` is what stands at the target in each language."""
    form = typed.form
    suggests = form.kind == CommentKind.SUGGESTION and target.kind is TargetKind.PARAGRAPH
    if typed.is_new and suggests and not form.suggested_wording:
        present = next((text for each, text in bases.items() if each == form.language), "")
        form = replace(form, suggested_wording=present)
    if typed.is_new and answered is None:
        form = replace(form, reply_to="")
    return {
        "form": form,
        "form_key": new_idempotency_key(),
        "action": action,
        "suggests": suggests,
        "can_quote": target.kind is TargetKind.PARAGRAPH and not suggests,
        "can_suggest": target.kind is TargetKind.PARAGRAPH,
        "on_question": target.kind is TargetKind.QUESTION,
        "answered": shown_comment(answered, language) if answered else None,
        "problems": typed.problems,
        "is_late": typed.is_late,
        "wait": typed.wait,
        "limits": LIMITS,
    }


def window_values(window: Window, services: Services, language: Language) -> dict[str, Any]:
    """What the templates say of the round: whether it takes comments now, else from when or until when."""
    return {
        "is_open": window.is_open,
        "round": round_values(window.round, services, language) if window.round else None,
    }


def round_values(round_: Round, services: Services, language: Language) -> dict[str, Any]:
    """A round as pages speak of it; `last_day` is the one that still counts, in the round's own time zone."""
    last_moment = round_.closes_at - timedelta(microseconds=1)
    return {
        "title": round_.titles[language],
        "href": addresses.round(language, round_.key),
        "stage": round_.stage(services.clock()).value,
        "first_day": round_.opens,
        "last_day": last_moment.astimezone(ZoneInfo(round_.time_zone)).date(),
        "city": round_.time_zone.split("/")[-1].replace("_", " "),
        "participation": round_.participation.value,
        "moderation": round_.moderation.value,
    }


def pages_of(path: str, number: int, total: int) -> dict[str, object]:
    """Links to the neighbours of a page of comments."""
    return {
        "number": number,
        "total": total,
        "previous": f"{path}?page={number - 1}" if number > 1 else None,
        "next": f"{path}?page={number + 1}" if number < total else None,
    }


async def typed_form(request: Request) -> tuple[CommentForm, str]:
    """What was typed in the form of a comment, and the key of the form."""
    async with request.form(max_files=0, max_fields=20) as sent:
        values = {name: sent.get(name, "") for name in (*_FIELDS, "form_key")}
    typed = {name: legible(value) for name, value in values.items() if isinstance(value, str)}
    return CommentForm(**{name: typed.get(name, "") for name in _FIELDS}), typed.get("form_key", "")


async def take_draft(
    request: Request, visiting: Visit, *, edition: str | None, target: Target, page: Page
) -> Response:
    """Put what was typed into the visitor's basket: 303 to the basket, 422 with what is wrong.

    409 when the thread or the round is closed, 429 for a client that sends very much. What is not taken
    comes back as it was typed.
    """
    form, form_key = await typed_form(request)
    services, token = visiting.services, basket_token(request) or new_basket_token()
    keep = partial(
        keep_draft,
        services.database,
        token=token,
        form=form,
        form_key=_key_of(form, form_key),
        edition=edition,
        target=target,
        at=services.clock(),
    )

    def keep_and_count() -> int:
        # In one go: each way to the database thread and back is a wait behind everybody else.
        count_client(request, services, DRAFT)
        keep()
        return len(read_basket(services.database, token=token))

    try:
        count = await services.run(keep_and_count)
    except (FormRefused, ThreadClosed, RoundNotOpen, TooMany) as refused:
        return await refusal(visiting, form, refused, page)
    response = RedirectResponse(addresses.basket(visiting.language), status_code=303)
    keep_basket(response, token, count, secure=services.secure)
    return response


def _key_of(form: CommentForm, form_key: str) -> str:
    """What makes a draft the same when it arrives again: the form, and what is typed in it.

    Whoever goes back to a form and writes something else in it means another comment.
    """
    typed = "\x1f".join((form_key or new_idempotency_key(), *astuple(form)))
    return hashlib.sha256(typed.encode("utf-8", "surrogatepass")).hexdigest()


async def refusal(
    visiting: Visit,
    form: CommentForm,
    refused: FormRefused | ThreadClosed | RoundNotOpen | TooMany,
    page: Page,
) -> Response:
    """The page with what was typed and why it was not taken."""
    headers = dict(visiting.headers)
    match refused:
        case FormRefused():
            typed, status = Typed(form, refused.problems), 422
        case TooMany():
            typed, status = Typed(form, wait=minutes(refused)), 429
            headers["retry-after"] = str(refused.retry_after)
        case _:
            typed, status = Typed(form, is_late=True), 409
    body = await visiting.services.run(page, typed=typed)
    return HTMLResponse(body, status_code=status, headers=headers)


def minutes(refused: TooMany) -> int:
    """In how many whole minutes it can be done again."""
    return -(-refused.retry_after // 60)
