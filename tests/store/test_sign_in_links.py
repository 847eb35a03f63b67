"""Links sign in once, until they expire or are voided."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from server.domain.accounts import Account
from server.store.accounts import close_account
from server.store.database import Connection, Database
from server.store.schema import sign_in_links
from server.store.sign_in_links import (
    account_of_sign_in_link,
    create_sign_in_link,
    forget_expired_links,
    use_sign_in_link,
    void_sign_in_links,
)
from tests.store.people import TOKEN, anna, jan
from tests.store.worlds import LATER, NOON


def _link(connection: Connection) -> Account:
    account = anna(connection)
    create_sign_in_link(connection, account.id, TOKEN, expires=LATER)
    return account


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(sign_in_links)).scalar_one()


def test_a_link_signs_in_once(database: Database) -> None:
    with database.write() as connection:
        account = _link(connection)
        assert use_sign_in_link(connection, TOKEN, now=NOON) == account
        assert use_sign_in_link(connection, TOKEN, now=NOON) is None
        assert account_of_sign_in_link(connection, TOKEN, now=NOON) is None


def test_looking_at_a_link_does_not_use_it_up(database: Database) -> None:
    with database.write() as connection:
        account = _link(connection)
        assert account_of_sign_in_link(connection, TOKEN, now=NOON) == account
        assert use_sign_in_link(connection, TOKEN, now=NOON) == account


def test_an_expired_or_unknown_link_signs_nobody_in(database: Database) -> None:
    with database.write() as connection:
        _link(connection)
        assert use_sign_in_link(connection, TOKEN, now=LATER) is None
        assert account_of_sign_in_link(connection, TOKEN, now=LATER) is None
        assert use_sign_in_link(connection, "another-token", now=NOON) is None


def test_of_ten_uses_of_a_link_at_once_one_succeeds(database: Database) -> None:
    with database.write() as connection:
        account = _link(connection)
    together = Barrier(10)

    def use(_: int) -> Account | None:
        together.wait()
        with database.write() as connection:
            return use_sign_in_link(connection, TOKEN, now=NOON)

    with ThreadPoolExecutor(10) as threads:
        assert [each for each in threads.map(use, range(10)) if each] == [account]


def test_a_voided_link_and_that_of_a_closed_account_open_nothing(database: Database) -> None:
    with database.write() as connection:
        account, other = _link(connection), jan(connection)
        create_sign_in_link(connection, other.id, "jans", expires=LATER)
        void_sign_in_links(connection, account.id)
        assert account_of_sign_in_link(connection, TOKEN, now=NOON) is None
        assert account_of_sign_in_link(connection, "jans", now=NOON) == other
        close_account(connection, other.id, at=NOON)
        assert account_of_sign_in_link(connection, "jans", now=NOON) is None


def test_links_are_forgotten_when_their_time_is_over(database: Database) -> None:
    with database.write() as connection:
        _link(connection)
        forget_expired_links(connection, now=NOON)
        assert _count(connection) == 1
        forget_expired_links(connection, now=LATER)
        assert _count(connection) == 0


def test_no_token_is_in_the_database(database: Database) -> None:
    with database.write() as connection:
        _link(connection)
        [row] = connection.execute(select(sign_in_links))
        assert TOKEN not in row
        assert len(row.token_hash) == 64
