"""CSV in: rows as texts by column, each with the line on which it starts."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from server.formats.refusal import FormatRefused
from server.formats.table_cells import unguarded
from server.formats.texts import check_size, taken

_MAX_LINE: Final = 1024 * 1024


def read_table(data: bytes, columns: Sequence[str], delimiter: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the header that are not empty; the columns may stand in any order, but all of them must.

    Raises FormatRefused for a file that is too large, not in UTF-8, no CSV (RFC 4180), has other columns or
    a row of another length, or holds a character that the record does not take.
    """
    check_size(data)
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(_short_lines(text), delimiter=delimiter, strict=True)
    header: Sequence[str] = ()
    line = 1
    try:
        for cells in reader:
            if not header:
                header = _header(cells, columns, delimiter)
            elif any(cells):
                yield line, _row(header, cells, line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatRefused(reader.line_num, f"not a table: {error}") from error
    except UnicodeDecodeError as error:
        raise _bad_byte(data) from error
    if not header:
        raise FormatRefused(1, "the table has no header")


def _short_lines(lines: Iterable[str]) -> Iterator[str]:
    """The lines, as long as none of them is so long that its cells would fill the memory."""
    for number, line in enumerate(lines, start=1):
        if len(line) > _MAX_LINE:
            raise FormatRefused(number, f"a line of more than {_MAX_LINE:,} characters")
        yield line


def _header(cells: Sequence[str], columns: Sequence[str], delimiter: str) -> Sequence[str]:
    header = [cell.strip() for cell in cells]
    for column in header:
        if column not in columns:
            known = ", ".join(columns)
            reason = f'unknown column "{column}"; cells are separated by "{delimiter}", known are {known}'
            raise FormatRefused(1, reason)
    for column in columns:
        if header.count(column) != 1:
            raise FormatRefused(1, f'the column "{column}" is there {header.count(column)} times')
    return header


def _row(header: Sequence[str], cells: Sequence[str], line: int) -> dict[str, str]:
    if len(cells) != len(header):
        raise FormatRefused(line, f"the row has {len(cells)} cells, the header {len(header)}")
    # Spreadsheets may write a line break inside a cell in their own way.
    texts = (taken(unguarded(cell.replace("\r\n", "\n")), line) if cell else "" for cell in cells)
    return dict(zip(header, texts, strict=True))


def _bad_byte(data: bytes) -> FormatRefused:
    """The first byte that is not UTF-8, with its line; the reader knows its place in a piece only."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return FormatRefused(line, f"invalid UTF-8: byte 0x{data[error.start]:02x}")
    raise AssertionError("only called for bytes that are not UTF-8")
