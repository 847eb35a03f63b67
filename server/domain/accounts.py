"""Accounts: who may moderate and edit, and how long a sign-in lasts."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from server.text.languages import Language

# A sign-in link works once and within a day: OWASP ASVS 5.0, V6.4.1 and V14.2.1.
SIGN_IN_LINK_LIFETIME = timedelta(hours=24)
# A working day and a bit; a forgotten session ends before the next morning (ASVS 5.0 V7.3.2).
SESSION_LIFETIME = timedelta(hours=12)


class Role(StrEnum):
    """What an account may do; each role includes the ones before it."""

    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do all that the other may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works on the document; readers and submitters need none.

    `side` is the language an editor signs off concepts for; without one the account signs for none.
    """

    id: int
    name: str
    email: str
    role: Role
    side: Language | None = None
