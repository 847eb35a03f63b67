"""Setting a password: soon after signing in, with a code that shows that the app works, and all else ends."""

from datetime import timedelta

import pytest

from server.domain.accounts import FRESH_SIGN_IN, Account
from server.domain.acts import ActKind
from server.domain.one_time_codes import code_at
from server.domain.passwords import PasswordProblem
from server.store import passwords
from server.store.database import Database
from server.usecases.set_password import (
    CodeProblem,
    PasswordForm,
    PasswordRefused,
    SignInAgain,
    check_fresh,
    codes_to_set_up,
    forget_password,
    has_password,
    set_password,
)
from server.usecases.sign_in import signed_in_account
from tests.usecases.people import PASSWORD, log_of, person, signed_in, with_password
from tests.worlds import NOON, SIGNER

MOMENT = timedelta(seconds=1)


@pytest.fixture
def els(database: Database) -> Account:
    """An editor."""
    return person(database)


def filled(account: Account, **typed: str) -> PasswordForm:
    codes = codes_to_set_up(SIGNER, account)
    values = {
        "password": PASSWORD,
        "again": PASSWORD,
        "code": code_at(codes.secret, NOON),
        "seed": codes.seed,
    }
    return PasswordForm(**{**values, **typed})


def save(database: Database, account: Account, token: str, form: PasswordForm, **more: timedelta) -> str:
    at = NOON + more.get("after", timedelta())
    return set_password(database, SIGNER, account=account, token=token, form=form, device="Firefox", at=at)


def test_a_password_is_kept_as_a_hash_and_the_secret_of_its_codes_not_at_all(
    database: Database, els: Account
) -> None:
    assert not has_password(database, account=els)
    secret = with_password(database, els)
    assert has_password(database, account=els)
    with database.read() as connection:
        kept = passwords.password_by_email(connection, els.email)
    assert kept is not None
    assert kept.hash.startswith("$argon2id$")
    assert PASSWORD not in kept.hash
    assert secret not in (kept.seed, kept.hash)


def test_every_field_that_is_wrong_is_named_and_nothing_is_kept(database: Database, els: Account) -> None:
    token = signed_in(database, els)
    wrong = {
        ("password", PasswordProblem.TOO_SHORT): {"password": "kort", "again": "kort"},
        ("password", PasswordProblem.TOO_LONG): {"password": "lang1 " * 50, "again": "lang1 " * 50},
        ("password", PasswordProblem.TOO_COMMON): {"password": "els@example.org", "again": "els@example.org"},
        ("again", PasswordProblem.NOT_THE_SAME): {"again": PASSWORD + "!"},
        ("code", CodeProblem.WRONG): {"code": "12345"},
    }
    for (field, problem), typed in wrong.items():
        with pytest.raises(PasswordRefused) as refused:
            save(database, els, token, filled(els, **typed))
        assert refused.value.problems == {field: problem}
    assert not has_password(database, account=els)
    assert log_of(database, ActKind.ACCOUNT_CHANGED) == []


@pytest.mark.parametrize("seed", ["", "x", "x" * 5000, "../../etc/passwd", "\x00" * 22])
def test_a_seed_that_was_not_drawn_is_refused(database: Database, els: Account, seed: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        save(database, els, signed_in(database, els), filled(els, seed=seed))
    assert refused.value.problems == {"code": CodeProblem.WRONG}


def test_a_form_that_is_sent_again_shows_the_same_codes(els: Account) -> None:
    first = codes_to_set_up(SIGNER, els)
    assert codes_to_set_up(SIGNER, els, first.seed) == first
    assert codes_to_set_up(SIGNER, els, "made up") != first
    assert codes_to_set_up(SIGNER, els).secret != first.secret


def test_a_new_password_ends_every_session_and_begins_one(database: Database, els: Account) -> None:
    first, phone = signed_in(database, els), signed_in(database, els)
    new = save(database, els, first, filled(els))
    alive = [signed_in_account(database, token=each, at=NOON) for each in (first, phone, new)]
    assert alive == [None, None, els]
    assert [act.category for act in log_of(database, ActKind.ACCOUNT_CHANGED)] == ["password"]


@pytest.mark.parametrize(("after", "fresh"), [(FRESH_SIGN_IN - MOMENT, True), (FRESH_SIGN_IN, False)])
def test_it_is_set_only_soon_after_signing_in(
    database: Database, els: Account, after: timedelta, fresh: bool
) -> None:
    token = signed_in(database, els)
    if fresh:
        check_fresh(database, account=els, token=token, at=NOON + after)
        return
    with pytest.raises(SignInAgain):
        check_fresh(database, account=els, token=token, at=NOON + after)
    with pytest.raises(SignInAgain):
        save(database, els, token, filled(els), after=after)
    with pytest.raises(SignInAgain):
        forget_password(database, account=els, token=token, at=NOON + after)


def test_the_session_of_somebody_else_is_no_sign_in_of_ones_own(database: Database, els: Account) -> None:
    token = signed_in(database, person(database, name="Jan"))
    with pytest.raises(SignInAgain):
        save(database, els, token, filled(els))


def test_a_forgotten_password_is_gone_and_logged_once(database: Database, els: Account) -> None:
    with_password(database, els)
    token = signed_in(database, els)
    for _ in range(2):
        forget_password(database, account=els, token=token, at=NOON)
    assert not has_password(database, account=els)
    assert len(log_of(database, ActKind.ACCOUNT_CHANGED)) == 2
    assert signed_in_account(database, token=token, at=NOON) == els
