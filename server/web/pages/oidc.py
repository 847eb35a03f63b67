"""Signing in by way of an OpenID provider: off to it, and back."""

import logging
from functools import partial
from hmac import compare_digest

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.limits import SIGN_IN_CLIENT
from server.text.languages import Language
from server.usecases.limit_rate import TooMany
from server.usecases.missing import Missing
from server.usecases.sign_in_with_oidc import (
    NoAccount,
    begin_with_oidc,
    come_back_from_oidc,
    sign_in_with_oidc,
)
from server.web.clients import limit_client
from server.web.devices import device_of
from server.web.identity_provider import IdentityProvider, ProviderDown, ProviderRefused
from server.web.languages import preferred_language
from server.web.own_paths import own_path
from server.web.pages.page import Visit, services_of, visit
from server.web.pages.signing_in import signed_in
from server.web.services import Services
from server.web.sessions import forget_oidc_state, keep_oidc_state, oidc_state

log = logging.getLogger("zwiespraak.web")

# What the page says, and its status: RFC 9110, 15.6.4 for who is not there, 15.5.4 for who may not.
_STATUS = {"down": 503, "refused": 403, "no-account": 403}


async def to_provider(request: Request, language: Language) -> Response:
    """Send the browser to the provider, with a state that only it may come back with."""
    services, provider = _provider(request)
    next_path = own_path(request.query_params.get("next", ""))
    try:
        await limit_client(request, services, SIGN_IN_CLIENT)
    except TooMany as refused:
        raise HTTPException(429, headers={"retry-after": str(refused.retry_after)}) from None
    at = services.clock()
    begin = partial(begin_with_oidc, services.database, language=language, next_path=next_path, at=at)
    begun = await services.run(begin)
    try:
        there = await services.run_apart(
            provider.way_there, state=begun.state, nonce=begun.nonce, verifier=begun.verifier, at=at
        )
    except ProviderDown as error:
        log.warning("oidc_down", extra={"error": str(error)})
        return await _failed(await visit(request, language), "down")
    response = RedirectResponse(there, status_code=303)
    keep_oidc_state(response, begun.state, secure=services.secure)
    return response


async def from_provider(request: Request) -> Response:
    """Take who comes back from the provider; only the browser that went there, and only once."""
    services, provider = _provider(request)
    code, state = (request.query_params.get(name, "") for name in ("code", "state"))
    visiting = await visit(request, preferred_language(request.headers.get("accept-language", "")))
    # Another site could otherwise have the browser sign in to an account of its own choice.
    if not state or not compare_digest(state.encode(), oidc_state(request).encode()):
        return await _failed(visiting, "refused")
    at = services.clock()
    try:
        asked = await services.run(come_back_from_oidc, services.database, state=state, at=at)
    except Missing:
        return await _failed(visiting, "refused")
    visiting = Visit(services, asked.language, visiting.account, visiting.path)
    if not code:
        # The provider says that it was broken off; why is said there.
        return await _failed(visiting, "refused")
    try:
        identity = await services.run_apart(
            provider.who_came_back, code=code, nonce=asked.nonce, verifier=asked.verifier, at=at
        )
        enter = partial(sign_in_with_oidc, identity=identity, device=device_of(request), at=at)
        session = await services.run(enter, services.database)
    except (ProviderDown, ProviderRefused, NoAccount) as error:
        return await _refused(visiting, error)
    response = signed_in(services, session, asked.language, asked.next)
    forget_oidc_state(response, secure=services.secure)
    return response


async def _refused(visiting: Visit, error: Exception) -> Response:
    if isinstance(error, NoAccount):
        return await _failed(visiting, "no-account")
    if isinstance(error, ProviderDown):
        log.warning("oidc_down", extra={"error": str(error)})
        return await _failed(visiting, "down")
    log.warning("oidc_refused", extra={"error": str(error)})
    return await _failed(visiting, "refused")


async def _failed(visiting: Visit, reason: str) -> Response:
    make = partial(visiting.html, "sign_in_failed.html", "", None, reason=reason)
    body = await visiting.services.run(make)
    headers = {**visiting.headers, "cache-control": "no-store"}
    response = HTMLResponse(body, status_code=_STATUS[reason], headers=headers)
    forget_oidc_state(response, secure=visiting.services.secure)
    return response


def _provider(request: Request) -> tuple[Services, IdentityProvider]:
    """The provider, where there is one; otherwise there is no such page."""
    services = services_of(request)
    if services.provider is None:
        raise HTTPException(404)
    return services, services.provider
