"""Signing in with password and code, and setting both."""

import logging
from collections.abc import Mapping
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account
from server.text.languages import Language
from server.usecases.limit_rate import TooMany
from server.usecases.set_password import (
    PasswordForm,
    PasswordRefused,
    SignInAgain,
    check_fresh,
    codes_to_set_up,
    set_password,
)
from server.usecases.sign_in_with_password import SignInRefused, sign_in_with_password
from server.web import addresses
from server.web.clients import client_of
from server.web.devices import device_of
from server.web.own_paths import own_path
from server.web.pages.page import Visit, visit
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.signing_in import signed_in
from server.web.pages.signing_in_ways import SIGN_IN_AGAIN, ways_page
from server.web.qr_code import qr_code
from server.web.sessions import session_token, start_session
from server.web.translations import catalogue
from server.web.typed import legible

log = logging.getLogger("zwiespraak.web")


async def signing_in_with_password(request: Request, language: Language) -> Response:
    """Sign in with what was typed (POST); who only looks at the address is led to the ways (GET)."""
    if request.method != "POST":
        return RedirectResponse(addresses.sign_in_ways(language), status_code=303)
    visiting = await visit(request, language)
    async with request.form(max_files=0, max_fields=6) as sent:
        typed = {name: str(sent.get(name, "")) for name in ("email", "password", "code", "next")}
    services, email, next_path = visiting.services, legible(typed["email"]), own_path(typed["next"])
    act = partial(
        sign_in_with_password,
        services.database,
        services.signer,
        email=email,
        password=typed["password"],
        code=typed["code"],
        client=client_of(request, services),
        device=device_of(request),
        at=services.clock(),
        factor=services.limits,
    )
    again = partial(ways_page, visiting, next_path=next_path, email=email)
    try:
        session = await services.run_apart(act)
    except SignInRefused:
        return await again(problems={"password-email": "refused"}, status=422)
    except TooMany as refused:
        # Without a name: who was tried is nobody's business but theirs.
        log.warning("sign_in_slowed", extra={"retry_after": refused.retry_after})
        problems = {"password-email": "too-many"}
        return await again(problems=problems, status=429, retry_after=refused.retry_after)
    return signed_in(services, session, language, next_path)


async def own_password(request: Request, language: Language) -> Response:
    """Show the form with new codes to set up (GET), or keep the password (POST); soon after signing in only."""
    visiting, account = await signed_in_visit(request, language)
    services, token = visiting.services, session_token(request) or ""
    if request.method != "POST":
        try:
            await services.run(
                check_fresh, services.database, account=account, token=token, at=services.clock()
            )
        except SignInAgain:
            return _sign_in_again(language)
        return await _form_page(visiting, account, PasswordForm(), {})
    async with request.form(max_files=0, max_fields=6) as sent:
        form = PasswordForm(
            **{name: str(sent.get(name, "")) for name in ("password", "again", "code", "seed")}
        )
    act = partial(
        set_password,
        services.database,
        services.signer,
        account=account,
        token=token,
        form=form,
        device=device_of(request),
        at=services.clock(),
    )
    try:
        session = await services.run_apart(act)
    except SignInAgain:
        return _sign_in_again(language)
    except PasswordRefused as refused:
        return await _form_page(visiting, account, form, refused.problems)
    response = RedirectResponse(f"{addresses.own_account(language)}?done=password", status_code=303)
    start_session(response, session, secure=services.secure)
    return response


def _sign_in_again(language: Language) -> Response:
    to = addresses.sign_in_ways(language, addresses.own_password(language))
    return RedirectResponse(f"{to}&done={SIGN_IN_AGAIN}", status_code=303)


async def _form_page(
    visiting: Visit, account: Account, form: PasswordForm, problems: Mapping[str, str]
) -> Response:
    body = await visiting.services.run(partial(_form, visiting, account, form, problems))
    return HTMLResponse(body, status_code=422 if problems else 200, headers=visiting.headers)


def _form(visiting: Visit, account: Account, form: PasswordForm, problems: Mapping[str, str]) -> str:
    codes = codes_to_set_up(visiting.services.signer, account, form.seed)
    title = catalogue(visiting.language).gettext("QR code for your authenticator app")
    return visiting.html(
        "own_password.html",
        "",
        addresses.in_both("own_password"),
        problems=problems,
        email=account.email,
        seed=codes.seed,
        secret=" ".join(codes.secret[i : i + 4] for i in range(0, len(codes.secret), 4)),
        qr_code=qr_code(codes.address, title=title),
    )
