"""Notes of editors on dispositions, for editors only: they are in no public file, page or answer."""

from sqlalchemy import Connection, delete, select

from server.domain.dispositions import DispositionNote
from server.store.schema import disposition_notes
from server.store.upserts import insert_into


def add_note(connection: Connection, comment: str, note: DispositionNote, *, form_key: str) -> bool:
    """Keep a note; false when the form with this key was sent before."""
    statement = insert_into(connection, disposition_notes).on_conflict_do_nothing()
    values = {"comment": comment, "by": note.by, "at": note.at, "text": note.text, "form_key": form_key}
    added = connection.execute(statement.values(**values).returning(disposition_notes.c.id))
    return added.scalar_one_or_none() is not None


def notes_on(connection: Connection, comment: str) -> list[DispositionNote]:
    """The notes on the disposition of a comment, oldest first."""
    rows = connection.execute(
        select(disposition_notes)
        .where(disposition_notes.c.comment == comment)
        .order_by(disposition_notes.c.id)
    )
    return [DispositionNote(row.by, row.at, row.text) for row in rows]


def remove_notes(connection: Connection, comment: str) -> None:
    """Remove the notes on a comment that was withdrawn: they may tell what it said, and of whom."""
    connection.execute(delete(disposition_notes).where(disposition_notes.c.comment == comment))
