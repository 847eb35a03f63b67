"""The accounts, for administrators: add, change, end sessions, close."""

from collections.abc import Callable, Mapping
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from server.domain.accounts import Account, AccountForm, AccountProblem, AccountRefused, Role, check_account
from server.text.languages import Language
from server.usecases.end_sessions import end_all_sessions, list_sessions
from server.usecases.manage_accounts import (
    add_account,
    change_account,
    close_account,
    list_accounts,
    mail_link,
    read_account,
)
from server.web import addresses
from server.web.pages.page import Visit
from server.web.pages.signed_in import signed_in_visit
from server.web.typed import legible

Problems = Mapping[str, AccountProblem]


async def accounts(request: Request, language: Language) -> Response:
    """Show all accounts (GET), or add one (POST)."""
    visiting, by = await signed_in_visit(request, language, Role.ADMINISTRATOR)
    if request.method != "POST":
        return await _list_page(visiting, by, done=request.query_params.get("done", ""))
    sent = await _sent(request)
    form, mail = _form(sent), sent.get("mail", "")
    services = visiting.services
    try:
        act = partial(
            add_account,
            details=check_account(form),
            by=by,
            at=services.clock(),
            mail_in=Language(mail) if mail in tuple(Language) else language,
        )
        await services.run(act, services.database)
    except AccountRefused as refused:
        return await _list_page(visiting, by, form=form, mail=mail, problems=refused.problems)
    return RedirectResponse(f"{addresses.accounts(language)}?done=added", status_code=303)


async def account(request: Request, language: Language) -> Response:
    """Show one account (GET), or do what one of its buttons says (POST)."""
    visiting, by = await signed_in_visit(request, language, Role.ADMINISTRATOR)
    number = request.path_params["account"]
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise HTTPException(404)
    services = visiting.services
    shown = await services.run(partial(read_account, services.database, account_id=int(number), by=by))
    if request.method != "POST":
        return await _account_page(visiting, shown, _form_of(shown), request.query_params.get("done", ""))
    sent = await _sent(request)
    form, act = _form({**sent, "email": shown.email}), sent.get("act", "")
    try:
        if act == "close" and sent.get("sure") != "yes":
            raise AccountRefused({"sure": AccountProblem.NOT_SURE})  # noqa: TRY301 - shown as any other
        to = await _act(visiting, by, shown, form, act)
    except AccountRefused as refused:
        typed = form if act == "change" else _form_of(shown)
        return await _account_page(visiting, shown, typed, "", refused.problems)
    return RedirectResponse(to, status_code=303)


async def _act(visiting: Visit, by: Account, shown: Account, form: AccountForm, act: str) -> str:
    """Do what a button says; the address to go to afterwards. Raises AccountRefused."""
    services, language = visiting.services, visiting.language
    database, at, here = services.database, services.clock(), addresses.account(language, shown.id)
    if act == "change":
        details = check_account(form)
        change = partial(change_account, account_id=shown.id, details=details, by=by, at=at)
        await services.run(change, database)
        return f"{here}?done=changed"
    if act == "end":
        await services.run(partial(end_all_sessions, database, account_id=shown.id, by=by, at=at))
        return f"{here}?done=ended"
    if act == "mail":
        await services.run(partial(mail_link, database, account_id=shown.id, by=by, language=language, at=at))
        return f"{here}?done=mailed"
    if act == "close":
        await services.run(partial(close_account, database, account_id=shown.id, by=by, at=at))
        return f"{addresses.accounts(language)}?done=closed"
    raise HTTPException(400)


async def _sent(request: Request) -> Mapping[str, str]:
    async with request.form(max_files=0, max_fields=6) as sent:
        return {name: legible(value) for name, value in sent.items() if isinstance(value, str)}


def _form(sent: Mapping[str, str]) -> AccountForm:
    return AccountForm(**{name: sent.get(name, "") for name in ("name", "email", "role", "side")})


def _form_of(shown: Account) -> AccountForm:
    return AccountForm(shown.name, shown.email, shown.role, shown.side or "")


async def _list_page(
    visiting: Visit,
    by: Account,
    *,
    form: AccountForm = AccountForm(),  # noqa: B008 - a value that cannot be changed
    mail: str = "",
    problems: Problems | None = None,
    done: str = "",
) -> Response:
    def page() -> str:
        everyone = list_accounts(visiting.services.database, by=by)
        return visiting.html(
            "accounts.html",
            "",
            addresses.in_both("accounts"),
            open=[each for each in everyone if each.closed is None],
            closed=[each for each in everyone if each.closed is not None],
            form=form,
            mail=mail,
            problems=problems or {},
            done=done,
        )

    return await _answer(visiting, page, problems)


async def _account_page(
    visiting: Visit, shown: Account, form: AccountForm, done: str, problems: Problems | None = None
) -> Response:
    def page() -> str:
        services = visiting.services
        return visiting.html(
            "account.html",
            "",
            addresses.in_both("account", account=str(shown.id)),
            shown=shown,
            form=form,
            sessions=list_sessions(services.database, account=shown, token="", at=services.clock()),
            problems=problems or {},
            done=done,
        )

    return await _answer(visiting, page, problems)


async def _answer(visiting: Visit, page: Callable[[], str], problems: Problems | None) -> Response:
    body = await visiting.services.run(page)
    return HTMLResponse(body, status_code=422 if problems else 200, headers=visiting.headers)
