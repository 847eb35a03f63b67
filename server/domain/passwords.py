"""Passwords: which are strong enough, and what is kept of them; the only door to argon2.

NIST SP 800-63B-4, 3.1.1.2: length counts, composition does not; nothing expires; what is easily guessed is
refused. Everything here only computes: the salt is given.
"""

import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP ASVS 5.0, V6.2.1 asks for 8 and recommends 15; with a one-time code beside it 12 is between them.
MIN_PASSWORD: Final = 12
# NIST asks to take at least 64; more than this only costs time.
MAX_PASSWORD: Final = 256
SALT_BYTES: Final = 16

# OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane. 40 ms on a small machine.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# What people run a finger along, and how the most common long passwords begin.
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
_COMMON: Final = (
    "administrator",
    "aanmelden",
    "anmelden",
    "changeme",
    "consultatie",
    "geheim",
    "iloveyou",
    "konsultation",
    "letmein",
    "masterstrategie",
    "masterstrategy",
    "passphrase",
    "password",
    "passwort",
    "redactie",
    "redaktion",
    "trustno",
    "wachtwoord",
    "welcome",
    "welkom",
    "willkommen",
    "zwiespraak",
    "zwiesprache",
    "tweespraak",
)
# With fewer signs of its own than this a password is a few signs said again and again.
_MIN_DIFFERENT: Final = 5


class PasswordProblem(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    TOO_COMMON = "too-common"
    NOT_THE_SAME = "not-the-same"


def problem_with(password: str, *, name: str, email: str) -> PasswordProblem | None:
    """What is wrong with a password for the account with this name and address; lengths count characters."""
    typed = _canonical(password)
    if len(typed) < MIN_PASSWORD:
        return PasswordProblem.TOO_SHORT
    if len(typed) > MAX_PASSWORD:
        return PasswordProblem.TOO_LONG
    if _is_easily_guessed(typed.casefold(), name, email):
        return PasswordProblem.TOO_COMMON
    return None


def password_hash(password: str, *, salt: bytes) -> str:
    """What is kept of a password: an Argon2id hash with its parameters, in PHC string format."""
    return _HASHER.hash(_canonical(password), salt=salt)


def is_password(password: str, kept: str) -> bool:
    """Whether this is the password that the hash was made from; costs as much as making one."""
    try:
        return _HASHER.verify(kept, _canonical(password)[: MAX_PASSWORD + 1])
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


@cache
def nobodys_hash() -> str:
    """A hash for who has no password, so that trying costs the same: no password is known to fit it."""
    return password_hash("nobody's password", salt=bytes(SALT_BYTES))[:-8] + "AAAAAAAA"


def _canonical(password: str) -> str:
    """One spelling of what was typed (NIST SP 800-63B-4, 3.1.1.2: NFKC), whatever keyboard it came from."""
    return unicodedata.normalize("NFKC", password)


def _is_easily_guessed(typed: str, name: str, email: str) -> bool:
    if len(set(typed)) < _MIN_DIFFERENT:
        return True
    rest = typed
    known = (*_COMMON, *_words_of(name), *_words_of(email))
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(word, "")
    # A common word with a year and an exclamation mark behind it is a common word.
    letters = re.sub(r"[\W\d_]", "", rest)
    runs = any(rest and (rest in row or rest in row[::-1]) for row in _ROWS)
    return (rest != typed and len(letters) < MIN_PASSWORD // 2) or runs


def _words_of(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", text.casefold()) if len(word) > 2]
