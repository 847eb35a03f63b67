"""Purge what has had its time: links, sessions, limits, baskets, what nobody confirmed, failed jobs, files."""

from datetime import datetime, timedelta
from typing import Final

from server.mail.mailer import Mailer
from server.store import exports, purging, unconfirmed
from server.store.database import Database
from server.usecases.tell_presence import FORGOTTEN_AFTER

PURGE: Final = "purge"
# As long as the cookie of a basket lasts; a failed job or a mail in the outbox is of no use later either.
KEEP_ABANDONED: Final = timedelta(days=30)
# A file can be made again at any time; megabytes of it need not lie in the database.
KEEP_EXPORTS: Final = timedelta(days=1)


def purge(database: Database, mailer: Mailer, *, at: datetime) -> dict[str, int]:
    """Remove what has had its time by the moment `at` (UTC); returns how much, by table.

    "submissions" are those that were not confirmed in time: nothing of them is kept. "outbox" are mails that
    a folder kept. Doing it again removes nothing more. Raises MailUnavailable.
    """
    before = at - KEEP_ABANDONED
    with database.write() as connection:
        overdue = unconfirmed.overdue(connection, at=at)
        removed = {
            **purging.purge_expired(connection, at=at),
            **purging.purge_abandoned(connection, before=before),
            **purging.purge_presences(connection, before=at - FORGOTTEN_AFTER),
            "exports": exports.remove_exports(connection, before=at - KEEP_EXPORTS),
            "submissions": len(overdue),
            "comments": unconfirmed.remove_unconfirmed(connection, overdue),
        }
    removed["outbox"] = mailer.forget(lambda _address, sent: sent < before)
    if any(removed.values()):
        database.settle()
    return removed
