"""Dump the record: write all that is public from the database to the record's files."""

from pathlib import Path

from server.domain.public_record import PublicRecord
from server.formats.termbase_file import termbase_file
from server.record.files import write_text
from server.record.record import write_record
from server.store import (
    comments,
    concept_changes,
    dismissals,
    dispositions,
    documents,
    edition_values,
    editions,
    glossary,
    rounds,
    tombstones,
)
from server.store.database import Connection, Database
from server.usecases.missing import Missing


def dump_record(database: Database, root: Path, *, is_record: bool = True) -> list[str]:
    """Make the files below `root` say what the database says; the paths that had to change, in order.

    No e-mail address, no comment that is not shown and no demonstration gets there. `is_record` is false
    for a copy, which is not what is loaded again. Raises Missing before the first load.
    """
    with database.read() as connection:
        record = stored_record(connection)
    if record is None:
        raise Missing("document", "")
    changed = write_record(record, root)
    # The concepts once more, for other tools: made from what was just written, never read back.
    if record.concepts and write_text(root / termbase_path(record), termbase_file(record.concepts).decode()):
        changed.append(termbase_path(record))
    if is_record:
        _mark_rounds(database, record)
        _mark_editions(database, record)
    return sorted(changed)


def _mark_rounds(database: Database, record: PublicRecord) -> None:
    """Remember what the files say of the rounds now, so that the next load knows which side changed what."""
    with database.read() as connection:
        loaded = {each.body.key: each.loaded for each in rounds.kept_rounds(connection)}
    news = [each for each in record.rounds if loaded.get(each.key) != each]
    if news:
        with database.write() as connection:
            for each in news:
                rounds.mark_in_record(connection, each)


def _mark_editions(database: Database, record: PublicRecord) -> None:
    """Remember that the files have the editions that were published here."""
    with database.read() as connection:
        news = editions.keys_outside_record(connection) & {each.key for each in record.editions}
    if news:
        with database.write() as connection:
            editions.mark_in_record(connection, news)


def termbase_path(record: PublicRecord) -> str:
    """Where the generated termbase stands, below the record's root."""
    return f"glossary/{record.document.key}.tbx"


def stored_record(connection: Connection) -> PublicRecord | None:
    """All that is public in the database, without demonstrations; None before the first load."""
    document = documents.document(connection)
    if document is None:
        return None
    known = rounds.rounds_by_date(connection)
    invented = {each.key for each in known if each.demonstration}
    published = edition_values.whole_editions(connection)
    out = {each.key for each in published}
    return PublicRecord(
        document=document,
        editions=published,
        concepts=glossary.all_concepts(connection),
        rounds=tuple(each for each in known if not each.demonstration),
        comments=tuple(each for each in comments.shown_comments(connection) if each.round not in invented),
        concept_changes=concept_changes.all_changes(connection),
        dismissals=dismissals.all_dismissals(connection),
        tombstones=tuple(
            each for each in tombstones.all_tombstones(connection) if each.round not in invented
        ),
        # An answer that is public before its edition follows with it: the files name nothing that they lack.
        dispositions=tuple(
            each
            for each in dispositions.public_dispositions(connection)
            if each.round not in invented and each.edition in out
        ),
    )
