"""One draft of a basket: to change it, or to take it out."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.domain.comment_forms import CommentForm, Draft, FormRefused
from server.domain.limits import DRAFT
from server.text.languages import Language
from server.usecases.find_target import ThreadClosed
from server.usecases.keep_draft import RoundNotOpen, change_draft, read_basket, remove_draft
from server.usecases.limit_rate import TooMany
from server.usecases.review_basket import review_draft
from server.web import addresses
from server.web.clients import limit_client
from server.web.pages.basket import entry
from server.web.pages.comment_form import Typed, form_values, refusal, typed_form, window_values
from server.web.pages.page import Visit, show, visit
from server.web.sessions import basket_token, keep_basket
from server.web.translations import catalogue


async def draft(request: Request, language: Language) -> Response:
    """Show a draft (GET, with `remove` the question whether to take it out), or change or remove it (POST)."""
    token, number = basket_token(request) or "", _number(request)
    if request.method == "POST":
        visiting = await visit(request, language)
        if "remove" in request.query_params:
            return await _remove(visiting, token, number)
        return await _change(request, visiting, token, number)
    removing = "remove" in request.query_params
    return await show(
        request, language, partial(_draft, token=token, number=number, typed=None, removing=removing)
    )


def _number(request: Request) -> int:
    number: str = request.path_params["number"]
    # A number has at most 15 digits, so that every database takes it to look for.
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise HTTPException(404)
    return int(number)


async def _change(request: Request, visiting: Visit, token: str, number: int) -> Response:
    services = visiting.services
    form, _ = await typed_form(request)
    change = partial(
        change_draft, services.database, token=token, number=number, form=form, at=services.clock()
    )
    try:
        await limit_client(request, services, DRAFT)
        await services.run(change)
    except (FormRefused, ThreadClosed, RoundNotOpen, TooMany) as refused:
        page = partial(_draft, visiting, token=token, number=number, removing=False)
        return await refusal(visiting, form, refused, page)
    return RedirectResponse(f"{addresses.basket(visiting.language)}#draft-{number}", status_code=303)


async def _remove(visiting: Visit, token: str, number: int) -> Response:
    services = visiting.services
    await services.run(remove_draft, services.database, token=token, number=number)
    left = len(await services.run(read_basket, services.database, token=token))
    response = RedirectResponse(addresses.basket(visiting.language), status_code=303)
    keep_basket(response, token, left, secure=services.secure)
    return response


def _draft(visiting: Visit, *, token: str, number: int, typed: Typed | None, removing: bool) -> str:
    services, language = visiting.services, visiting.language
    kept, found = review_draft(services.database, token=token, number=number, at=services.clock())
    _ = catalogue(language).gettext
    title = _("Remove this comment?") if removing else _("Change your comment")
    return visiting.html(
        "draft_editing.html",
        title,
        addresses.in_both("draft", number=str(number)),
        draft=entry(kept, found, language),
        removing=removing,
        **window_values(found.window, services, language),
        **form_values(
            typed or Typed(_form(kept.draft)),
            language,
            target=kept.draft.target,
            action=visiting.path,
            bases={kept.draft.language: kept.draft.base_text},
            answered=found.answered.get(kept.draft.reply_to),
        ),
    )


def _form(draft: Draft) -> CommentForm:
    """What was typed, as it lies in the basket."""
    return CommentForm(
        text=draft.text,
        language=draft.language.value,
        kind=draft.kind.value,
        suggested_wording=draft.suggested_wording,
        quote_exact=draft.quote.exact if draft.quote else "",
        quote_prefix=draft.quote.prefix if draft.quote else "",
        quote_suffix=draft.quote.suffix if draft.quote else "",
        reply_to=draft.reply_to,
    )
