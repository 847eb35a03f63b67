"""Accounts: one per address, open until they are closed for good."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from server.domain.accounts import Account, Role
from server.store.accounts import (
    AccountExists,
    account_by_email,
    account_by_id,
    add_account,
    all_accounts,
    change_account,
    close_account,
    open_administrators,
)
from server.store.database import Database
from tests.store.people import anna, jan
from tests.store.worlds import NOON
from tests.worlds import DE


def test_an_account_is_found_by_its_address_in_any_case(database: Database) -> None:
    with database.write() as connection:
        account = anna(connection)
        assert account == Account(account.id, "Anna Schmidt", "anna@example.de", Role.EDITOR)
        assert account_by_email(connection, "ANNA@example.de") == account
        assert account_by_email(connection, "jan@example.nl") is None


def test_one_address_has_one_account(database: Database) -> None:
    with database.write() as connection:
        account = anna(connection)
        with pytest.raises(AccountExists):
            add_account(connection, name="Anna", email="anna@example.DE", role=Role.ADMINISTRATOR)
        assert all_accounts(connection) == [account]


def test_accounts_are_listed_in_the_order_they_were_added(database: Database) -> None:
    with database.write() as connection:
        assert all_accounts(connection) == []
        both = [anna(connection), jan(connection)]
        assert all_accounts(connection) == both


def test_an_account_is_changed_and_keeps_its_number_and_address(database: Database) -> None:
    with database.write() as connection:
        account = anna(connection)
        change_account(connection, account.id, name="Anna", role=Role.ADMINISTRATOR, side=DE)
        changed = Account(account.id, "Anna", account.email, Role.ADMINISTRATOR, DE)
        assert account_by_id(connection, account.id) == changed
        assert account_by_id(connection, account.id + 1) is None


def test_a_closed_account_keeps_its_name_and_frees_its_address(database: Database) -> None:
    with database.write() as connection:
        account = anna(connection)
        close_account(connection, account.id, at=NOON)
        closed = account_by_id(connection, account.id)
        assert closed is not None
        assert (closed.name, closed.closed, "@" in closed.email) == ("Anna Schmidt", NOON, False)
        assert account_by_email(connection, account.email) is None
        assert account_by_email(connection, closed.email) is None
        again = anna(connection)
        assert again.id != account.id
        assert account_by_email(connection, account.email) == again


def test_closed_accounts_and_other_roles_are_no_open_administrators(database: Database) -> None:
    with database.write() as connection:
        first = jan(connection, Role.ADMINISTRATOR)
        second = add_account(connection, name="Piet", email="piet@example.nl", role=Role.ADMINISTRATOR)
        anna(connection)
        assert open_administrators(connection) == {first.id, second.id}
        close_account(connection, second.id, at=NOON)
        assert open_administrators(connection) == {first.id}


def test_two_administrators_who_close_each_other_at_once_see_it(database: Database) -> None:
    with database.write() as connection:
        both = [
            add_account(connection, name=name, email=f"{name}@example.nl", role=Role.ADMINISTRATOR).id
            for name in ("jan", "piet")
        ]
    together = Barrier(2)

    def close(account: int) -> bool:
        together.wait()
        with database.write() as connection:
            if open_administrators(connection) == {account}:
                return False
            close_account(connection, account, at=NOON)
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(close, both)) == [False, True]
