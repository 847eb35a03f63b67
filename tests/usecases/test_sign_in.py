"""Signing in: a link works once and for a day, a session for half a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from server.domain.accounts import SESSION_LIFETIME, SIGN_IN_LINK_LIFETIME, Role
from server.store.accounts import AccountExists
from server.store.database import Database
from server.usecases.missing import Missing
from server.usecases.sign_in import (
    add_account,
    is_open_link,
    list_accounts,
    make_sign_in_link,
    sign_in,
    sign_out,
    signed_in_account,
)
from tests.worlds import NOON

EMAIL = "els@example.org"
MOMENT = timedelta(seconds=1)


@pytest.fixture
def token(database: Database) -> str:
    """A link for an editor."""
    add_account(database, name="Els", email=EMAIL, role=Role.EDITOR)
    return make_sign_in_link(database, email=EMAIL, at=NOON)


def test_a_link_is_open_for_a_day_and_looking_uses_nothing_up(database: Database, token: str) -> None:
    moments = (NOON, NOON + SIGN_IN_LINK_LIFETIME - MOMENT, NOON + SIGN_IN_LINK_LIFETIME)
    assert [is_open_link(database, token=token, at=moment) for moment in moments] == [True, True, False]
    assert sign_in(database, token=token, at=NOON) is not None


def test_a_link_signs_in_once(database: Database, token: str) -> None:
    assert sign_in(database, token=token, at=NOON) is not None
    assert sign_in(database, token=token, at=NOON) is None


def test_of_many_who_use_a_link_at_once_one_signs_in(database: Database, token: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        sessions = list(threads.map(lambda _: sign_in(database, token=token, at=NOON), range(20)))
    assert len([session for session in sessions if session]) == 1


def test_a_link_that_is_a_day_old_signs_nobody_in(database: Database, token: str) -> None:
    assert sign_in(database, token=token, at=NOON + SIGN_IN_LINK_LIFETIME) is None


def test_each_link_is_a_link_of_its_own(database: Database, token: str) -> None:
    second = make_sign_in_link(database, email=EMAIL.upper(), at=NOON)
    assert second != token
    assert sign_in(database, token=token, at=NOON) is not None
    assert sign_in(database, token=second, at=NOON) is not None


def test_a_session_lasts_half_a_day(database: Database, token: str) -> None:
    session = sign_in(database, token=token, at=NOON)
    assert session is not None
    accounts = [
        signed_in_account(database, token=session, at=moment)
        for moment in (NOON, NOON + SESSION_LIFETIME - MOMENT, NOON + SESSION_LIFETIME)
    ]
    assert [account and account.name for account in accounts] == ["Els", "Els", None]


def test_signing_out_ends_the_session_and_no_other(database: Database, token: str) -> None:
    first = sign_in(database, token=token, at=NOON)
    second = sign_in(database, token=make_sign_in_link(database, email=EMAIL, at=NOON), at=NOON)
    assert first
    assert second
    sign_out(database, token=first)
    assert signed_in_account(database, token=first, at=NOON) is None
    assert signed_in_account(database, token=second, at=NOON) is not None


def test_a_link_token_is_no_session_and_a_session_no_link(database: Database, token: str) -> None:
    assert signed_in_account(database, token=token, at=NOON) is None
    session = sign_in(database, token=token, at=NOON)
    assert session is not None
    assert sign_in(database, token=session, at=NOON) is None


def test_nobody_gets_a_link_for_an_unknown_address(database: Database) -> None:
    with pytest.raises(Missing):
        make_sign_in_link(database, email="niemand@example.org", at=NOON)


def test_an_address_has_one_account(database: Database, token: str) -> None:
    with pytest.raises(AccountExists):
        add_account(database, name="Els 2", email=EMAIL.upper(), role=Role.MODERATOR)
    assert [(each.name, each.email, each.role) for each in list_accounts(database)] == [
        ("Els", EMAIL, Role.EDITOR)
    ]
