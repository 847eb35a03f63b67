"""Export what was said in a round, piece by piece: whoever writes the pieces out bounds the memory.

Every piece is read in a moment of its own, so that pages are answered in between.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.domain.document import Document
from server.domain.public_comments import LeftBehind, PublicComment
from server.domain.rounds import Round
from server.formats.comment_json import JsonFile
from server.formats.comment_shapes import Address
from server.formats.comment_tables import COLUMNS, NUMBERS, CsvTable, rows_of
from server.formats.web_annotation import JsonLdFile, Surroundings
from server.formats.workbook_writing import WorkbookTable
from server.store import documents, editions, public_comments, rounds
from server.store.database import Database
from server.store.editions import EditionEntry
from server.store.public_comments import Choice, Sort
from server.usecases.missing import Missing

# 4 to 30 ms of reading and writing, by the format; a page waits no longer.
BATCH = 100


class CommentsFormat(StrEnum):
    """The formats, by the ending of the file's name."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSON_LD = "jsonld"


@dataclass(frozen=True, slots=True)
class RoundToExport:
    """A round before its comments are read; `mark` changes with anything that the files show.

    `count` is how many comments are shown.
    """

    round: Round
    document: Document
    edition: EditionEntry
    count: int
    mark: str


def begin_export(database: Database, key: str) -> RoundToExport:
    """The round to export. Raises Missing."""
    with database.read() as connection:
        round_ = rounds.round_by_key(connection, key)
        document = documents.document(connection)
        known = {entry.key: entry for entry in editions.editions_by_date(connection)}
        if round_ is None or document is None or round_.edition not in known:
            raise Missing("round", key)
        return RoundToExport(
            round_,
            document,
            known[round_.edition],
            count=public_comments.count_of(connection, Choice(round=key)),
            # Read before what it vouches for: at worst a file is sent once more than needed.
            mark=public_comments.mark_of(connection, key, round_.edition),
        )


def export_csv(database: Database, exported: RoundToExport, *, address: Address) -> Iterator[bytes]:
    """The round as CSV: one row for each comment and each tombstone, as they arrived."""
    table = CsvTable()
    yield table.begin()
    for found in _batches(database, exported, Sort.BOTH):
        yield table.add(rows_of(found, address))


def export_json(database: Database, exported: RoundToExport, *, address: Address) -> Iterator[bytes]:
    """The round as JSON: the comments, then the tombstones, as they arrived; nothing is lost on the way."""
    file = JsonFile(exported.round, exported.document, address)
    yield file.begin()
    for found in _batches(database, exported, Sort.COMMENTS):
        yield file.add(found)
    yield file.turn()
    for found in _batches(database, exported, Sort.TOMBSTONES):
        yield file.add(found)
    yield file.end()


def export_json_ld(
    database: Database, exported: RoundToExport, *, own_address: str, around: Surroundings
) -> Iterator[bytes]:
    """The shown comments of the round as Web Annotations, as they arrived."""
    file = JsonLdFile(own_address, exported.round.titles, around)
    yield file.begin()
    for found in _batches(database, exported, Sort.COMMENTS):
        yield file.add([each for each in found if isinstance(each, PublicComment)])
    yield file.end()


def new_workbook() -> WorkbookTable:
    """A workbook for a round; close it."""
    return WorkbookTable("comments", COLUMNS, NUMBERS)


def fill_workbook(
    database: Database, exported: RoundToExport, table: WorkbookTable, *, address: Address
) -> Iterator[int]:
    """Put the rows that the CSV has into a workbook; yields how many were added each time."""
    for found in _batches(database, exported, Sort.BOTH):
        rows = rows_of(found, address)
        table.add(rows)
        yield len(rows)


def _batches(
    database: Database, exported: RoundToExport, sort: Sort
) -> Iterator[Sequence[PublicComment | LeftBehind]]:
    after, choice = 0, Choice(round=exported.round.key)
    while True:
        with database.read() as connection:
            found = public_comments.public_comments(connection, choice, sort=sort, after=after, limit=BATCH)
        if found:
            after = found[-1].sequence
            yield found
        if len(found) < BATCH:
            return
