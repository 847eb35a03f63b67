"""Identities sign in to one account; a sign-in at a provider comes back once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select

from server.store.accounts import close_account
from server.store.database import Database
from server.store.identities import (
    OidcRequest,
    account_of_identity,
    add_identity,
    forget_identities,
    keep_oidc_request,
    take_oidc_request,
)
from server.store.schema import oidc_requests
from tests.store.people import TOKEN, anna, jan
from tests.store.worlds import LATER, NOON
from tests.worlds import DE

ISSUER = "https://id.example.org"
REQUEST = OidcRequest("nonce", "verifier", DE, "/de/redaktion")


def test_an_identity_is_issuer_and_subject_together(database: Database) -> None:
    with database.write() as connection:
        account = anna(connection)
        add_identity(connection, account.id, ISSUER, "anna")
        assert account_of_identity(connection, ISSUER, "anna") == account
        assert account_of_identity(connection, ISSUER, "ANNA") is None
        assert account_of_identity(connection, "https://other.example.org", "anna") is None


def test_an_identity_stays_whose_it_is(database: Database) -> None:
    with database.write() as connection:
        account, other = anna(connection), jan(connection)
        add_identity(connection, account.id, ISSUER, "anna")
        add_identity(connection, other.id, ISSUER, "anna")
        assert account_of_identity(connection, ISSUER, "anna") == account


def test_a_closed_account_and_one_without_identities_is_not_found(database: Database) -> None:
    with database.write() as connection:
        account, other = anna(connection), jan(connection)
        add_identity(connection, account.id, ISSUER, "anna")
        add_identity(connection, other.id, ISSUER, "jan")
        close_account(connection, account.id, at=NOON)
        forget_identities(connection, other.id)
        assert [account_of_identity(connection, ISSUER, name) for name in ("anna", "jan")] == [None, None]


def test_a_request_comes_back_once(database: Database) -> None:
    with database.write() as connection:
        keep_oidc_request(connection, TOKEN, REQUEST, expires=LATER, now=NOON)
        assert take_oidc_request(connection, "another", now=NOON) is None
        assert take_oidc_request(connection, TOKEN, now=NOON) == REQUEST
        assert take_oidc_request(connection, TOKEN, now=NOON) is None


def test_of_ten_who_come_back_with_a_state_one_is_taken(database: Database) -> None:
    with database.write() as connection:
        keep_oidc_request(connection, TOKEN, REQUEST, expires=LATER, now=NOON)
    together = Barrier(10)

    def take(_: int) -> OidcRequest | None:
        together.wait()
        with database.write() as connection:
            return take_oidc_request(connection, TOKEN, now=NOON)

    with ThreadPoolExecutor(10) as threads:
        assert [each for each in threads.map(take, range(10)) if each] == [REQUEST]


def test_a_request_that_has_expired_is_not_taken_and_then_forgotten(database: Database) -> None:
    with database.write() as connection:
        keep_oidc_request(connection, TOKEN, REQUEST, expires=LATER, now=NOON)
        assert take_oidc_request(connection, TOKEN, now=LATER) is None
        keep_oidc_request(connection, "next", REQUEST, expires=LATER, now=LATER)
        [row] = connection.execute(select(oidc_requests))
        assert TOKEN not in row
        assert len(row.state_hash) == 64
