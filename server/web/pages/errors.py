"""Errors, in the reader's language: what happened and what to do; never why inside the machine."""

import logging
import traceback
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account
from server.store.database import StoreFull, StoreUnavailable
from server.usecases.missing import Missing
from server.usecases.sign_in import signed_in_account
from server.web import addresses
from server.web.languages import language_of_path
from server.web.own_paths import path_of
from server.web.problems import is_for_programs, problem_of_status
from server.web.rendering import render
from server.web.services import Services
from server.web.sessions import session_token
from server.web.typed import legible

log = logging.getLogger("zwiespraak.web")

# RFC 4918, 11.5: 507 Insufficient Storage.
_NO_ROOM = 507
_RETRY_AFTER_SECONDS = "5"

# What is long to type again, in whatever form.
_TEXT_FIELDS = ("text", "suggested_wording", "text_nl", "text_de")


async def http_error(request: Request, error: Exception) -> Response:
    """An error the framework or a page raised with its status."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = {name.lower(): value for name, value in (getattr(error, "headers", None) or {}).items()}
    if status == 405:
        # RFC 9110, 15.5.6: a 405 must name what is allowed; static files do not say it themselves.
        headers.setdefault("allow", "GET, HEAD")
    if status == 403 and not is_for_programs(request):
        return await _forbidden(request, headers)
    return _page(request, status, headers)


async def _forbidden(request: Request, headers: dict[str, str]) -> Response:
    """Who is not signed in is asked to sign in first; who is signed in, or has sent a form, is told so.

    A form is not sent on to another page: what was typed is still in the browser, one step back.
    """
    services: Services = request.app.state.services
    account, token = None, session_token(request)
    if token:
        account = await services.run(signed_in_account, services.database, token=token, at=services.clock())
    here = path_of(request) if request.method in ("GET", "HEAD") else ""
    if account is None and here:
        to = addresses.sign_in_ways(language_of_path(request.scope["path"], ""), here)
        return RedirectResponse(to, status_code=303, headers={"cache-control": "no-store"})
    return _page(request, 403, headers, account)


async def missing(request: Request, _error: Exception) -> Response:
    """What was asked for is not there, or not public: the same answer for both."""
    return _page(request, 404)


async def store_error(request: Request, error: Exception) -> Response:
    """The database has no room or does not answer; both pass, so the reader is asked to try again."""
    log.warning("store_error", extra={"error": type(error).__name__})
    status = _NO_ROOM if isinstance(error, StoreFull) else 503
    return _page(request, status, {"retry-after": _RETRY_AFTER_SECONDS}, typed=await _typed(request))


async def _typed(request: Request) -> list[str]:
    """The texts that somebody has just sent with a form: what cannot be kept goes back to its writer."""
    if request.method != "POST":
        return []
    try:
        sent = await request.form(max_files=0, max_fields=20)
    except (HTTPException, ClientDisconnect):
        return []
    values = (sent.get(name) for name in _TEXT_FIELDS)
    return [legible(value) for value in values if isinstance(value, str) and value.strip()]


async def unexpected(request: Request, error: Exception) -> Response:
    """A fault of ours: kept in the log by its kind, without what anybody typed."""
    log.error(
        "unexpected",
        extra={"error": type(error).__name__, "route": _route(request), "frames": _frames(error)},
    )
    return _page(request, 500)


async def gone(_request: Request, _error: Exception) -> Response:
    """The browser hung up while it was sending: nobody is there to read an answer."""
    return Response(status_code=400)


HANDLERS: dict[Any, Any] = {
    HTTPException: http_error,
    Missing: missing,
    StoreFull: store_error,
    StoreUnavailable: store_error,
    ClientDisconnect: gone,
    Exception: unexpected,
}


def _page(
    request: Request,
    status: int,
    headers: dict[str, str] | None = None,
    account: Account | None = None,
    *,
    typed: Sequence[str] = (),
) -> Response:
    if is_for_programs(request):
        return problem_of_status(request, status, headers)
    language = language_of_path(request.scope["path"], request.headers.get("accept-language", ""))
    body = render(
        "error.html",
        language,
        {
            "document": _NAMELESS,
            "title": "",
            "alternates": None,
            "canonical": None,
            "base_url": request.app.state.services.base_url,
            "account": account,
            "query": "",
            "status": status,
            "heading": "",
            "explanation": "",
            "what_to_do": "",
            "typed": typed,
        },
    )
    return HTMLResponse(
        body, status_code=status, headers={"content-language": language.value, **(headers or {})}
    )


class _Nameless:
    """The document on an error page: an error may mean that the database cannot say its title."""

    def __init__(self) -> None:
        self.titles = self.subtitles = {"nl": "", "de": ""}
        self.publisher = self.licence = ""


_NAMELESS = _Nameless()


def _frames(error: Exception) -> list[str]:
    # Where, not with what: an error's text and a full traceback may quote what somebody typed.
    return [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]


def _route(request: Request) -> str:
    # The pattern, not the address: an address may hold what somebody searched for, or a token.
    route = request.scope.get("route")
    return getattr(route, "path", "")
