"""Sessions last until they expire or are ended, one by one or all at once."""

from datetime import timedelta

from sqlalchemy import select

from server.domain.accounts import Account
from server.store.accounts import close_account
from server.store.database import Connection, Database
from server.store.schema import sessions
from server.store.sessions import (
    OpenSession,
    account_of_session,
    create_session,
    end_session,
    end_session_by_id,
    end_sessions,
    forget_expired_sessions,
    id_of_session,
    sessions_of,
)
from tests.store.people import TOKEN, anna, jan
from tests.store.worlds import LATER, NOON

PHONE = "on-the-telephone"


def _signed_in(connection: Connection) -> Account:
    """Somebody with two sessions, the second one newer."""
    account = anna(connection)
    create_session(connection, account.id, TOKEN, expires=LATER, began=NOON, device="Firefox, Windows")
    create_session(connection, account.id, PHONE, expires=LATER + timedelta(hours=1))
    return account


def _alive(connection: Connection) -> list[bool]:
    return [account_of_session(connection, each, now=NOON) is not None for each in (TOKEN, PHONE)]


def test_a_session_lasts_until_it_expires(database: Database) -> None:
    with database.write() as connection:
        account = _signed_in(connection)
        assert account_of_session(connection, TOKEN, now=NOON) == account
        assert account_of_session(connection, TOKEN, now=LATER) is None
        assert account_of_session(connection, "another-token", now=NOON) is None


def test_the_open_sessions_of_an_account_are_listed_newest_first(database: Database) -> None:
    with database.write() as connection:
        account = _signed_in(connection)
        newer = OpenSession(id_of_session(PHONE), None, LATER + timedelta(hours=1), "")
        older = OpenSession(id_of_session(TOKEN), NOON, LATER, "Firefox, Windows")
        assert sessions_of(connection, account.id, now=NOON) == [newer, older]
        assert sessions_of(connection, account.id, now=LATER) == [newer]
        assert sessions_of(connection, jan(connection).id, now=NOON) == []


def test_an_ended_session_is_over_and_the_others_go_on(database: Database) -> None:
    with database.write() as connection:
        _signed_in(connection)
        end_session(connection, TOKEN)
        end_session(connection, "unknown")
        assert _alive(connection) == [False, True]


def test_a_session_is_ended_by_its_id_and_by_its_owner_only(database: Database) -> None:
    with database.write() as connection:
        account, other = _signed_in(connection), jan(connection)
        assert end_session_by_id(connection, other.id, id_of_session(TOKEN)) == 0
        assert end_session_by_id(connection, account.id, "%") == 0
        assert _alive(connection) == [True, True]
        assert end_session_by_id(connection, account.id, id_of_session(TOKEN)) == 1
        assert _alive(connection) == [False, True]


def test_all_sessions_are_ended_but_the_one_that_asks(database: Database) -> None:
    with database.write() as connection:
        account, other = _signed_in(connection), jan(connection)
        create_session(connection, other.id, "jans", expires=LATER)
        assert end_sessions(connection, account.id, but=TOKEN) == 1
        assert _alive(connection) == [True, False]
        assert end_sessions(connection, account.id) == 1
        assert _alive(connection) == [False, False]
        assert account_of_session(connection, "jans", now=NOON) == other


def test_a_closed_account_has_no_session(database: Database) -> None:
    with database.write() as connection:
        account = _signed_in(connection)
        close_account(connection, account.id, at=NOON)
        assert _alive(connection) == [False, False]


def test_sessions_are_forgotten_when_their_time_is_over(database: Database) -> None:
    with database.write() as connection:
        _signed_in(connection)
        forget_expired_sessions(connection, now=LATER)
        [row] = connection.execute(select(sessions))
        assert row.token_hash.startswith(id_of_session(PHONE))


def test_no_token_is_in_the_database(database: Database) -> None:
    with database.write() as connection:
        _signed_in(connection)
        rows = connection.execute(select(sessions)).all()
        assert not [row for row in rows if TOKEN in row or PHONE in row]
        assert {len(row.token_hash) for row in rows} == {64}
