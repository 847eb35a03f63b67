"""Add, change and close accounts: administrators on their page, or who runs the service at the command line."""

from dataclasses import replace
from datetime import datetime

from server.domain.accounts import Account, AccountDetails, AccountProblem, AccountRefused, Role
from server.domain.acts import Act, ActKind
from server.domain.mails import Mail, MailKind
from server.store import accounts, acts, identities, mails, passwords, purging, sessions, sign_in_links
from server.store.accounts import AccountExists
from server.store.database import Connection, Database
from server.text.languages import Language
from server.usecases.missing import Missing


class NotAdministrator(Exception):
    """Only administrators may do this."""


def list_accounts(database: Database, *, by: Account | None) -> list[Account]:
    """Every account, closed ones too; `by` is None at the command line. Raises NotAdministrator."""
    _check_may(by)
    with database.read() as connection:
        return accounts.all_accounts(connection)


def read_account(database: Database, *, account_id: int, by: Account) -> Account:
    """An open account. Raises NotAdministrator, Missing."""
    _check_may(by)
    with database.read() as connection:
        return _open_account(connection, account_id)


def add_account(
    database: Database,
    *,
    details: AccountDetails,
    by: Account | None,
    at: datetime,
    mail_in: Language | None = None,
) -> Account:
    """Add somebody who works on the document, and mail a sign-in link in a language where one is named.

    Raises NotAdministrator, AccountRefused.
    """
    _check_may(by)
    with database.write() as connection:
        try:
            account = accounts.add_account(
                connection, name=details.name, email=details.email, role=details.role, side=details.side
            )
        except AccountExists:
            raise AccountRefused({"email": AccountProblem.EMAIL_TAKEN}) from None
        _log(connection, ActKind.ACCOUNT_ADDED, account, by, at, to_state=account.role)
        if mail_in is not None:
            _mail_link(connection, account, mail_in, at)
    return account


def change_account(
    database: Database, *, account_id: int, details: AccountDetails, by: Account | None, at: datetime
) -> Account:
    """Give an account another name, role or side, at once and in every session; the address stays.

    Raises NotAdministrator, Missing, AccountRefused for the last administrator.
    """
    _check_may(by)
    with database.write() as connection:
        before = _open_account(connection, account_id)
        if details.role is not Role.ADMINISTRATOR:
            _keep_an_administrator(connection, before, "role")
        after = replace(before, name=details.name, role=details.role, side=details.side)
        if after == before:
            return before
        accounts.change_account(connection, account_id, name=after.name, role=after.role, side=after.side)
        changed = [name for name in ("name", "role", "side") if getattr(before, name) != getattr(after, name)]
        states = {"from_state": before.role, "to_state": after.role} if "role" in changed else {}
        _log(connection, ActKind.ACCOUNT_CHANGED, after, by, at, category=",".join(changed), **states)
    return after


def close_account(database: Database, *, account_id: int, by: Account | None, at: datetime) -> None:
    """Close an account for good: no session, link, password or identity opens it; the name stays in the log.

    Raises NotAdministrator, Missing, AccountRefused for the last administrator.
    """
    _check_may(by)
    with database.write() as connection:
        account = _open_account(connection, account_id)
        _keep_an_administrator(connection, account, "sure")
        close(connection, account, by=by, at=at)


def close(connection: Connection, account: Account, *, by: Account | None, at: datetime) -> None:
    """Close an account in the transaction of another act, whoever it is."""
    sessions.end_sessions(connection, account.id)
    sign_in_links.void_sign_in_links(connection, account.id)
    passwords.forget_password(connection, account.id)
    identities.forget_identities(connection, account.id)
    purging.forget_unsaved(connection, account.id)
    accounts.close_account(connection, account.id, at=at)
    _log(connection, ActKind.ACCOUNT_CLOSED, account, by, at, from_state=account.role)


def mail_link(database: Database, *, account_id: int, by: Account, language: Language, at: datetime) -> None:
    """Mail a sign-in link to an account. Raises NotAdministrator, Missing."""
    _check_may(by)
    with database.write() as connection:
        _mail_link(connection, _open_account(connection, account_id), language, at)


def _check_may(by: Account | None) -> None:
    if by is not None and by.role is not Role.ADMINISTRATOR:
        raise NotAdministrator(by.role)


def _open_account(connection: Connection, account_id: int) -> Account:
    account = accounts.account_by_id(connection, account_id)
    if account is None or account.closed is not None:
        raise Missing("account", str(account_id))
    return account


def _keep_an_administrator(connection: Connection, account: Account, field: str) -> None:
    """Without an administrator nobody could ever make one on the pages."""
    if accounts.open_administrators(connection) == {account.id}:
        raise AccountRefused({field: AccountProblem.LAST_ADMINISTRATOR})


def _mail_link(connection: Connection, account: Account, language: Language, at: datetime) -> None:
    # The link is made when the mail is sent, so that no token waits in the database.
    mails.add_mail(connection, Mail(MailKind.SIGN_IN, language, account.email, {}), at=at)


def _log(
    connection: Connection, kind: ActKind, account: Account, by: Account | None, at: datetime, **more: str
) -> None:
    # Never the address: the log is kept longer than it is.
    acts.log_act(connection, Act(kind, str(account.id), at, by.id if by else None, **more))
