"""Signing in by way of a provider: whom we know, by the verified address once and by the identity ever after."""

from datetime import timedelta

import pytest

from server.domain.accounts import OIDC_REQUEST_LIFETIME, Identity
from server.domain.acts import ActKind
from server.store.database import Database
from server.usecases.manage_accounts import close_account, list_accounts
from server.usecases.missing import Missing
from server.usecases.sign_in import signed_in_account
from server.usecases.sign_in_with_oidc import (
    NoAccount,
    begin_with_oidc,
    come_back_from_oidc,
    sign_in_with_oidc,
)
from tests.usecases.people import log_of, person
from tests.worlds import DE, NOON

ELS = Identity("https://id.example.org", "42", "ELS@example.org")
MOMENT = timedelta(seconds=1)


def enter(database: Database, identity: Identity) -> str:
    return sign_in_with_oidc(database, identity=identity, device="", at=NOON)


def test_the_verified_address_of_an_account_signs_in(database: Database) -> None:
    els = person(database)
    session = enter(database, ELS)
    assert signed_in_account(database, token=session, at=NOON) == els
    assert [act.category for act in log_of(database, ActKind.SIGNED_IN)] == ["oidc"]


def test_from_then_on_the_identity_signs_in_whatever_address_it_has(database: Database) -> None:
    els, _ = person(database), person(database, name="Jan")
    enter(database, ELS)
    for email in ("", "els@other.example", "jan@example.org"):
        session = enter(database, Identity(ELS.issuer, ELS.subject, email))
        assert signed_in_account(database, token=session, at=NOON) == els


@pytest.mark.parametrize(
    "identity",
    [
        Identity(ELS.issuer, "43", ""),
        Identity(ELS.issuer, "43", "niemand@example.org"),
        Identity("https://other.example.org", "42", ""),
    ],
)
def test_nobody_else_signs_in_and_no_account_is_made(database: Database, identity: Identity) -> None:
    els = person(database)
    enter(database, ELS)
    with pytest.raises(NoAccount):
        enter(database, identity)
    assert list_accounts(database, by=None) == [els]


def test_a_closed_account_is_opened_by_no_identity(database: Database) -> None:
    els = person(database)
    enter(database, ELS)
    close_account(database, account_id=els.id, by=None, at=NOON)
    with pytest.raises(NoAccount):
        enter(database, ELS)


def test_a_sign_in_comes_back_once_and_within_ten_minutes(database: Database) -> None:
    begun = [begin_with_oidc(database, language=DE, next_path="/de/redaktion", at=NOON) for _ in range(2)]
    last, too_late = NOON + OIDC_REQUEST_LIFETIME - MOMENT, NOON + OIDC_REQUEST_LIFETIME
    request = come_back_from_oidc(database, state=begun[0].state, at=last)
    assert (request.nonce, request.verifier) == (begun[0].nonce, begun[0].verifier)
    assert (request.language, request.next) == (DE, "/de/redaktion")
    for state, at in ((begun[0].state, last), (begun[1].state, too_late), ("unknown", NOON)):
        with pytest.raises(Missing):
            come_back_from_oidc(database, state=state, at=at)


def test_nothing_of_two_sign_ins_is_alike(database: Database) -> None:
    begun = [begin_with_oidc(database, language=DE, next_path="", at=NOON) for _ in range(2)]
    drawn = [value for each in begun for value in (each.state, each.nonce, each.verifier)]
    assert len(set(drawn)) == 6
    # RFC 7636, 4.1.
    assert all(43 <= len(each.verifier) <= 128 for each in begun)
