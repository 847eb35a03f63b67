"""Accounts: who may moderate and edit, how long a sign-in lasts, and what an account may become."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.typed import clean_line, is_address
from server.text.languages import Language

# A sign-in link works once and within a day: OWASP ASVS 5.0, V6.4.1 and V14.2.1.
SIGN_IN_LINK_LIFETIME = timedelta(hours=24)
# A working day and a bit; a forgotten session ends before the next morning (ASVS 5.0 V7.3.2).
SESSION_LIFETIME = timedelta(hours=12)
# How soon after signing in somebody may change how they sign in: a browser left alone, or a stolen
# session, is no way to keep an account (ASVS 5.0 V7.5.1).
FRESH_SIGN_IN = timedelta(minutes=15)
# How long somebody may take at an OpenID provider.
OIDC_REQUEST_LIFETIME = timedelta(minutes=10)
MAX_ACCOUNT_NAME = 100


class Role(StrEnum):
    """What an account may do; each role includes the ones before it."""

    MODERATOR = "moderator"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do all that the other may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


class WayIn(StrEnum):
    """How somebody signed in."""

    LINK = "link"
    PASSWORD = "password"  # noqa: S105 - the name of a way, not a password
    OIDC = "oidc"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who works on the document; readers and submitters need none.

    `side` is the language an editor signs off concepts for; without one the account signs for none. A closed
    account (`closed` is UTC) keeps its name, for the log; it has no address any more.
    """

    id: int
    name: str
    email: str
    role: Role
    side: Language | None = None
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who an OpenID provider says somebody is; `email` is one that the provider has verified, or ""."""

    issuer: str
    subject: str
    email: str


class AccountProblem(StrEnum):
    """Why a field of an account is refused; the pages hold the sentence for each in both languages."""

    NAME_MISSING = "name-missing"
    NAME_TOO_LONG = "name-too-long"
    EMAIL_INVALID = "email-invalid"
    EMAIL_TAKEN = "email-taken"
    ROLE_UNKNOWN = "role-unknown"
    SIDE_UNKNOWN = "side-unknown"
    LAST_ADMINISTRATOR = "last-administrator"
    NOT_SURE = "not-sure"


class AccountRefused(Exception):
    """An account cannot be so; `problems` maps a field's name to what is wrong with it, in form order."""

    def __init__(self, problems: Mapping[str, AccountProblem]) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in problems.items()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What an administrator typed about an account; every field is text exactly as it arrived."""

    name: str = ""
    email: str = ""
    role: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """What an administrator may set; the address is in lower case, and stays what it was first."""

    name: str
    email: str
    role: Role
    side: Language | None


def check_account(form: AccountForm) -> AccountDetails:
    """Turn what was typed into the details of an account. Raises AccountRefused naming every wrong field."""
    name, email = clean_line(form.name), form.email.strip().lower()
    problems: dict[str, AccountProblem] = {}
    if not name:
        problems["name"] = AccountProblem.NAME_MISSING
    elif len(name) > MAX_ACCOUNT_NAME:
        problems["name"] = AccountProblem.NAME_TOO_LONG
    if not is_address(email):
        problems["email"] = AccountProblem.EMAIL_INVALID
    if form.role not in tuple(Role):
        problems["role"] = AccountProblem.ROLE_UNKNOWN
    if form.side and form.side not in tuple(Language):
        problems["side"] = AccountProblem.SIDE_UNKNOWN
    if problems:
        raise AccountRefused(problems)
    return AccountDetails(name, email, Role(form.role), Language(form.side) if form.side else None)
