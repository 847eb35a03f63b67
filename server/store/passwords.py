"""What is kept of passwords and one-time codes; never either of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from server.domain.accounts import Account
from server.store.accounts import account_of_row
from server.store.schema import accounts, passwords
from server.store.upserts import insert_into


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """The password of an account: its hash, the seed of its codes, the step of the last code that was taken."""

    account: Account
    hash: str
    seed: str
    step: int


def password_by_email(connection: Connection, email: str) -> KeptPassword | None:
    """The password of the open account with this address; None for no account, or none with a password."""
    row = connection.execute(
        select(accounts, passwords)
        .join(passwords, passwords.c.account == accounts.c.id)
        .where(accounts.c.email == email.lower(), accounts.c.closed.is_(None))
    ).one_or_none()
    if row is None:
        return None
    return KeptPassword(account_of_row(row), row.hash, row.totp_secret, row.totp_step)


def password_set_at(connection: Connection, account: int) -> datetime | None:
    """When the account's password was set (UTC); None when it has none."""
    return connection.execute(
        select(passwords.c.set_at).where(passwords.c.account == account)
    ).scalar_one_or_none()


def keep_password(
    connection: Connection, account: int, *, kept_hash: str, seed: str, step: int, at: datetime
) -> None:
    """Make this the account's password, in the place of one from before."""
    values = {"hash": kept_hash, "totp_secret": seed, "totp_step": step, "set_at": at}
    connection.execute(
        insert_into(connection, passwords)
        .values(account=account, **values)
        .on_conflict_do_update(index_elements=["account"], set_=values)
    )


def keep_hash(connection: Connection, account: int, kept_hash: str) -> None:
    """Keep the same password in another way."""
    connection.execute(update(passwords).where(passwords.c.account == account).values(hash=kept_hash))


def use_step(connection: Connection, account: int, step: int) -> bool:
    """Use the code of a time step up, and all from before it; of any number that try at once one succeeds."""
    done = connection.execute(
        update(passwords)
        .where(passwords.c.account == account, passwords.c.totp_step < step)
        .values(totp_step=step)
    )
    return done.rowcount == 1


def forget_password(connection: Connection, account: int) -> bool:
    """The account has no password any more; false when it had none."""
    return connection.execute(delete(passwords).where(passwords.c.account == account)).rowcount == 1
