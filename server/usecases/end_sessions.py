"""End sessions: one of one's own, all others of one's own, or all of an account."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.store import acts, sessions
from server.store.database import Connection, Database
from server.store.sessions import OpenSession
from server.usecases.manage_accounts import NotAdministrator


@dataclass(frozen=True, slots=True)
class OwnSession:
    """An open session, and whether it is the one that asks."""

    session: OpenSession
    is_this: bool


def list_sessions(database: Database, *, account: Account, token: str, at: datetime) -> list[OwnSession]:
    """The open sessions of an account, the newest first; `token` is that of the session that asks."""
    this = sessions.id_of_session(token)
    with database.read() as connection:
        found = sessions.sessions_of(connection, account.id, now=at)
    return [OwnSession(each, each.id == this) for each in found]


def end_one_session(database: Database, *, account: Account, session_id: str, at: datetime) -> None:
    """End one of one's own sessions; one that has ended meanwhile stays ended."""
    with database.write() as connection:
        count = sessions.end_session_by_id(connection, account.id, session_id)
        _log(connection, account.id, account, count, at)


def end_other_sessions(database: Database, *, account: Account, token: str, at: datetime) -> None:
    """End all of one's own sessions but the one that asks."""
    with database.write() as connection:
        count = sessions.end_sessions(connection, account.id, but=token)
        _log(connection, account.id, account, count, at)


def end_all_sessions(database: Database, *, account_id: int, by: Account, at: datetime) -> None:
    """End every session of an account. Raises NotAdministrator."""
    if by.role is not Role.ADMINISTRATOR:
        raise NotAdministrator(by.role)
    with database.write() as connection:
        count = sessions.end_sessions(connection, account_id)
        _log(connection, account_id, by, count, at)


def _log(connection: Connection, account_id: int, by: Account, count: int, at: datetime) -> None:
    if count:
        act = Act(ActKind.SESSIONS_ENDED, str(account_id), at, by.id, category=str(count))
        acts.log_act(connection, act)
