"""Which passwords are taken, and what is kept of them."""

import pytest
from argon2 import PasswordHasher

from server.domain.passwords import (
    MAX_PASSWORD,
    MIN_PASSWORD,
    PasswordProblem,
    is_outdated,
    is_password,
    nobodys_hash,
    password_hash,
    problem_with,
)

SALT = b"sixteen bytes !!"
GOOD = "fiets kaas wolk 7"


def problem(password: str) -> PasswordProblem | None:
    return problem_with(password, name="Els Jansen", email="els.jansen@gelderland.example")


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "hcR7!kq#pL2z",
        "Fahrrad Käse Wolke",
        "корабль облако сыр",
        "een heel lange zin is ook goed",
        "welkom bij de maan en de sterren",
    ],
)
def test_what_is_long_and_not_easily_guessed_is_taken(password: str) -> None:
    assert problem(password) is None


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (MIN_PASSWORD - 1, PasswordProblem.TOO_SHORT),
        (MIN_PASSWORD, None),
        (MAX_PASSWORD, None),
        (MAX_PASSWORD + 1, PasswordProblem.TOO_LONG),
    ],
)
def test_length_counts_in_characters(length: int, expected: PasswordProblem | None) -> None:
    assert (MIN_PASSWORD, MAX_PASSWORD) == (12, 256)
    assert problem(("fietskaßwolk" * 30)[:length]) is expected


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaa",
        "abababababab",
        "123412341234",
        "123456789012",
        "210987654321",
        "qwertyuiopas",
        "abcdefghijkl",
        "Password2026!",
        "Wachtwoord123",
        "welkom welkom 1",
        "zwiespraak2026",
        "Zwiespraak!!Zwiespraak",
        "ElsJansen2026!",
        "jansenjansen",
        "gelderland2026",
        "Masterstrategie1",
        "1q2w3e4r5t6y",
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    assert problem(password) is PasswordProblem.TOO_COMMON


def test_a_password_is_known_again_by_its_hash_and_no_other_is() -> None:
    kept = password_hash(GOOD, salt=SALT)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert GOOD not in kept
    assert [is_password(each, kept) for each in (GOOD, GOOD + " ", GOOD.upper(), "")] == [True, *[False] * 3]


def test_another_salt_gives_another_hash() -> None:
    assert password_hash(GOOD, salt=SALT) != password_hash(GOOD, salt=SALT[::-1])


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    # One keyboard sends an ä, another an a and a diaeresis.
    kept = password_hash("Fahrrad K\u00e4se Wolke", salt=SALT)
    assert is_password("Fahrrad Ka\u0308se Wolke", kept)


@pytest.mark.parametrize("kept", ["", "x", "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv"])
def test_what_is_no_hash_fits_no_password(kept: str) -> None:
    assert not is_password(GOOD, kept)


def test_a_hash_of_other_parameters_is_outdated_and_still_known() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD, salt=SALT)
    assert is_outdated(weak)
    assert is_password(GOOD, weak)
    assert not is_outdated(password_hash(GOOD, salt=SALT))


def test_nobody_can_sign_in_as_nobody() -> None:
    assert not is_password("nobody's password", nobodys_hash())
    assert not is_outdated(nobodys_hash())
