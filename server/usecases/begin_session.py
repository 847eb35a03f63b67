"""Begin a session: the last step of every way to sign in."""

import secrets
from datetime import datetime

from server.domain.accounts import SESSION_LIFETIME, Account, WayIn
from server.domain.acts import Act, ActKind
from server.store import acts, sessions
from server.store.database import Connection


def begin_session(connection: Connection, account: Account, *, way: WayIn, device: str, at: datetime) -> str:
    """A new session for an account, in the transaction that lets it in; its token is kept by the browser only.

    `device` is as "Firefox, Windows", for the list of sessions. Sessions whose time is over are forgotten.
    """
    token = secrets.token_urlsafe(24)
    sessions.forget_expired_sessions(connection, now=at)
    sessions.create_session(
        connection, account.id, token, expires=at + SESSION_LIFETIME, began=at, device=device
    )
    acts.log_act(connection, Act(ActKind.SIGNED_IN, str(account.id), at, account.id, category=way))
    return token
