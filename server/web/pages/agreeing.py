"""Agreeing with a comment: with the button where an address was confirmed before, else with a mailed link."""

from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.comment_forms import FormRefused, Problem
from server.domain.limits import AGREE, MAIL_TO
from server.domain.tokens import Purpose
from server.domain.typed import is_address
from server.text.languages import Language
from server.usecases.agree_with_comment import agree, ask_to_agree
from server.usecases.find_comment import find_comment
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.limit_rate import TooMany, limit_rate
from server.usecases.missing import Missing
from server.web import addresses
from server.web.clients import limit_client
from server.web.pages.comment_cards import shown_comment
from server.web.pages.comment_form import LIMITS, minutes
from server.web.pages.own_pages import go_to, show_own, subject_of
from server.web.pages.page import Visit, show, visit
from server.web.pages.target_thread import place_address
from server.web.sessions import confirmed_person, keep_person
from server.web.translations import catalogue
from server.web.typed import legible


async def agreeing(request: Request, language: Language) -> Response:
    """Ask for an address (GET); agree at once where one was confirmed in this browser, else mail a link (POST)."""
    comment_id = request.path_params["comment"]
    if request.method != "POST":
        sent = "sent" in request.query_params
        return await show(request, language, partial(_page, comment_id=comment_id, sent=sent))
    async with request.form(max_files=0, max_fields=5) as typed:
        # The button of a comment sends no field at all.
        email = legible(str(typed["email"])) if "email" in typed else None
    visiting = await visit(request, language)
    refuse = partial(_refused, visiting, comment_id, email or "")
    try:
        await limit_client(request, visiting.services, AGREE)
        return await _agree_or_ask(request, visiting, comment_id, email)
    except RoundNotOpen:
        return await refuse(409, is_late=True)
    except FormRefused as refused:
        return await refuse(422, problem=refused.problems["email"])
    except TooMany as refused:
        answer = await refuse(429, wait=minutes(refused))
        answer.headers["retry-after"] = str(refused.retry_after)
        return answer


async def _agree_or_ask(request: Request, visiting: Visit, comment_id: str, email: str | None) -> Response:
    services, here = visiting.services, addresses.agreeing(visiting.language, comment_id)
    person = confirmed_person(request, services.signer, services.clock())
    if person:
        return await _agree(visiting, comment_id, person)
    if email is None:
        return go_to(here)
    await _ask(visiting, comment_id, email)
    return go_to(f"{here}?sent=1")


async def agreed(request: Request, language: Language) -> Response:
    """Show the button behind the mailed link (GET), or agree (POST)."""
    comment_id, _, person = subject_of(request, Purpose.AGREE).partition("/")
    if request.method != "POST":
        page = partial(_confirmation, comment_id=comment_id, token=request.path_params["token"])
        return await show_own(request, language, page)
    visiting = await visit(request, language)
    try:
        response = await _agree(visiting, comment_id, person)
    except RoundNotOpen:
        return await _refused(visiting, comment_id, "", 409, is_late=True)
    services = visiting.services
    keep_person(response, services.signer, person, services.clock(), secure=services.secure)
    return response


async def _agree(visiting: Visit, comment_id: str, person: str) -> Response:
    services = visiting.services
    await services.run(agree, services.database, comment_id=comment_id, person=person, at=services.clock())
    place = await services.run(find_comment, services.database, comment_id)
    return go_to(place_address(place, comment_id, visiting.language))


async def _ask(visiting: Visit, comment_id: str, email: str) -> None:
    services = visiting.services
    if is_address(email.strip()):
        await services.run(
            limit_rate,
            services.database,
            services.signer,
            limit=MAIL_TO,
            key=email.strip().casefold(),
            at=services.clock(),
            factor=services.limits,
        )
    await services.run(
        ask_to_agree,
        services.database,
        services.signer,
        comment_id=comment_id,
        email=email,
        language=visiting.language,
        at=services.clock(),
    )


async def _refused(
    visiting: Visit,
    comment_id: str,
    email: str,
    status: int,
    *,
    problem: Problem | None = None,
    is_late: bool = False,
    wait: int = 0,
) -> Response:
    page = partial(
        _page,
        visiting,
        comment_id=comment_id,
        email=email,
        problem=problem,
        is_late=is_late,
        wait=wait,
    )
    body = await visiting.services.run(page)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


def _page(
    visiting: Visit,
    *,
    comment_id: str,
    sent: bool = False,
    email: str = "",
    problem: Problem | None = None,
    is_late: bool = False,
    wait: int = 0,
) -> str:
    language = visiting.language
    place = find_comment(visiting.services.database, comment_id)
    if place.comment is None:
        raise Missing("comment", comment_id)
    return visiting.html(
        "agreeing.html",
        catalogue(language).gettext("I agree"),
        addresses.in_both("agreeing", comment=comment_id),
        card=shown_comment(place.comment, language),
        action=addresses.agreeing(language, comment_id),
        back=place_address(place, comment_id, language),
        token="",
        sent=sent,
        email=email,
        problems={"email": problem} if problem else {},
        is_late=is_late,
        wait=wait,
        limits=LIMITS,
    )


def _confirmation(visiting: Visit, *, comment_id: str, token: str) -> str:
    language = visiting.language
    place = find_comment(visiting.services.database, comment_id)
    if place.comment is None:
        raise Missing("comment", comment_id)
    return visiting.html(
        "agreeing.html",
        catalogue(language).gettext("I agree"),
        addresses.in_both("agreed", token=token),
        card=shown_comment(place.comment, language),
        action=addresses.agreed(language, token),
        back=place_address(place, comment_id, language),
        token=token,
        sent=False,
        email="",
        problems={},
        is_late=False,
        wait=0,
        limits=LIMITS,
    )
