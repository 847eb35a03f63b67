"""What in a text looks like personal data: the writer is asked to look again before everybody reads it."""

import re
from enum import StrEnum
from typing import Final


class PersonalData(StrEnum):
    """What a text seems to hold."""

    EMAIL = "email"
    PHONE = "phone"
    BANK_ACCOUNT = "bank-account"


# The lengths are those of RFC 5321, 4.5.3.1; without them a long word would cost the square of its length.
_EMAIL: Final = re.compile(r"[^\s@<>(),;:\"]{1,64}@[^\s@<>(),;:\".]{1,63}\.[^\s@<>(),;:\"]{1,63}")
# Dutch and German numbers as they are written: a country code or a leading zero, and eight digits or more.
_PHONE: Final = re.compile(
    r"(?<![\w.,/-])(?:(?:\+|00)\d(?:[ ()/.-]{0,3}\d){8,13}|0[1-9](?:[ ()/-]{0,3}\d){7,11})(?!\w)"
)
# ISO 13616: a country, two check digits, up to 30 letters and digits, often in groups of four.
_ACCOUNT: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")


def personal_data_in(text: str) -> tuple[PersonalData, ...]:
    """What the text seems to hold; a guess, never a reason to refuse it."""
    accounts = [each[0] for each in _ACCOUNT.finditer(text) if _checks(each[0])]
    found = {
        PersonalData.EMAIL: _EMAIL.search(text) is not None,
        # The digits of an account are no telephone number.
        PersonalData.PHONE: _PHONE.search(_ACCOUNT.sub("", text)) is not None,
        PersonalData.BANK_ACCOUNT: bool(accounts),
    }
    return tuple(kind for kind, is_there in found.items() if is_there)


def _checks(account: str) -> bool:
    """Whether the check digits are right (ISO 7064, MOD 97-10), so that a code of letters is not taken for one."""
    letters = account.replace(" ", "")
    return int("".join(str(int(sign, 36)) for sign in letters[4:] + letters[:4])) % 97 == 1
