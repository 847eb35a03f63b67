"""What is kept of oneself: asked for with an address, answered by mail, downloaded or erased behind the link."""

import json
from functools import partial
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.comment_forms import FormRefused, Problem
from server.domain.limits import MAIL_TO, OWN_DATA
from server.domain.tokens import Purpose
from server.domain.typed import is_address
from server.text.languages import Language
from server.usecases.ask_for_own_data import ask_for_own_data
from server.usecases.erase_person import AccountFate, erase_own_data
from server.usecases.export_person import export_own_data
from server.usecases.limit_rate import TooMany, limit_rate
from server.web import addresses
from server.web.clients import limit_client
from server.web.pages.comment_form import LIMITS, minutes
from server.web.pages.own_pages import go_to, kept_nowhere, show_own, subject_of
from server.web.pages.page import Visit, services_of, show, visit
from server.web.services import Services
from server.web.sessions import end_session, forget_person
from server.web.translations import catalogue
from server.web.typed import legible

_FILE_NAMES: Final = {Language.NL: "mijn-gegevens.json", Language.DE: "meine-daten.json"}
# RFC 9110, 15.5.11: what a link was for has been done, and it will not be done again.
_GONE: Final = 410


async def own_data(request: Request, language: Language) -> Response:
    """Show the form (GET), or have the answer mailed (POST): the page is the same for every address."""
    if request.method != "POST":
        return await show(request, language, partial(_asking, sent="sent" in request.query_params))
    async with request.form(max_files=0, max_fields=5) as typed:
        email = legible(str(typed.get("email", "")))
    visiting = await visit(request, language)
    try:
        await limit_client(request, visiting.services, OWN_DATA)
        await _ask(visiting.services, email, language)
    except FormRefused as refused:
        return await _refused(visiting, email, 422, problem=refused.problems["email"])
    except TooMany as refused:
        answer = await _refused(visiting, email, 429, wait=minutes(refused))
        answer.headers["retry-after"] = str(refused.retry_after)
        return answer
    return go_to(f"{addresses.own_data(language)}?sent=1")


async def own_data_link(request: Request, language: Language) -> Response:
    """Show what can be done (GET), or do it (POST): download all, or erase all when that was confirmed."""
    subject_of(request, Purpose.OWN_DATA)
    if request.method != "POST":
        return await _link_page(request, language, "choose")
    async with request.form(max_files=0, max_fields=5) as typed:
        act, is_sure = str(typed.get("act", "")), typed.get("sure") == "yes"
    if act == "download":
        return await _download(request, language)
    if act == "erase":
        return await _erase(request, language) if is_sure else await _link_page(request, language, "sure")
    raise HTTPException(400)


async def _ask(services: Services, email: str, language: Language) -> None:
    if is_address(email.strip()):
        try:
            await services.run(
                limit_rate,
                services.database,
                services.signer,
                limit=MAIL_TO,
                key=email.strip().casefold(),
                at=services.clock(),
                factor=services.limits,
            )
        except TooMany:
            # Mails enough have gone there; that this is so is nobody else's business.
            return
    await services.run(
        ask_for_own_data,
        services.database,
        services.signer,
        email=email,
        language=language,
        at=services.clock(),
    )


async def _download(request: Request, language: Language) -> Response:
    services, token = services_of(request), request.path_params["token"]
    exported = await services.run(
        export_own_data, services.database, services.signer, token=token, at=services.clock()
    )
    if exported is None:
        return await _link_page(request, language, "used", _GONE)
    body = json.dumps(exported, ensure_ascii=False, indent=2).encode()
    name = _FILE_NAMES[language]
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return kept_nowhere(Response(body, media_type="application/json", headers=headers))


async def _erase(request: Request, language: Language) -> Response:
    services, token = services_of(request), request.path_params["token"]
    erased = await services.run(
        erase_own_data, services.database, services.signer, token=token, at=services.clock()
    )
    if erased is None:
        return await _link_page(request, language, "used", _GONE)
    response = await _link_page(request, language, "kept" if erased.account is AccountFate.KEPT else "erased")
    forget_person(response, secure=services.secure)
    if erased.account is AccountFate.CLOSED:
        end_session(response, secure=services.secure)
    return response


async def _refused(
    visiting: Visit, email: str, status: int, *, problem: Problem | None = None, wait: int = 0
) -> Response:
    body = await visiting.services.run(_asking, visiting, email=email, problem=problem, wait=wait)
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


def _asking(
    visiting: Visit, *, sent: bool = False, email: str = "", problem: Problem | None = None, wait: int = 0
) -> str:
    return visiting.html(
        "own_data.html",
        catalogue(visiting.language).gettext("Your data"),
        addresses.in_both("own_data"),
        sent=sent,
        email=email,
        problems={"email": problem} if problem else {},
        wait=wait,
        limits=LIMITS,
    )


async def _link_page(request: Request, language: Language, state: str, status: int = 200) -> Response:
    return await show_own(
        request, language, partial(_link, token=request.path_params["token"], state=state), status
    )


def _link(visiting: Visit, *, token: str, state: str) -> str:
    return visiting.html(
        "own_data_link.html",
        catalogue(visiting.language).gettext("Your data"),
        addresses.in_both("own_data_link", token=token),
        action=addresses.own_data_link(visiting.language, token),
        state=state,
    )
