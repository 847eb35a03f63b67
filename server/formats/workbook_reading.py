"""Workbooks in (XLSX): the cells of the first sheet as texts; nothing is calculated and nothing is fetched."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, Final

from openpyxl import load_workbook

# The first bytes of every ZIP file (APPNOTE.TXT 4.3.7), and so of every workbook.
ZIP_START: Final = b"PK\x03\x04"
# 5,000 comments of 10,000 characters are 50 MB; what claims to unpack to more is a bomb or no table of letters.
MAX_UNPACKED: Final = 64 * 1024 * 1024
# Excel writes about a dozen parts; tens of thousands only cost time.
MAX_PARTS: Final = 1_000
# In each encoding that XML parsers guess from the first bytes.
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class WorkbookRefused(Exception):
    """The file is no workbook, or one that is not opened; the message says why."""


class WorkbookTooLarge(WorkbookRefused):
    """The workbook would unpack to more than MAX_UNPACKED bytes or MAX_PARTS parts."""


def read_first_sheet(data: bytes, *, max_rows: int, max_columns: int) -> list[list[str]]:
    """The rows of the first sheet as texts, "" for empty cells; what lies beyond the limits is not read.

    Of a formula the value is read that the program which saved the file had found; links to other files are
    not followed. Days come as 2021-09-28. Raises WorkbookRefused, and WorkbookTooLarge before unpacking.
    """
    _check_sizes(data)
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = workbook.worksheets[0]
            # What a file says of its own size may be wrong, and a wrong one may be very large.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=max_rows, max_col=max_columns, values_only=True)
            return [[_text(value) for value in row] for row in rows]
        finally:
            workbook.close()
    except Exception as error:  # whatever openpyxl stumbles over, this is no workbook that it reads
        raise WorkbookRefused(type(error).__name__) from error


def _check_sizes(data: bytes) -> None:
    """Refuse by what the directory of the archive declares, before anything is unpacked.

    More than it declares is never read: zipfile stops there.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise WorkbookTooLarge(f"{len(parts)} parts")
            if any(_declares_types(archive, part) for part in parts):
                raise WorkbookRefused("document type declaration")
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise WorkbookRefused(type(error).__name__) from error


def _declares_types(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part defines entities of its own: no workbook does, and they can grow without end."""
    if not part.filename.endswith((".xml", ".rels", ".vml")):
        return False
    content = archive.read(part)
    return any(doctype in content for doctype in _DOCTYPES)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            # How Excel writes the carriage return of a line break (ECMA-376, 22.9.2.19).
            return str(value).replace("_x000D_\n", "\n").replace("_x000D_", "\n")


def is_workbook(data: bytes) -> bool:
    """Whether the file is an archive, as workbooks are."""
    return data.startswith(ZIP_START)


def filled_rows(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """The rows with something in them, each with its number from 1."""
    return ((number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row))
