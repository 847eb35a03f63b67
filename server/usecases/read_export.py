"""Read how far an export is, and the file when it is there."""

from collections.abc import Sequence

from server.domain.accounts import Account
from server.domain.exports import Export, Wanted
from server.store import exports
from server.store.database import Database
from server.usecases.ask_for_export import may_have
from server.usecases.missing import Missing


def read_export(database: Database, export_id: str, *, account: Account | None) -> Export:
    """How far it is. Raises Missing, also for who may not know of it."""
    with database.read() as connection:
        found = exports.export_by_id(connection, export_id)
    if found is None or not may_have(found.wanted, account):
        raise Missing("export", export_id)
    return found


def read_exports(database: Database, wanted: Sequence[Wanted]) -> dict[str, Export]:
    """Those of the public files asked about that somebody has asked for, by their ids."""
    with database.read() as connection:
        return exports.exports_by_id(connection, [each.id for each in wanted if not each.for_editors])


def read_export_file(database: Database, export_id: str, *, account: Account | None) -> tuple[Export, bytes]:
    """The export with its file. Raises Missing while there is none."""
    found = read_export(database, export_id, account=account)
    with database.read() as connection:
        content = exports.export_file(connection, export_id)
    if content is None:
        raise Missing("export", export_id)
    return found, content
