"""Ending sessions: one's own one by one or all others, and all of an account by an administrator."""

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.store.database import Database
from server.store.sessions import id_of_session
from server.usecases.end_sessions import (
    end_all_sessions,
    end_one_session,
    end_other_sessions,
    list_sessions,
)
from server.usecases.manage_accounts import NotAdministrator
from server.usecases.sign_in import signed_in_account
from tests.usecases.people import log_of, person, signed_in
from tests.worlds import NOON


def alive(database: Database, *tokens: str) -> list[bool]:
    return [signed_in_account(database, token=each, at=NOON) is not None for each in tokens]


@pytest.fixture
def els(database: Database) -> Account:
    """An editor."""
    return person(database)


def test_sessions_are_listed_with_their_device_and_which_one_asks(database: Database, els: Account) -> None:
    here, phone = signed_in(database, els, device="Firefox, Windows"), signed_in(database, els, device="")
    found = list_sessions(database, account=els, token=here, at=NOON)
    assert {(each.session.id, each.session.device, each.is_this) for each in found} == {
        (id_of_session(here), "Firefox, Windows", True),
        (id_of_session(phone), "", False),
    }
    assert {each.session.began for each in found} == {NOON}


def test_one_session_is_ended_and_logged(database: Database, els: Account) -> None:
    here, phone = signed_in(database, els), signed_in(database, els)
    for _ in range(2):
        end_one_session(database, account=els, session_id=id_of_session(phone), at=NOON)
    assert alive(database, here, phone) == [True, False]
    assert log_of(database, ActKind.SESSIONS_ENDED) == [
        Act(ActKind.SESSIONS_ENDED, str(els.id), NOON, els.id, category="1")
    ]


def test_nobody_ends_a_session_of_somebody_else(database: Database, els: Account) -> None:
    here = signed_in(database, els)
    jan = person(database, name="Jan")
    end_one_session(database, account=jan, session_id=id_of_session(here), at=NOON)
    end_other_sessions(database, account=jan, token=signed_in(database, jan), at=NOON)
    assert alive(database, here) == [True]
    assert log_of(database, ActKind.SESSIONS_ENDED) == []


def test_all_others_are_ended(database: Database, els: Account) -> None:
    tokens = [signed_in(database, els) for _ in range(3)]
    end_other_sessions(database, account=els, token=tokens[1], at=NOON)
    assert alive(database, *tokens) == [False, True, False]


def test_an_administrator_ends_all_of_an_account_and_nobody_else_does(
    database: Database, els: Account
) -> None:
    boss = person(database, Role.ADMINISTRATOR, "Boss")
    tokens = [signed_in(database, els), signed_in(database, els), signed_in(database, boss)]
    with pytest.raises(NotAdministrator):
        end_all_sessions(database, account_id=boss.id, by=els, at=NOON)
    end_all_sessions(database, account_id=els.id, by=boss, at=NOON)
    assert alive(database, *tokens) == [False, False, True]
    [act] = log_of(database, ActKind.SESSIONS_ENDED)
    assert (act.subject, act.account, act.category) == (str(els.id), boss.id, "2")
