"""Tables of letters for the tests: as a spreadsheet writes them."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

LETTER: Mapping[str, Any] = {
    "kanaal": "brief",
    "ontvangen": "30-9-2021",
    "taal": "nl",
    "betreft": "p-aaaa1",
    "reactie": "Het handwerk ontbreekt.",
    "naam": "Anna de Vries",
    "doelgroep": "burger",
    "openbaar": "met naam",
}


def letters(*changes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of letters, each with what differs from LETTER; None takes a cell out."""
    return [{**LETTER, **change} for change in changes or ({},)]


def as_csv(rows: Sequence[Mapping[str, Any]], *, delimiter: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """The rows as CSV, the columns in the order in which they are first named."""
    table = io.StringIO()
    writer = csv.DictWriter(table, _columns(rows), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows as a workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    columns = _columns(rows)
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(column) for column in columns])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part replaced or added."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(changed, "w") as after:
        for part in before.infolist():
            if part.filename != name:
                after.writestr(part, before.read(part))
        after.writestr(name, content, zipfile.ZIP_DEFLATED)
    return changed.getvalue()


def part_of(workbook: bytes, name: str) -> bytes:
    """One part of the workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(name)


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(column for row in rows for column in row))


A_DAY = date(2021, 10, 5)
