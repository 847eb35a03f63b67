"""Ask for a file that a worker makes: the same file asked for twice is made once."""

from datetime import datetime, timedelta
from typing import Final

from server.domain.accounts import Account, Role
from server.domain.exports import ExportKind, Wanted
from server.store import editions, exports, jobs, rounds
from server.store.database import Connection, Database
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed

MAKE_EXPORT: Final = "make-export"
# An edition never changes, so its file is good as long as it is kept; what is said in a round goes on changing.
GOOD_FOR: Final = {ExportKind.EDITION: timedelta(days=365), ExportKind.REPORT: timedelta(minutes=10)}


def ask_for_export(database: Database, *, wanted: Wanted, by: Account | None, at: datetime) -> str:
    """Have a file made, unless it is there or on its way; returns the id of the export.

    `by` matters for what only editors may see. Raises NotAllowed, Missing.
    """
    if not may_have(wanted, by):
        raise NotAllowed(wanted.id)
    account = by.id if by is not None and wanted.for_editors else None
    with database.write() as connection:
        _must_be_there(connection, wanted)
        is_new = exports.begin_export(connection, wanted, account=account, at=at)
        if is_new or exports.begin_export_again(
            connection, wanted.id, at=at, older_than=at - GOOD_FOR[wanted.what]
        ):
            jobs.add_job(connection, MAKE_EXPORT, {"export": wanted.id}, run_after=at)
    return wanted.id


def may_have(wanted: Wanted, account: Account | None) -> bool:
    """Whether this account, or everybody, may have the file."""
    return not wanted.for_editors or (account is not None and account.role.includes(Role.EDITOR))


def _must_be_there(connection: Connection, wanted: Wanted) -> None:
    details = wanted.details
    if wanted.what is ExportKind.REPORT:
        if rounds.round_by_key(connection, details["round"]) is None:
            raise Missing("round", details["round"])
    elif all(each.key != details["edition"] for each in editions.editions_by_date(connection)):
        raise Missing("edition", details["edition"])
