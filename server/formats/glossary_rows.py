"""Concepts from the rows of a CSV table; each thing wrong with the line on which its row starts."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from server.domain.glossary import (
    Concept,
    DisputeState,
    Gender,
    PartOfSpeech,
    ProcessState,
    Relation,
    Side,
    Term,
    TermStatus,
)
from server.formats.gaps import gaps
from server.formats.glossary_columns import COLUMNS, CONCEPT, DELIMITER, NO, SIDE, YES
from server.formats.keys import key_of
from server.formats.refusal import FormatRefused
from server.formats.table_cells import parted, unguarded
from server.formats.texts import check_size, chosen, taken
from server.text.languages import LANGUAGES, Language

_FLAGS: Final = {YES: True, NO: False, "": False}


@dataclass(slots=True)
class _Side:
    """One language of a concept while its rows are read; `line` is that of its first row."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    """A concept while its rows are read."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    sides: dict[Language, _Side] = field(default_factory=dict)


def read_glossary_rows(data: bytes) -> tuple[Concept, ...]:
    """The concepts in order of their first rows; raises FormatRefused at the first thing wrong."""
    check_size(data)
    entries: dict[str, _Entry] = {}
    for line, row in _rows(data):
        key = key_of(row["concept"], line)
        language = chosen(Language, row["language"], line, "language")
        entry = entries.setdefault(key, _Entry(line))
        side = entry.sides.setdefault(language, _Side(line))
        _keep(entry.cells, CONCEPT, row, line)
        _keep(side.cells, SIDE, row, line)
        side.terms.append(_term(row, line))
        side.lines.append(line)
    return tuple(_concept(key, entry) for key, entry in entries.items())


def _rows(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The line and the cells by column of each row that is not empty, below the header."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=DELIMITER, strict=True)
    columns: Sequence[str] = ()
    line = 1
    try:
        for cells in reader:
            if columns and any(cells):
                yield line, _row(columns, cells, line)
            elif not columns:
                columns = _header(cells, line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatRefused(reader.line_num, f"not a table: {error}") from error
    except UnicodeDecodeError as error:
        raise _bad_bytes(data) from error
    if not columns:
        raise FormatRefused(1, "the table has no header")
