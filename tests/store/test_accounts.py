"""Accounts sign in by links that work once; tokens are not in the database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Connection, select

from server.domain.accounts import Account, Role
from server.store.accounts import AccountExists, account_by_email, add_account, all_accounts
from server.store.database import Database
from server.store.schema import sessions, sign_in_links
from server.store.sessions import account_of_session, create_session, end_session
from server.store.sign_in_links import account_of_sign_in_link, create_sign_in_link, use_sign_in_link
from tests.store.worlds import LATER, NOON

TOKEN = "a-token-that-nobody-can-guess"


def _anna(connection: Connection) -> Account:
    return add_account(connection, name="Anna Schmidt", email="Anna@Example.de", role=Role.EDITOR)


def test_an_account_is_found_by_its_address_in_any_case(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        assert anna == Account(anna.id, "Anna Schmidt", "anna@example.de", Role.EDITOR)
        assert account_by_email(connection, "ANNA@example.de") == anna
        assert account_by_email(connection, "jan@example.nl") is None


def test_one_address_has_one_account(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        with pytest.raises(AccountExists):
            add_account(connection, name="Anna", email="anna@example.DE", role=Role.ADMINISTRATOR)
        assert all_accounts(connection) == [anna]


def test_accounts_are_listed_in_the_order_they_were_added(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        jan = add_account(connection, name="Jan", email="jan@example.nl", role=Role.MODERATOR)
        assert all_accounts(connection) == [anna, jan]


def test_a_link_signs_in_once(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        create_sign_in_link(connection, anna.id, TOKEN, expires=LATER)
        assert use_sign_in_link(connection, TOKEN, now=NOON) == anna
        assert use_sign_in_link(connection, TOKEN, now=NOON) is None
        assert account_of_sign_in_link(connection, TOKEN, now=NOON) is None


def test_looking_at_a_link_does_not_use_it_up(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        create_sign_in_link(connection, anna.id, TOKEN, expires=LATER)
        assert account_of_sign_in_link(connection, TOKEN, now=NOON) == anna
        assert use_sign_in_link(connection, TOKEN, now=NOON) == anna


def test_an_expired_or_unknown_link_signs_nobody_in(database: Database) -> None:
    with database.write() as connection:
        create_sign_in_link(connection, _anna(connection).id, TOKEN, expires=LATER)
        assert use_sign_in_link(connection, TOKEN, now=LATER) is None
        assert account_of_sign_in_link(connection, TOKEN, now=LATER) is None
        assert use_sign_in_link(connection, "another-token", now=NOON) is None


def test_of_ten_uses_of_a_link_at_once_one_succeeds(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        create_sign_in_link(connection, anna.id, TOKEN, expires=LATER)
    together = Barrier(10)

    def use(_: int) -> Account | None:
        together.wait()
        with database.write() as connection:
            return use_sign_in_link(connection, TOKEN, now=NOON)

    with ThreadPoolExecutor(10) as threads:
        assert [each for each in threads.map(use, range(10)) if each] == [anna]


def test_a_session_lasts_until_it_expires(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        create_session(connection, anna.id, TOKEN, expires=LATER)
        assert account_of_session(connection, TOKEN, now=NOON) == anna
        assert account_of_session(connection, TOKEN, now=LATER) is None
        assert account_of_session(connection, "another-token", now=NOON) is None


def test_an_ended_session_is_over_and_the_others_go_on(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        create_session(connection, anna.id, TOKEN, expires=LATER)
        create_session(connection, anna.id, "on-the-telephone", expires=LATER)
        end_session(connection, TOKEN)
        end_session(connection, "unknown")
        assert account_of_session(connection, TOKEN, now=NOON) is None
        assert account_of_session(connection, "on-the-telephone", now=NOON) == anna


def test_no_token_is_in_the_database(database: Database) -> None:
    with database.write() as connection:
        anna = _anna(connection)
        create_sign_in_link(connection, anna.id, TOKEN, expires=LATER)
        create_session(connection, anna.id, TOKEN, expires=LATER)
        for table in (sign_in_links, sessions):
            [row] = connection.execute(select(table))
            assert TOKEN not in row
            assert len(row.token_hash) == 64
