"""Accounts, the links that sign them in and their sessions; tokens are kept as SHA-256 only."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from server.domain.accounts import Account, Role
from server.store.schema import accounts, sessions, sign_in_links
from server.store.upserts import insert_into
from server.text.languages import Language


class AccountExists(Exception):
    """Another account has this e-mail address."""


def add_account(
    connection: Connection, *, name: str, email: str, role: Role, side: Language | None = None
) -> Account:
    """Add an account; the address is kept in lower case. Raises AccountExists."""
    account_id = connection.execute(
        insert_into(connection, accounts)
        .values(name=name, email=email.lower(), role=role, side=side)
        .on_conflict_do_nothing(index_elements=["email"])
        .returning(accounts.c.id)
    ).scalar_one_or_none()
    if account_id is None:
        raise AccountExists(email)
    return Account(account_id, name, email.lower(), role, side)


def account_by_email(connection: Connection, email: str) -> Account | None:
    """The account with this address, in whatever case it is written."""
    row = connection.execute(select(accounts).where(accounts.c.email == email.lower())).one_or_none()
    return None if row is None else _account(row)


def all_accounts(connection: Connection) -> list[Account]:
    """Every account, in the order they were added."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.id))]


def create_sign_in_link(connection: Connection, account: int, token: str, *, expires: datetime) -> None:
    """Let whoever holds this token sign in to the account, once, before it expires."""
    connection.execute(
        insert(sign_in_links).values(token_hash=_hash(token), account=account, expires=expires)
    )


def account_of_sign_in_link(connection: Connection, token: str, *, now: datetime) -> Account | None:
    """Whom a link would sign in; None when it is unknown, used or expired. Uses nothing up."""
    row = connection.execute(
        select(accounts)
        .join(sign_in_links, sign_in_links.c.account == accounts.c.id)
        .where(
            sign_in_links.c.token_hash == _hash(token),
            sign_in_links.c.used_at.is_(None),
            sign_in_links.c.expires > now,
        )
    ).one_or_none()
    return None if row is None else _account(row)


def use_sign_in_link(connection: Connection, token: str, *, now: datetime) -> Account | None:
    """Use a link up and return whom it signs in; of any number that try at once one succeeds."""
    account_id = connection.execute(
        update(sign_in_links)
        .where(
            sign_in_links.c.token_hash == _hash(token),
            sign_in_links.c.used_at.is_(None),
            sign_in_links.c.expires > now,
        )
        .values(used_at=now)
        .returning(sign_in_links.c.account)
    ).scalar_one_or_none()
    if account_id is None:
        return None
    return _account(connection.execute(select(accounts).where(accounts.c.id == account_id)).one())


def create_session(connection: Connection, account: int, token: str, *, expires: datetime) -> None:
    """Begin a session for whoever holds this token."""
    connection.execute(insert(sessions).values(token_hash=_hash(token), account=account, expires=expires))


def account_of_session(connection: Connection, token: str, *, now: datetime) -> Account | None:
    """Who is signed in with this token, with the role of this moment; None when the session ended."""
    row = connection.execute(
        select(accounts)
        .join(sessions, sessions.c.account == accounts.c.id)
        .where(sessions.c.token_hash == _hash(token), sessions.c.expires > now)
    ).one_or_none()
    return None if row is None else _account(row)


def end_session(connection: Connection, token: str) -> None:
    """End a session; an unknown one is ended already."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _account(row: Row[Any]) -> Account:
    side = Language(row.side) if row.side else None
    return Account(row.id, row.name, row.email, Role(row.role), side)
