"""Links that sign an account in, once."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from server.domain.accounts import Account
from server.store.accounts import account_of_row
from server.store.schema import accounts, sign_in_links
from server.store.token_hashes import token_hash


def create_sign_in_link(connection: Connection, account: int, token: str, *, expires: datetime) -> None:
    """Let whoever holds this token sign in to the account, once, before it expires."""
    connection.execute(
        insert(sign_in_links).values(token_hash=token_hash(token), account=account, expires=expires)
    )


def account_of_sign_in_link(connection: Connection, token: str, *, now: datetime) -> Account | None:
    """Whom a link would sign in; None when it is unknown, used or expired. Uses nothing up."""
    row = connection.execute(
        select(accounts)
        .join(sign_in_links, sign_in_links.c.account == accounts.c.id)
        .where(
            sign_in_links.c.token_hash == token_hash(token),
            sign_in_links.c.used_at.is_(None),
            sign_in_links.c.expires > now,
            accounts.c.closed.is_(None),
        )
    ).one_or_none()
    return None if row is None else account_of_row(row)


def use_sign_in_link(connection: Connection, token: str, *, now: datetime) -> Account | None:
    """Use a link up and return whom it signs in; of any number that try at once one succeeds."""
    account_id = connection.execute(
        update(sign_in_links)
        .where(
            sign_in_links.c.token_hash == token_hash(token),
            sign_in_links.c.used_at.is_(None),
            sign_in_links.c.expires > now,
        )
        .values(used_at=now)
        .returning(sign_in_links.c.account)
    ).scalar_one_or_none()
    if account_id is None:
        return None
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).one()
    return account_of_row(row)


def void_sign_in_links(connection: Connection, account: int) -> None:
    """No link signs in to this account any more."""
    connection.execute(delete(sign_in_links).where(sign_in_links.c.account == account))


def forget_expired_links(connection: Connection, *, now: datetime) -> None:
    """Forget the links that work no more because their day is over."""
    connection.execute(delete(sign_in_links).where(sign_in_links.c.expires <= now))
