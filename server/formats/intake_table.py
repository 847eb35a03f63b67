"""A table of letters, CSV or XLSX, as rows with our own columns and values, whatever language it is in."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from server.domain.intake_rows import COLUMNS, MAX_ROWS, NEEDED, IntakeRow
from server.formats.intake_words import COLUMN_OF, HEADERS, VALUE_OF, plain_word
from server.formats.table_cells import unguarded
from server.formats.workbook_reading import (
    WorkbookRefused,
    WorkbookTooLarge,
    filled_rows,
    is_workbook,
    read_first_sheet,
)

MAX_BYTES: Final = 10 * 1024 * 1024
# More than any table of letters has columns; a sheet may have 16,384.
_MAX_COLUMNS: Final = 64
_DELIMITERS: Final = ";\t,"


class TableProblem(StrEnum):
    """Why a whole table is refused; the pages hold the sentence for each in both languages."""

    TOO_LARGE = "table-too-large"
    NOT_UTF8 = "table-not-utf8"
    NOT_A_TABLE = "not-a-table"
    WORKBOOK_BROKEN = "workbook-broken"
    WORKBOOK_TOO_LARGE = "workbook-too-large"
    COLUMN_UNKNOWN = "column-unknown"
    COLUMN_MISSING = "column-missing"
    COLUMN_TWICE = "column-twice"
    TOO_MANY_ROWS = "too-many-rows"
    NO_ROWS = "no-rows"


class TableRefused(Exception):
    """A file that cannot be read as a table of letters.

    `row` counts from 1, 0 where it is about no row; `detail` is the column or what else it is about.
    """

    def __init__(self, problem: TableProblem, *, row: int = 0, detail: str = "") -> None:
        super().__init__(f"{problem} {row} {detail}".strip())
        self.problem = problem
        self.row = row
        self.detail = detail


def read_intake_table(data: bytes) -> list[IntakeRow]:
    """The rows of a table that are not empty: CSV in UTF-8 with semicolons, commas or tabs, or a workbook.

    Cells are trimmed; words that are known in one of the languages become our own values, others stay as they
    are for the check of the row to refuse. Raises TableRefused at the first thing wrong with the table.
    """
    if len(data) > MAX_BYTES:
        raise TableRefused(TableProblem.TOO_LARGE)
    rows = _workbook_rows(data) if is_workbook(data) else _csv_rows(data)
    header_row = next(rows, None)
    if header_row is None:
        raise TableRefused(TableProblem.NO_ROWS)
    columns = _columns(*header_row)
    found: list[IntakeRow] = []
    for number, cells in rows:
        if len(found) == MAX_ROWS:
            raise TableRefused(TableProblem.TOO_MANY_ROWS, row=number)
        found.append(IntakeRow(number, _cells(columns, cells, number)))
    if not found:
        raise TableRefused(TableProblem.NO_ROWS)
    return found


def _workbook_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        # The header, and one row more than there may be; empty rows between them count as well.
        rows = read_first_sheet(data, max_rows=2 * MAX_ROWS + 2, max_columns=_MAX_COLUMNS)
    except WorkbookTooLarge:
        raise TableRefused(TableProblem.WORKBOOK_TOO_LARGE) from None
    except WorkbookRefused:
        raise TableRefused(TableProblem.WORKBOOK_BROKEN) from None
    return filled_rows(rows)


def _csv_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableRefused(TableProblem.NOT_UTF8, row=data.count(b"\n", 0, error.start) + 1) from None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, [unguarded(cell.replace("\r\n", "\n")) for cell in cells]
    except csv.Error as error:
        raise TableRefused(TableProblem.NOT_A_TABLE, row=number + 1, detail=str(error)) from None


def _columns(number: int, header: Sequence[str]) -> list[str]:
    """Our own name of each column, "" for one without a header."""
    columns = [COLUMN_OF.get(plain_word(name), name.strip()) for name in header]
    for name in columns:
        if name and name not in COLUMNS:
            raise TableRefused(TableProblem.COLUMN_UNKNOWN, row=number, detail=name[:100])
    for name, count in Counter(columns).items():
        if name and count > 1:
            raise TableRefused(TableProblem.COLUMN_TWICE, row=number, detail=name)
    for name in NEEDED:
        if name not in columns:
            raise TableRefused(TableProblem.COLUMN_MISSING, row=number, detail=name)
    return columns


def _cells(columns: Sequence[str], cells: Sequence[str], number: int) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise TableRefused(TableProblem.COLUMN_UNKNOWN, row=number)
    found = {}
    for name, cell in zip(columns, cells, strict=False):
        written = cell.strip()
        if not name and written:
            raise TableRefused(TableProblem.COLUMN_UNKNOWN, row=number)
        if name:
            found[name] = VALUE_OF.get(name, {}).get(plain_word(written), written)
    return found


def headers_in(place: int) -> dict[str, str]:
    """The header of each column in one language: 0 Dutch, 1 German, 2 English."""
    return {column: names[place] for column, names in HEADERS.items()}
