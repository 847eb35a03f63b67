"""Workbooks out (XLSX): every cell is a text or a number, and none is a formula."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from server.formats.table_cells import guarded
from server.formats.texts import carried

# Excel specifications and limits: the most characters that a cell can hold.
MAX_CELL: Final = 32_767
_CUT: Final = " […]"

# ECMA-376, part 1, 22.9.2.19 (ST_Xstring): this is how a workbook writes characters that XML has no place for,
# so that a text that only looks like it has to be written the same way.
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class WorkbookTable:
    """One sheet with a header, written row by row: the rows wait on disk and not in memory.

    `numbers` are the columns with whole numbers. Close it, also when it is not written after all.
    """

    def __init__(self, title: str, columns: Sequence[str], numbers: Collection[str] = ()) -> None:
        self._columns, self._numbers = columns, numbers
        self._book = Workbook(write_only=True)
        self._sheet = self._begun(title, columns)
        self._rows = 1

    def add(self, rows: Sequence[Mapping[str, str]]) -> None:
        """Some rows; a text that is longer than a cell can be is cut, and says so."""
        for row in rows:
            self._sheet.append(
                [self._cell(column, row.get(column, ""), self._numbers) for column in self._columns]
            )
            self._rows += 1

    def add_sheet(
        self,
        title: str,
        columns: Sequence[str],
        rows: Sequence[Mapping[str, str]],
        numbers: Collection[str] = (),
    ) -> None:
        """A whole sheet behind those that are there."""
        sheet = self._begun(title, columns)
        for row in rows:
            sheet.append([self._cell(column, row.get(column, ""), numbers) for column in columns])
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"

    def write(self, file: IO[bytes]) -> None:
        """The whole workbook, once."""
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._columns))}{self._rows}"
        self._book.save(file)

    def close(self) -> None:
        """Give back what waits on disk."""
        sheets: list[Any] = self._book.worksheets
        for sheet in sheets:
            if not sheet.closed:
                sheet.close()
                # What saving does at its end; the library has no public name for it.
                sheet._writer.cleanup()

    def _begun(self, title: str, columns: Sequence[str]) -> Any:
        """A sheet with its header."""
        sheet = self._book.create_sheet(title)
        sheet.freeze_panes = "A2"
        for place in range(1, len(columns) + 1):
            sheet.column_dimensions[get_column_letter(place)].width = 20
        header = []
        for column in columns:
            cell = WriteOnlyCell(sheet, column)
            cell.font = Font(bold=True)
            header.append(cell)
        sheet.append(header)
        return sheet

    def _cell(self, column: str, text: str, numbers: Collection[str]) -> Any:
        if not text:
            return None
        if column in numbers:
            return int(text)
        cell = WriteOnlyCell(self._sheet)
        cell.value = _fitting(text)
        # Otherwise the library would take what begins with "=" for a formula.
        cell.data_type = "s"
        return cell


def _fitting(text: str) -> str:
    text = _ESCAPED.sub("_x005F_", guarded(carried(text)))
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - len(_CUT)] + _CUT
