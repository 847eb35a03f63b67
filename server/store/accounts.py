"""Accounts: who works on the document, with which role, and whether still."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from server.domain.accounts import Account, Role
from server.store.schema import accounts
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
    """The open account with this address, in whatever case it is written."""
    row = connection.execute(
        select(accounts).where(accounts.c.email == email.lower(), accounts.c.closed.is_(None))
    ).one_or_none()
    return None if row is None else account_of_row(row)


def account_by_id(connection: Connection, account_id: int) -> Account | None:
    """The account with this number, closed or not."""
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).one_or_none()
    return None if row is None else account_of_row(row)


def all_accounts(connection: Connection) -> list[Account]:
    """Every account, closed ones too, in the order they were added."""
    return [account_of_row(row) for row in connection.execute(select(accounts).order_by(accounts.c.id))]


def change_account(
    connection: Connection, account_id: int, *, name: str, role: Role, side: Language | None
) -> None:
    """Give an account another name, role or side; its address stays."""
    connection.execute(
        update(accounts).where(accounts.c.id == account_id).values(name=name, role=role, side=side)
    )


def close_account(connection: Connection, account_id: int, *, at: datetime) -> None:
    """Close an account for good: its name stays for the log, its address goes and is free again."""
    connection.execute(
        update(accounts)
        .where(accounts.c.id == account_id)
        # No address: it holds no @.
        .values(closed=at, email=f"closed-{account_id}")
    )


def open_administrators(connection: Connection) -> set[int]:
    """The numbers of the open accounts of administrators, which nobody else changes until the transaction ends."""
    rows = connection.execute(
        select(accounts.c.id)
        .where(accounts.c.role == Role.ADMINISTRATOR, accounts.c.closed.is_(None))
        # SQLite has one writer at a time; PostgreSQL makes two who would each spare the other wait here.
        .with_for_update()
    )
    return {row.id for row in rows}


def account_of_row(row: Row[Any]) -> Account:
    """The account that a row of the accounts table holds."""
    side = Language(row.side) if row.side else None
    return Account(row.id, row.name, row.email, Role(row.role), side, row.closed)
