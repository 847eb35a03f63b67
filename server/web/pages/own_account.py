"""One's own account: who one is here, how one signs in, where one is signed in."""

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account
from server.text.languages import Language
from server.usecases.end_sessions import end_one_session, end_other_sessions, list_sessions
from server.usecases.set_password import SignInAgain, forget_password, has_password
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.pages.signing_in_ways import SIGN_IN_AGAIN
from server.web.sessions import session_token


async def own_account(request: Request, language: Language) -> Response:
    """Show the account (GET), or end sessions or remove the password (POST)."""
    visiting, account = await signed_in_visit(request, language)
    token = session_token(request) or ""
    if request.method == "POST":
        async with request.form(max_files=0, max_fields=3) as sent:
            act, session = str(sent.get("act", "")), str(sent.get("session", ""))
        to = await _act(visiting, account, token, act, session)
        return RedirectResponse(to, status_code=303)
    done = request.query_params.get("done", "")
    body = await visiting.services.run(partial(_page, visiting, account, token, done))
    return HTMLResponse(body, headers=visiting.headers)


async def _act(visiting: Visit, account: Account, token: str, act: str, session: str) -> str:
    """Do what a button says; the address to go to afterwards."""
    services, at, here = (
        visiting.services,
        visiting.services.clock(),
        addresses.own_account(visiting.language),
    )
    if act == "end" and session.isalnum():
        end = partial(end_one_session, services.database, account=account, session_id=session, at=at)
        await services.run(end)
        return f"{here}?done=ended"
    if act == "end-others":
        await services.run(
            partial(end_other_sessions, services.database, account=account, token=token, at=at)
        )
        return f"{here}?done=others"
    if act == "forget":
        try:
            await services.run(
                partial(forget_password, services.database, account=account, token=token, at=at)
            )
        except SignInAgain:
            return f"{addresses.sign_in_ways(visiting.language, here)}&done={SIGN_IN_AGAIN}"
        return f"{here}?done=forgotten"
    raise HTTPException(400)


def _page(visiting: Visit, account: Account, token: str, done: str) -> str:
    services = visiting.services
    return visiting.html(
        "own_account.html",
        "",
        addresses.in_both("own_account"),
        done=done,
        password_set=has_password(services.database, account=account),
        sessions=list_sessions(services.database, account=account, token=token, at=services.clock()),
    )
