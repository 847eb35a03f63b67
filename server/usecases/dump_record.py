"""Dump the record: write all that is public from the database to the record's files."""

from pathlib import Path

from server.domain.public_record import PublicRecord
from server.formats.termbase_file import termbase_file
from server.record.files import write_text
from server.record.record import write_record
from server.store import comments, concept_changes, dismissals, documents, edition_values, glossary, rounds
from server.store.database import Connection, Database
from server.usecases.missing import Missing


def dump_record(database: Database, root: Path) -> list[str]:
    """Make the files below `root` say what the database says; the paths that had to change, in order.

    No e-mail address and no comment that is not shown gets there. Raises Missing before the first load.
    """
    with database.read() as connection:
        record = stored_record(connection)
    if record is None:
        raise Missing("document", "")
    changed = write_record(record, root)
    # The concepts once more, for other tools: made from what was just written, never read back.
    if record.concepts and write_text(root / termbase_path(record), termbase_file(record.concepts).decode()):
        changed.append(termbase_path(record))
    return sorted(changed)


def termbase_path(record: PublicRecord) -> str:
    """Where the generated termbase stands, below the record's root."""
    return f"glossary/{record.document.key}.tbx"


def stored_record(connection: Connection) -> PublicRecord | None:
    """All that is public in the database; None before the first load."""
    document = documents.document(connection)
    if document is None:
        return None
    return PublicRecord(
        document=document,
        editions=edition_values.whole_editions(connection),
        concepts=glossary.all_concepts(connection),
        rounds=rounds.rounds_by_date(connection),
        comments=comments.shown_comments(connection),
        concept_changes=concept_changes.all_changes(connection),
        dismissals=dismissals.all_dismissals(connection),
    )
