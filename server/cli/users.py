"""`users`: who may moderate and edit."""

from typing import Annotated

import typer

from server.assembly import now
from server.cli.output import rooms, say, say_json, stop
from server.cli.record import Json
from server.domain.accounts import Role
from server.store.accounts import AccountExists
from server.text.languages import Language
from server.usecases.sign_in import add_account, list_accounts, make_sign_in_link
from server.web import addresses

users = typer.Typer(no_args_is_help=True, help="Accounts of moderators, editors and administrators.")


@users.command("add")
def add(
    email: Annotated[str, typer.Argument(help="Where the sign-in link goes; the name of the account.")],
    name: Annotated[str, typer.Option(help="How the account is called on pages.")] = "",
    role: Annotated[Role, typer.Option(help="What the account may do.")] = Role.EDITOR,
    side: Annotated[Language | None, typer.Option(help="The language it signs concepts off for.")] = None,
) -> None:
    """Add an account.

    Example: zwiespraak users add redactie@example.org --name "Redactie" --role editor --side nl
    """
    if "@" not in email:
        stop("An e-mail address is needed, like name@example.org.", 2)
    with rooms() as opened:
        try:
            account = add_account(
                opened.database, name=name or email.split("@")[0], email=email, role=role, side=side
            )
        except AccountExists:
            stop(f"There is an account for {email} already.")
    say(f"{account.name} <{account.email}> is {account.role} now.")


@users.command("list")
def show(as_json: Json = False) -> None:
    """List all accounts.

    Example: zwiespraak users list --json
    """
    with rooms() as opened:
        accounts = list_accounts(opened.database)
    if as_json:
        say_json([{"name": a.name, "email": a.email, "role": a.role, "side": a.side} for a in accounts])
    else:
        for account in accounts:
            say(f"{account.role:<14} {account.email:<40} {account.name}")


@users.command("link")
def link(
    email: Annotated[str, typer.Argument(help="The account's e-mail address.")],
    lang: Annotated[Language, typer.Option(help="Language of the page behind the link.")] = Language.NL,
) -> None:
    """Make a sign-in link that works once and for a day.

    Example: zwiespraak users link redactie@example.org --lang de
    """
    with rooms() as opened:
        token = make_sign_in_link(opened.database, email=email, at=now())
        base_url = opened.settings.base_url
    say(base_url + addresses.sign_in(lang, token))
