"""What has had its time and serves nobody any more."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, or_, select

from server.store.jobs import JobState
from server.store.schema import (
    autosaves,
    baskets,
    jobs,
    mails,
    oidc_requests,
    presences,
    rates,
    salts,
    sessions,
    sign_in_links,
    used_once,
    working_editions,
)


def purge_expired(connection: Connection, *, at: datetime) -> dict[str, int]:
    """Remove what has expired by the moment `at` (UTC), by table: how many rows."""
    today = at.date().isoformat()
    expired: dict[Table, ColumnElement[bool]] = {
        sign_in_links: or_(sign_in_links.c.expires <= at, sign_in_links.c.used_at.is_not(None)),
        sessions: sessions.c.expires <= at,
        used_once: used_once.c.expires <= at,
        rates: rates.c.expires <= at,
        salts: salts.c.day < today,
        oidc_requests: oidc_requests.c.expires <= at,
    }
    return {table.name: _remove(connection, table, which) for table, which in expired.items()}


def purge_abandoned(connection: Connection, *, before: datetime) -> dict[str, int]:
    """Remove what nobody has touched since a moment (UTC), by table: baskets, failed jobs, mails without a job.

    And what was typed in a working edition and not saved before that was published.
    """
    published = select(working_editions.c.key).where(working_editions.c.open.is_(None))
    abandoned: dict[Table, ColumnElement[bool]] = {
        baskets: baskets.c.changed < before,
        jobs: (jobs.c.state == JobState.FAILED) & (jobs.c.run_after < before),
        mails: mails.c.created < before,
        autosaves: autosaves.c.edition.in_(published) & (autosaves.c.at < before),
    }
    return {table.name: _remove(connection, table, which) for table, which in abandoned.items()}


def purge_presences(connection: Connection, *, before: datetime) -> dict[str, int]:
    """Forget where editors were before a moment (UTC)."""
    return {presences.name: _remove(connection, presences, presences.c.at < before)}


def forget_unsaved(connection: Connection, account: int) -> None:
    """Forget what somebody typed in working editions and did not save, and where they are."""
    _remove(connection, autosaves, autosaves.c.account == account)
    _remove(connection, presences, presences.c.account == account)


def _remove(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    return connection.execute(delete(table).where(which)).rowcount
