"""`users`: who may moderate and edit."""

from typing import Annotated

import typer

from server.assembly import Rooms, now
from server.cli.output import rooms, say, say_json, stop
from server.cli.record import Json
from server.domain.accounts import Account, AccountForm, AccountProblem, AccountRefused, Role, check_account
from server.text.languages import Language
from server.usecases.manage_accounts import add_account, change_account, close_account, list_accounts
from server.usecases.missing import Missing
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses

users = typer.Typer(no_args_is_help=True, help="Accounts of moderators, editors and administrators.")

Email = Annotated[str, typer.Argument(help="The account's e-mail address.")]
Side = Annotated[Language | None, typer.Option(help="The language it signs concepts off for.")]

_REASONS = {
    AccountProblem.NAME_MISSING: "A name is needed.",
    AccountProblem.NAME_TOO_LONG: "The name is too long.",
    AccountProblem.EMAIL_INVALID: "An e-mail address is needed, like name@example.org.",
    AccountProblem.EMAIL_TAKEN: "There is an account for this address already.",
    AccountProblem.LAST_ADMINISTRATOR: "This is the last administrator: make somebody else one first.",
}


@users.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Where the sign-in link goes; the name of the account.")],
    name: Annotated[str, typer.Option(help="How the account is called on pages.")] = "",
    role: Annotated[Role, typer.Option(help="What the account may do.")] = Role.EDITOR,
    side: Side = None,
    mail: Annotated[
        Language | None, typer.Option(help="Mail a sign-in link in this language at once.")
    ] = None,
) -> None:
    """Add an account.

    Example: zwiespraak users add redactie@example.org --name "Redactie" --role editor --side nl
    """
    try:
        details = check_account(AccountForm(name or email.split("@")[0], email, role, side or ""))
        with rooms() as opened:
            account = add_account(opened.database, details=details, by=None, at=now(), mail_in=mail)
    except AccountRefused as refused:
        _stop(refused)
    say(f"{account.name} <{account.email}> is {account.role} now.")


@users.command("list")
def show(as_json: Json = False) -> None:
    """List all open accounts.

    Example: zwiespraak users list --json
    """
    with rooms() as opened:
        accounts = [each for each in list_accounts(opened.database, by=None) if each.closed is None]
    if as_json:
        say_json([{"name": a.name, "email": a.email, "role": a.role, "side": a.side} for a in accounts])
    else:
        for account in accounts:
            say(f"{account.role:<14} {account.email:<40} {account.name}")


@users.command("link")
def link(
    email: Email,
    lang: Annotated[Language, typer.Option(help="Language of the page behind the link.")] = Language.NL,
) -> None:
    """Make a sign-in link that works once and for a day.

    Example: zwiespraak users link redactie@example.org --lang de
    """
    with rooms() as opened:
        token = make_sign_in_link(opened.database, email=email, at=now())
        base_url = opened.settings.base_url
    say(base_url + addresses.sign_in(lang, token))


@users.command("change")
def change(
    email: Email,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    role: Annotated[Role | None, typer.Option(help="Another role.")] = None,
    side: Side = None,
    no_side: Annotated[bool, typer.Option("--no-side", help="It signs off for neither side.")] = False,
) -> None:
    """Change the name, role or side of an account; what is not named stays.

    Example: zwiespraak users change redactie@example.org --role administrator
    """
    with rooms() as opened:
        before = _account(opened, email)
        chosen = "" if no_side else side or before.side or ""
        form = AccountForm(before.name if name is None else name, before.email, role or before.role, chosen)
        try:
            details = check_account(form)
            account = change_account(
                opened.database, account_id=before.id, details=details, by=None, at=now()
            )
        except AccountRefused as refused:
            _stop(refused)
    signs = f", signs off for {account.side}" if account.side else ""
    say(f"{account.name} <{account.email}> is {account.role} now{signs}.")


@users.command("close")
def close(email: Email) -> None:
    """Close an account for good: sessions end, links and password work no more, the address is forgotten.

    Example: zwiespraak users close redactie@example.org
    """
    with rooms() as opened:
        account = _account(opened, email)
        try:
            close_account(opened.database, account_id=account.id, by=None, at=now())
        except AccountRefused as refused:
            _stop(refused)
    say(f"The account of {account.name} is closed.")


def _account(opened: Rooms, email: str) -> Account:
    for each in list_accounts(opened.database, by=None):
        if each.closed is None and each.email == email.strip().lower():
            return each
    raise Missing("account", email)


def _stop(refused: AccountRefused) -> None:
    problems = list(refused.problems.values())
    wrong_use = AccountProblem.EMAIL_INVALID in problems or AccountProblem.NAME_MISSING in problems
    stop(" ".join(_REASONS[each] for each in problems), 2 if wrong_use else 1)
