"""What is kept of passwords: one per account, and the last step of its codes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from server.store.accounts import close_account
from server.store.database import Connection, Database
from server.store.passwords import (
    KeptPassword,
    forget_password,
    keep_hash,
    keep_password,
    password_by_email,
    password_set_at,
    use_step,
)
from tests.store.people import anna, jan
from tests.store.worlds import LATER, NOON


def _kept(connection: Connection) -> KeptPassword:
    account = anna(connection)
    keep_password(connection, account.id, kept_hash="hash", seed="seed", step=5, at=NOON)
    return KeptPassword(account, "hash", "seed", 5)


def test_a_password_is_found_by_the_address_of_its_account(database: Database) -> None:
    with database.write() as connection:
        kept, other = _kept(connection), jan(connection)
        assert password_by_email(connection, "ANNA@example.de") == kept
        assert password_by_email(connection, other.email) is None
        assert password_by_email(connection, "nobody@example.org") is None
        assert password_set_at(connection, kept.account.id) == NOON
        assert password_set_at(connection, other.id) is None


def test_an_account_has_one_password_the_last_one(database: Database) -> None:
    with database.write() as connection:
        account = _kept(connection).account
        keep_password(connection, account.id, kept_hash="new", seed="other", step=9, at=LATER)
        assert password_by_email(connection, account.email) == KeptPassword(account, "new", "other", 9)
        keep_hash(connection, account.id, "newer")
        assert password_by_email(connection, account.email) == KeptPassword(account, "newer", "other", 9)
        assert password_set_at(connection, account.id) == LATER


def test_a_step_is_used_once_and_earlier_ones_no_more(database: Database) -> None:
    with database.write() as connection:
        account = _kept(connection).account.id
        assert [use_step(connection, account, step) for step in (5, 4, 7, 6, 7, 8)] == [
            False,
            False,
            True,
            False,
            False,
            True,
        ]


def test_of_ten_who_use_a_step_at_once_one_succeeds(database: Database) -> None:
    with database.write() as connection:
        account = _kept(connection).account.id
    together = Barrier(10)

    def use(_: int) -> bool:
        together.wait()
        with database.write() as connection:
            return use_step(connection, account, 6)

    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(use, range(10))) == 1


def test_a_forgotten_password_and_that_of_a_closed_account_are_gone(database: Database) -> None:
    with database.write() as connection:
        account = _kept(connection).account
        close_account(connection, account.id, at=NOON)
        assert password_by_email(connection, account.email) is None
        assert [forget_password(connection, account.id) for _ in range(2)] == [True, False]
        assert password_set_at(connection, account.id) is None
