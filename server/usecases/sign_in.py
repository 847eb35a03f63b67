"""Sign in with a link that works once, and sign out."""

import secrets
from datetime import datetime

from server.domain.accounts import SIGN_IN_LINK_LIFETIME, Account, WayIn
from server.store import accounts, sessions, sign_in_links
from server.store.database import Database
from server.usecases.begin_session import begin_session
from server.usecases.missing import Missing


def make_sign_in_link(database: Database, *, email: str, at: datetime) -> str:
    """A token that signs the account in, once, within a day. Raises Missing for an unknown address."""
    token = secrets.token_urlsafe(24)
    with database.write() as connection:
        account = accounts.account_by_email(connection, email)
        if account is None:
            raise Missing("account", email)
        sign_in_links.forget_expired_links(connection, now=at)
        sign_in_links.create_sign_in_link(connection, account.id, token, expires=at + SIGN_IN_LINK_LIFETIME)
    return token


def is_open_link(database: Database, *, token: str, at: datetime) -> bool:
    """Whether a sign-in link still works; looking at it uses nothing up."""
    with database.read() as connection:
        return sign_in_links.account_of_sign_in_link(connection, token, now=at) is not None


def sign_in(database: Database, *, token: str, at: datetime, device: str = "") -> str | None:
    """Use a sign-in link up; the token of a new session, or None when the link does not work any more."""
    with database.write() as connection:
        account = sign_in_links.use_sign_in_link(connection, token, now=at)
        if account is None:
            return None
        return begin_session(connection, account, way=WayIn.LINK, device=device, at=at)


def signed_in_account(database: Database, *, token: str, at: datetime) -> Account | None:
    """Who is signed in with this session, with the role of this moment."""
    with database.read() as connection:
        return sessions.account_of_session(connection, token, now=at)


def sign_out(database: Database, *, token: str) -> None:
    """End a session, on the server as well."""
    with database.write() as connection:
        sessions.end_session(connection, token)
