"""Concepts from the rows of a CSV table; each thing wrong with the line on which its row starts."""

import re
from collections.abc import Mapping, Sequence
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
from server.formats.glossary_columns import COLUMNS, CONCEPT, DELIMITER, NO, SIDE, YES
from server.formats.refusal import FormatRefused
from server.formats.sign_offs import read_sign_off
from server.formats.table_cells import parted
from server.formats.table_reading import read_table
from server.formats.texts import check_count, chosen
from server.formats.whole_concepts import check_whole
from server.text.languages import LANGUAGES, Language

# Keys are names of files and parts of addresses.
_KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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
    entries: dict[str, _Entry] = {}
    for line, row in read_table(data, COLUMNS, DELIMITER):
        key = row["concept"]
        if not _KEY.fullmatch(key):
            raise FormatRefused(
                line, f'concept: "{key}" is not lower-case letters and digits joined by hyphens'
            )
        language = chosen(Language, row["language"], line, "language")
        entry = entries.setdefault(key, _Entry(line))
        check_count(len(entries), line)
        side = entry.sides.setdefault(language, _Side(line))
        _keep(entry.cells, CONCEPT, row, line)
        _keep(side.cells, SIDE, row, line)
        side.terms.append(_term(row, line))
        side.lines.append(line)
    return tuple(_concept(key, entry) for key, entry in entries.items())


def _keep(known: dict[str, str], columns: Sequence[str], row: Mapping[str, str], line: int) -> None:
    """Keep what a row says of its concept or side; a later row may repeat it, but not say otherwise."""
    for column in columns:
        if row[column] and known.setdefault(column, row[column]) != row[column]:
            raise FormatRefused(line, f"{column}: an earlier row of the concept says otherwise")


def _term(row: Mapping[str, str], line: int) -> Term:
    flag = row["case_sensitive"]
    if flag not in _FLAGS:
        raise FormatRefused(line, f'case_sensitive: unknown value "{flag}"; known are {YES}, {NO}')
    return Term(
        text=row["term"],
        status=chosen(TermStatus, row["status"], line, "status"),
        part_of_speech=chosen(PartOfSpeech, row["part_of_speech"], line, "part_of_speech"),
        gender=chosen(Gender, row["gender"], line, "gender") if row["gender"] else None,
        region=row["region"],
        reason=row["reason"],
        case_sensitive=_FLAGS[flag],
        forms=parted(row["forms"]),
        not_in=parted(row["not_in"]),
    )


def _concept(key: str, entry: _Entry) -> Concept:
    sides = {language: entry.sides.get(language, _Side(entry.line)) for language in LANGUAGES}
    cells, line = entry.cells, entry.line
    reasons = {language: side.cells.get("dispute_reason", "") for language, side in sides.items()}
    concept = Concept(
        key=key,
        subject_field=cells.get("subject_field", ""),
        process=chosen(ProcessState, cells.get("process", ""), line, "process"),
        relation=chosen(Relation, cells.get("relation", ""), line, "relation"),
        dispute=chosen(DisputeState, cells.get("dispute", ""), line, "dispute"),
        dispute_reasons={language: reason for language, reason in reasons.items() if reason},
        sides={language: _domain_side(side) for language, side in sides.items()},
        sign_offs=tuple(read_sign_off(text, line) for text in parted(cells.get("sign_offs", ""))),
    )

    def line_of(language: Language | None, term: int | None) -> int:
        if language is None:
            return line
        side = sides[language]
        return side.line if term is None else side.lines[term]

    check_whole(concept, line_of)
    return concept


def _domain_side(side: _Side) -> Side:
    return Side(
        definition=side.cells.get("definition", ""),
        source=side.cells.get("source", ""),
        terms=tuple(side.terms),
        reading=side.cells.get("reading", ""),
        reading_source=side.cells.get("reading_source", ""),
    )
