"""Note something on a disposition: for editors only, never for anybody else."""

from datetime import datetime

from server.domain.accounts import Account
from server.domain.disposition_forms import MAX_NOTE, FormRefused, Problem
from server.domain.dispositions import DispositionNote
from server.domain.typed import clean_text, is_idempotency_key
from server.store.database import Database
from server.store.disposition_notes import add_note
from server.usecases.find_disposition import find_disposition, must_be_editor


def note_on_disposition(
    database: Database, *, comment: str, text: str, form_key: str, by: Account, at: datetime
) -> None:
    """Keep a note, once per form. Raises Missing, NotAllowed, FormRefused."""
    must_be_editor(by)
    note = DispositionNote(by.name, at, clean_text(text))
    if not note.text or not is_idempotency_key(form_key):
        raise FormRefused({"note": Problem.MISSING})
    if len(note.text) > MAX_NOTE:
        raise FormRefused({"note": Problem.TOO_LONG})
    with database.write() as connection:
        find_disposition(connection, comment)
        add_note(connection, comment, note, form_key=form_key)
