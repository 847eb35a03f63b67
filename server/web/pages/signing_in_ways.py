"""The page with the ways to sign in; a sign-in link by mail is one of them."""

from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.text.languages import Language
from server.usecases.ask_for_link import AddressInvalid, ask_for_link
from server.usecases.limit_rate import TooMany
from server.web import addresses
from server.web.clients import client_of
from server.web.own_paths import own_path
from server.web.pages.page import Visit, visit
from server.web.typed import legible

# What the page says besides: a mail was sent, or signing in once more is needed.
_SENT = "sent"
SIGN_IN_AGAIN = "again"


async def signing_in_ways(request: Request, language: Language) -> Response:
    """Show the ways (GET), or have a link mailed to whatever address was typed (POST)."""
    visiting = await visit(request, language)
    if request.method == "POST":
        return await _ask(request, visiting)
    next_path, said = own_path(request.query_params.get("next", "")), request.query_params.get("done", "")
    return await ways_page(visiting, next_path=next_path, said=said)


async def ways_page(
    visiting: Visit,
    *,
    next_path: str = "",
    email: str = "",
    problems: Mapping[str, str] | None = None,
    said: str = "",
    status: int = 200,
    retry_after: int = 0,
) -> Response:
    """The page with the ways; `problems` maps the id of a field to what is wrong with it."""
    make = partial(
        visiting.html,
        "sign_in_ways.html",
        "",
        addresses.in_both("sign_in_ways"),
        next_path=next_path,
        email=email,
        problems=problems or {},
        said=said,
        minutes=max(1, -(-retry_after // 60)),
        with_provider=visiting.services.provider is not None,
    )
    headers = {**visiting.headers, "cache-control": "no-store"}
    if retry_after:
        headers["retry-after"] = str(retry_after)
    return HTMLResponse(await visiting.services.run(make), status_code=status, headers=headers)


async def _ask(request: Request, visiting: Visit) -> Response:
    async with request.form(max_files=0, max_fields=5) as sent:
        email, next_path = (legible(str(sent.get(name, ""))) for name in ("email", "next"))
    services = visiting.services
    act = partial(
        ask_for_link,
        services.database,
        services.signer,
        email=email,
        language=visiting.language,
        client=client_of(request, services),
        at=services.clock(),
        factor=services.limits,
    )
    again = partial(ways_page, visiting, next_path=own_path(next_path), email=email)
    try:
        await services.run(act)
    except AddressInvalid:
        return await again(problems={"email": "email-invalid"}, status=422)
    except TooMany as refused:
        return await again(problems={"email": "too-many"}, status=429, retry_after=refused.retry_after)
    return RedirectResponse(f"{addresses.sign_in_ways(visiting.language)}?done={_SENT}", status_code=303)
