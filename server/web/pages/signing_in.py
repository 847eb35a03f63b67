"""Signing in with a link, and signing out."""

from functools import partial

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.text.languages import Language
from server.usecases.sign_in import is_open_link, sign_in, sign_out
from server.web import addresses
from server.web.devices import device_of
from server.web.own_paths import own_path
from server.web.pages.page import Visit, services_of, show
from server.web.services import Services
from server.web.sessions import end_session, session_token, start_session


async def signing_in(request: Request, language: Language) -> Response:
    """Show the button (GET), or use the link up and sign in (POST).

    The link alone signs nobody in: mail programs open links to look at them.
    """
    token = request.path_params["token"]
    if request.method == "POST":
        services = services_of(request)
        act = partial(sign_in, services.database, token=token, at=services.clock(), device=device_of(request))
        session = await services.run(act)
        if session is not None:
            return signed_in(services, session, language)
    page = await show(request, language, partial(_sign_in_page, token=token))
    # Its address is a secret until it has been used.
    page.headers["cache-control"] = "no-store"
    return page


async def signing_out(request: Request, language: Language) -> Response:
    """End the session here and in the browser."""
    services, token = services_of(request), session_token(request)
    if token:
        await services.run(sign_out, services.database, token=token)
    response = RedirectResponse(addresses.start(language), status_code=303)
    end_session(response, secure=services.secure)
    return response


def signed_in(services: Services, session: str, language: Language, next_path: str = "") -> Response:
    """Let the browser keep the session, and send it on: to the page it came from, or to the work room."""
    to = own_path(next_path) or addresses.work_room(language)
    response = RedirectResponse(to, status_code=303)
    start_session(response, session, secure=services.secure)
    return response


def _sign_in_page(visiting: Visit, token: str) -> str:
    services = visiting.services
    return visiting.html(
        "sign_in.html",
        "",
        addresses.in_both("sign_in", token=token),
        token_ok=is_open_link(services.database, token=token, at=services.clock()),
        action=addresses.sign_in(visiting.language, token),
    )
