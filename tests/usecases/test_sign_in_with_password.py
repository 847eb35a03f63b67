"""Signing in with password and code: both together, each code once, and nothing told apart."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import argon2
import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.limits import SIGN_IN, SIGN_IN_CLIENT
from server.domain.one_time_codes import code_at
from server.domain.passwords import is_outdated, nobodys_hash
from server.domain.tokens import Signer
from server.store import passwords
from server.store.database import Database
from server.usecases.limit_rate import TooMany
from server.usecases.manage_accounts import close_account
from server.usecases.sign_in import signed_in_account
from server.usecases.sign_in_with_password import SignInRefused, sign_in_with_password
from tests.usecases.people import PASSWORD, STEP, log_of, person, signed_in, with_password
from tests.worlds import NOON, SIGNER, statements

# The code of the moment in which the password was set is used up.
LATER = NOON + STEP


@pytest.fixture
def els(database: Database) -> Account:
    """An editor."""
    return person(database)


def enter(
    database: Database,
    secret: str,
    *,
    email: str = "els@example.org",
    password: str = PASSWORD,
    code: str = "",
    client: str = "a",
    at: datetime = LATER,
    signer: Signer = SIGNER,
) -> str:
    code = code or code_at(secret, at)
    return sign_in_with_password(
        database, signer, email=email, password=password, code=code, client=client, device="Firefox", at=at
    )


def test_password_and_code_together_sign_in(database: Database, els: Account) -> None:
    session = enter(database, with_password(database, els), email=" ELS@example.org")
    assert signed_in_account(database, token=session, at=LATER) == els
    last = log_of(database, ActKind.SIGNED_IN)[-1]
    assert last == Act(ActKind.SIGNED_IN, str(els.id), LATER, els.id, category="password")


def wrong_ways(secret: str) -> Iterator[dict[str, str]]:
    yield {"password": PASSWORD + "!"}
    yield {"password": ""}
    yield {"code": "000000" if code_at(secret, LATER) != "000000" else "000001"}
    yield {"code": code_at(secret, LATER + 9 * STEP)}
    yield {"email": "niemand@example.org"}
    yield {"email": "jan@example.org"}
    yield {"email": ""}


def test_whatever_is_wrong_it_is_refused_alike_and_does_the_same_work(
    database: Database, els: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(database, name="Jan")  # has no password
    secret = with_password(database, els)
    verified: list[str] = []
    verify = argon2.PasswordHasher.verify

    def counted(hasher: argon2.PasswordHasher, kept: str, typed: str) -> bool:
        verified.append(kept)
        return verify(hasher, kept, typed)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    nobodys_hash()
    with pytest.raises(SignInRefused):
        enter(database, secret, password="the first one of a day draws its salt")
    work = []
    for wrong in wrong_ways(secret):
        verified.clear()
        with statements() as sent, pytest.raises(SignInRefused) as refused:
            enter(database, secret, **wrong)
        work.append((str(refused.value), len(verified), tuple(sent)))
    assert len(set(work)) == 1
    assert (work[0][1], bool(work[0][2])) == (1, True)


def test_a_code_signs_in_once_and_so_does_the_one_of_the_set_up(database: Database, els: Account) -> None:
    secret = with_password(database, els)
    with pytest.raises(SignInRefused):
        enter(database, secret, at=NOON)
    enter(database, secret)
    with pytest.raises(SignInRefused):
        enter(database, secret)
    with pytest.raises(SignInRefused):
        enter(database, secret, code=code_at(secret, LATER), at=LATER + STEP)
    enter(database, secret, at=LATER + STEP)


def test_of_many_who_come_with_a_code_at_once_one_is_let_in(database: Database, els: Account) -> None:
    secret = with_password(database, els)

    def one(number: int) -> bool:
        try:
            enter(database, secret, client=str(number))
        except SignInRefused:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(one, range(8))) == 1


def test_with_another_secret_of_the_installation_no_code_fits(database: Database, els: Account) -> None:
    secret = with_password(database, els)
    with pytest.raises(SignInRefused):
        enter(database, secret, signer=Signer(b"another secret of 32 characters!"))


def test_a_closed_account_is_an_unknown_one(database: Database, els: Account) -> None:
    secret = with_password(database, els)
    close_account(database, account_id=els.id, by=None, at=NOON)
    with pytest.raises(SignInRefused):
        enter(database, secret)


def test_a_hash_of_other_parameters_is_made_anew_at_the_next_sign_in(
    database: Database, els: Account
) -> None:
    secret = with_password(database, els)
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    with database.write() as connection:
        passwords.keep_hash(connection, els.id, weak)
    enter(database, secret)
    with database.read() as connection:
        kept = passwords.password_by_email(connection, els.email)
    assert kept is not None
    assert not is_outdated(kept.hash)
    enter(database, secret, at=LATER + STEP)


def test_wrong_tries_are_slowed_for_who_makes_them_and_lock_nobody_out(
    database: Database, els: Account
) -> None:
    secret = with_password(database, els)
    for _ in range(SIGN_IN.count):
        with pytest.raises(SignInRefused):
            enter(database, secret, password="wrong", client="attacker")
    with pytest.raises(TooMany) as refused:
        enter(database, secret, client="attacker")
    assert 0 < refused.value.retry_after <= SIGN_IN.window.total_seconds()
    enter(database, secret, client="els at home")
    signed_in(database, els, LATER)
    again = LATER + SIGN_IN.window
    enter(database, secret, client="attacker", at=again)


def test_one_client_does_not_try_any_number_of_accounts(database: Database) -> None:
    person(database, Role.ADMINISTRATOR)
    for number in range(SIGN_IN_CLIENT.count):
        with pytest.raises((SignInRefused, TooMany)):
            enter(database, "A" * 32, email=f"{number}@example.org")
    with pytest.raises(TooMany):
        enter(database, "A" * 32, email="one-more@example.org")


def test_a_slowed_try_costs_no_argon2(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(SIGN_IN.count):
        with pytest.raises(SignInRefused):
            enter(database, "A" * 32)
    verified: list[str] = []
    monkeypatch.setattr(argon2.PasswordHasher, "verify", lambda _, kept, __: verified.append(kept))
    with pytest.raises(TooMany):
        enter(database, "A" * 32, at=LATER + timedelta(seconds=1))
    assert verified == []
