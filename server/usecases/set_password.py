"""Set one's own password together with the one-time codes, or have none any more."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain import passwords as rules
from server.domain.accounts import FRESH_SIGN_IN, Account, WayIn
from server.domain.acts import Act, ActKind
from server.domain.one_time_codes import code_address, code_secret, is_seed, step_of_code
from server.domain.passwords import PasswordProblem
from server.domain.tokens import Signer
from server.store import acts, passwords, sessions
from server.store.database import Connection, Database
from server.usecases.begin_session import begin_session


class CodeProblem(StrEnum):
    """Why the code is refused."""

    WRONG = "code-wrong"


Problems = Mapping[str, PasswordProblem | CodeProblem]


class PasswordRefused(Exception):
    """A form with problems; `problems` maps a field's name to what is wrong with it, in form order."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


class SignInAgain(Exception):
    """Too long ago: how somebody signs in is changed only soon after signing in."""


@dataclass(frozen=True, slots=True)
class PasswordForm:
    """What was typed; `seed` is the one that the form was shown with."""

    password: str = ""
    again: str = ""
    code: str = ""
    seed: str = ""


@dataclass(frozen=True, slots=True)
class CodesToSetUp:
    """What an authenticator app is set up with: shown once, with the form that sets the password."""

    seed: str
    secret: str
    address: str


def codes_to_set_up(signer: Signer, account: Account, seed: str = "") -> CodesToSetUp:
    """New codes for an account, or once more those of a form that has to be sent again.

    A seed that somebody made up gives another secret that nobody knows: it depends on the installation's.
    """
    chosen = seed if is_seed(seed) else secrets.token_urlsafe(16)
    secret = code_secret(signer, account.id, chosen)
    return CodesToSetUp(chosen, secret, code_address(secret, account.email))


def has_password(database: Database, *, account: Account) -> bool:
    """Whether the account has a password."""
    with database.read() as connection:
        return passwords.password_set_at(connection, account.id) is not None


def check_fresh(database: Database, *, account: Account, token: str, at: datetime) -> None:
    """See that the session with this token has just begun. Raises SignInAgain."""
    with database.read() as connection:
        _check_fresh(connection, account, token, at)


def set_password(
    database: Database,
    signer: Signer,
    *,
    account: Account,
    token: str,
    form: PasswordForm,
    device: str,
    at: datetime,
) -> str:
    """Keep a password and the seed of the codes; the token of a new session, as all others end.

    `token` is that of the session that asks. The code shows that the app has been set up; it is used up.
    Raises SignInAgain, PasswordRefused.
    """
    check_fresh(database, account=account, token=token, at=at)
    secret = code_secret(signer, account.id, form.seed)
    step = step_of_code(secret, form.code, at=at, after=0)
    problems = _problems(form, account, step)
    if problems or step is None:
        raise PasswordRefused(problems)
    kept_hash = rules.password_hash(form.password, salt=secrets.token_bytes(rules.SALT_BYTES))
    with database.write() as connection:
        passwords.keep_password(connection, account.id, kept_hash=kept_hash, seed=form.seed, step=step, at=at)
        acts.log_act(connection, _changed(account, at))
        sessions.end_sessions(connection, account.id)
        return begin_session(connection, account, way=WayIn.PASSWORD, device=device, at=at)


def forget_password(database: Database, *, account: Account, token: str, at: datetime) -> None:
    """Have no password any more: sign-in links go on working. Raises SignInAgain."""
    with database.write() as connection:
        _check_fresh(connection, account, token, at)
        if passwords.forget_password(connection, account.id):
            acts.log_act(connection, _changed(account, at))


def _check_fresh(connection: Connection, account: Account, token: str, at: datetime) -> None:
    this = sessions.id_of_session(token)
    began = [each.began for each in sessions.sessions_of(connection, account.id, now=at) if each.id == this]
    if not began or began[0] is None or at - began[0] >= FRESH_SIGN_IN:
        raise SignInAgain


def _problems(form: PasswordForm, account: Account, step: int | None) -> Problems:
    problems: dict[str, PasswordProblem | CodeProblem] = {}
    problem = rules.problem_with(form.password, name=account.name, email=account.email)
    if problem is not None:
        problems["password"] = problem
    elif form.password != form.again:
        problems["again"] = PasswordProblem.NOT_THE_SAME
    if step is None or not is_seed(form.seed):
        problems["code"] = CodeProblem.WRONG
    return problems


def _changed(account: Account, at: datetime) -> Act:
    return Act(ActKind.ACCOUNT_CHANGED, str(account.id), at, account.id, category="password")
