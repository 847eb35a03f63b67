"""Signing in: a link works once and for a day, a session for half a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from server.domain.accounts import SESSION_LIFETIME, SIGN_IN_LINK_LIFETIME, Role
from server.domain.acts import Act, ActKind
from server.store.database import Database
from server.store.schema import sessions, sign_in_links
from server.usecases.end_sessions import list_sessions
from server.usecases.missing import Missing
from server.usecases.sign_in import (
    is_open_link,
    make_sign_in_link,
    sign_in,
    sign_out,
    signed_in_account,
)
from tests.usecases.people import log_of
from tests.worlds import NOON, add_account

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
        begun = list(threads.map(lambda _: sign_in(database, token=token, at=NOON), range(20)))
    assert len([session for session in begun if session]) == 1


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


def test_a_sign_in_is_logged_and_its_session_remembers_when_and_on_what(
    database: Database, token: str
) -> None:
    session = sign_in(database, token=token, at=NOON, device="Firefox, Windows")
    assert session is not None
    els = signed_in_account(database, token=session, at=NOON)
    assert els is not None
    assert log_of(database, ActKind.SIGNED_IN) == [
        Act(ActKind.SIGNED_IN, str(els.id), NOON, els.id, category="link")
    ]
    [found] = list_sessions(database, account=els, token=session, at=NOON)
    assert (found.session.began, found.session.device, found.is_this) == (NOON, "Firefox, Windows", True)


def test_links_and_sessions_whose_time_is_over_are_forgotten(database: Database, token: str) -> None:
    sign_in(database, token=token, at=NOON)
    later = NOON + SIGN_IN_LINK_LIFETIME
    sign_in(database, token=make_sign_in_link(database, email=EMAIL, at=later), at=later)
    with database.read() as connection:
        kept = [connection.execute(select(table)).all() for table in (sign_in_links, sessions)]
    assert [len(rows) for rows in kept] == [1, 1]
