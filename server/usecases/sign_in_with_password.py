"""Sign in with a password and a one-time code."""

import secrets
from datetime import datetime

from server.domain import passwords as rules
from server.domain.accounts import WayIn
from server.domain.limits import SIGN_IN, SIGN_IN_CLIENT
from server.domain.one_time_codes import code_secret, step_of_code
from server.domain.tokens import Signer
from server.store import passwords
from server.store.database import Database
from server.store.passwords import KeptPassword
from server.usecases.begin_session import begin_session
from server.usecases.limit_rate import limit_rate


class SignInRefused(Exception):
    """Address, password or code is wrong; which of them is never said."""


def sign_in_with_password(
    database: Database,
    signer: Signer,
    *,
    email: str,
    password: str,
    code: str,
    client: str,
    device: str,
    at: datetime,
    factor: int = 1,
) -> str:
    """The token of a new session. Raises SignInRefused, TooMany.

    Whatever is wrong, the work is the same: one look for the account, one Argon2, one code (OWASP ASVS 5.0,
    V6.3.8). Tries are counted by client, and by account and client: so nobody is locked out by others, and a
    sign-in link always works. Argon2 takes tens of milliseconds, and runs while nothing is locked.
    """
    typed = email.strip().lower()
    limit_rate(database, signer, limit=SIGN_IN_CLIENT, key=client, at=at, factor=factor)
    limit_rate(database, signer, limit=SIGN_IN, key=f"{typed} {client}", at=at, factor=factor)
    with database.read() as connection:
        kept = passwords.password_by_email(connection, typed)
    nobody = rules.nobodys_hash()
    fits = rules.is_password(password, kept.hash if kept else nobody)
    secret = code_secret(signer, kept.account.id, kept.seed) if kept else code_secret(signer, 0, "")
    step = step_of_code(secret, code, at=at, after=kept.step if kept else 0)
    if kept is None or not fits or step is None:
        raise SignInRefused
    return _let_in(database, kept, password, step=step, device=device, at=at)


def _let_in(
    database: Database, kept: KeptPassword, password: str, *, step: int, device: str, at: datetime
) -> str:
    outdated = rules.is_outdated(kept.hash)
    fresh = rules.password_hash(password, salt=secrets.token_bytes(rules.SALT_BYTES)) if outdated else ""
    with database.write() as connection:
        # Of two who come with the same code at the same moment one is let in.
        if not passwords.use_step(connection, kept.account.id, step):
            raise SignInRefused
        if fresh:
            passwords.keep_hash(connection, kept.account.id, fresh)
        return begin_session(connection, kept.account, way=WayIn.PASSWORD, device=device, at=at)
