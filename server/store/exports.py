"""Exports: what was asked for, how far it is, and the file itself, so that every web process finds it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, delete, func, select, update

from server.domain.exports import Export, ExportKind, ExportState, Wanted
from server.store.schema import exports
from server.store.upserts import insert_into

# All but the file.
_SEEN = select(
    *(each for each in exports.c if each.name != "content"), func.length(exports.c.content).label("size")
)


def begin_export(connection: Connection, wanted: Wanted, *, account: int | None, at: datetime) -> bool:
    """Write down that a file is asked for; false when it has been already, by whomever."""
    statement = insert_into(connection, exports).values(
        id=wanted.id,
        what=wanted.what,
        details=wanted.details,
        account=account,
        asked=at,
        state=ExportState.ASKED,
        done=0,
        total=0,
    )
    begun = connection.execute(statement.on_conflict_do_nothing().returning(exports.c.id))
    return begun.scalar() is not None


def begin_export_again(connection: Connection, export_id: str, *, at: datetime, older_than: datetime) -> bool:
    """Ask again for a file that failed or was made before a moment; false for one that is there or on its way."""
    made = exports.c.finished < older_than
    changed = connection.execute(
        update(exports)
        .where(
            exports.c.id == export_id,
            (exports.c.state == ExportState.FAILED) | ((exports.c.state == ExportState.READY) & made),
        )
        .values(state=ExportState.ASKED, asked=at, done=0, total=0, finished=None, content=None)
    )
    return changed.rowcount > 0


def export_by_id(connection: Connection, export_id: str) -> Export | None:
    """An export without its file."""
    return next(iter(exports_by_id(connection, [export_id]).values()), None)


def exports_by_id(connection: Connection, ids: Collection[str]) -> dict[str, Export]:
    """The exports among these ids, without their files: one query."""
    return {row.id: _export(row) for row in connection.execute(_SEEN.where(exports.c.id.in_(list(ids))))}


def export_file(connection: Connection, export_id: str) -> bytes | None:
    """The file of an export that is ready."""
    content: bytes | None = connection.execute(
        select(exports.c.content).where(exports.c.id == export_id, exports.c.state == ExportState.READY)
    ).scalar()
    return content


def take_export(connection: Connection, export_id: str) -> None:
    """A worker has begun with it, perhaps after another one that died."""
    _change(connection, export_id, state=ExportState.UNDER_WAY, done=0, total=0)


def tell_export(connection: Connection, export_id: str, *, done: int, total: int) -> None:
    """How far the worker is, in paragraphs or comments."""
    _change(connection, export_id, done=done, total=total)


def finish_export(
    connection: Connection, export_id: str, *, file_name: str, content: bytes, at: datetime
) -> bool:
    """The file is there; false, and nothing kept, where it was outdated while it was made, or removed."""
    changed = connection.execute(
        update(exports)
        .where(exports.c.id == export_id, exports.c.state == ExportState.UNDER_WAY)
        .values(state=ExportState.READY, file_name=file_name, content=content, finished=at)
    )
    return changed.rowcount > 0


def outdate_reports(connection: Connection, round_key: str | None = None) -> None:
    """Something in the reports of a round, or of every round, may no longer be shown: nobody gets them any more.

    One that is there has to be asked for again; one that is being made has to be begun again.
    """
    rows = connection.execute(
        select(exports.c.id, exports.c.details)
        .where(exports.c.what == ExportKind.REPORT)
        .order_by(exports.c.id)
        .with_for_update()
    )
    own = [row.id for row in rows if round_key in (None, row.details["round"])]
    if own:
        begun = case(
            (exports.c.state == ExportState.READY, ExportState.FAILED),
            (exports.c.state == ExportState.UNDER_WAY, ExportState.ASKED),
            else_=exports.c.state,
        )
        connection.execute(
            update(exports).where(exports.c.id.in_(own)).values(state=begun, content=None, finished=None)
        )


def give_up_export(connection: Connection, export_id: str) -> None:
    """The file cannot be made; whoever asked may ask again."""
    connection.execute(
        update(exports)
        .where(exports.c.id == export_id, exports.c.state != ExportState.READY)
        .values(state=ExportState.FAILED)
    )


def remove_exports(connection: Connection, *, before: datetime) -> int:
    """Remove what was asked for before a moment, with the files; how many."""
    return connection.execute(delete(exports).where(exports.c.asked < before)).rowcount


def _change(connection: Connection, export_id: str, **values: object) -> None:
    connection.execute(update(exports).where(exports.c.id == export_id).values(**values))


def _export(row: Any) -> Export:
    return Export(
        wanted=Wanted(ExportKind(row.what), row.details),
        state=ExportState(row.state),
        done=row.done,
        total=row.total,
        asked=row.asked,
        file_name=row.file_name,
        finished=row.finished,
        size=row.size or 0,
    )
