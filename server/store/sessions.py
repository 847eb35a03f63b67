"""Sessions: browsers in which somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from server.domain.accounts import Account
from server.store.accounts import account_of_row
from server.store.schema import accounts, sessions
from server.store.token_hashes import token_hash

# 64 bits of the hash: enough to tell the sessions of one account apart, and no way back to the token.
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that has not ended; `began` and `expires` are UTC, `device` is as "Firefox, Windows"."""

    id: str
    began: datetime | None
    expires: datetime
    device: str


def create_session(
    connection: Connection,
    account: int,
    token: str,
    *,
    expires: datetime,
    began: datetime | None = None,
    device: str = "",
) -> None:
    """Begin a session for whoever holds this token."""
    connection.execute(
        insert(sessions).values(
            token_hash=token_hash(token), account=account, expires=expires, began=began, device=device
        )
    )


def account_of_session(connection: Connection, token: str, *, now: datetime) -> Account | None:
    """Who is signed in with this token, with the role of this moment; None when the session ended."""
    row = connection.execute(
        select(accounts)
        .join(sessions, sessions.c.account == accounts.c.id)
        .where(
            sessions.c.token_hash == token_hash(token),
            sessions.c.expires > now,
            accounts.c.closed.is_(None),
        )
    ).one_or_none()
    return None if row is None else account_of_row(row)


def sessions_of(connection: Connection, account: int, *, now: datetime) -> list[OpenSession]:
    """The open sessions of an account, the newest first."""
    rows = connection.execute(
        select(sessions)
        .where(sessions.c.account == account, sessions.c.expires > now)
        .order_by(sessions.c.expires.desc(), sessions.c.token_hash)
    )
    return [OpenSession(row.token_hash[:_ID_LENGTH], row.began, row.expires, row.device) for row in rows]


def id_of_session(token: str) -> str:
    """The id of the session with this token, as OpenSession has it."""
    return token_hash(token)[:_ID_LENGTH]


def end_session(connection: Connection, token: str) -> None:
    """End a session; an unknown one is ended already."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash(token)))


def end_session_by_id(connection: Connection, account: int, session_id: str) -> int:
    """End the session of an account with this id; returns how many there were."""
    return connection.execute(
        delete(sessions).where(
            sessions.c.account == account, sessions.c.token_hash.startswith(session_id, autoescape=True)
        )
    ).rowcount


def end_sessions(connection: Connection, account: int, *, but: str = "") -> int:
    """End all sessions of an account, save the one with the token `but`; returns how many there were."""
    return connection.execute(
        delete(sessions).where(
            sessions.c.account == account, sessions.c.token_hash != (token_hash(but) if but else "")
        )
    ).rowcount


def forget_expired_sessions(connection: Connection, *, now: datetime) -> None:
    """Forget the sessions whose time is over."""
    connection.execute(delete(sessions).where(sessions.c.expires <= now))
