"""The Markdown file of a section: a line {#p-7k2qd} starts a paragraph, what follows is its wording."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from server.domain.document import PARAGRAPH_ID
from server.record.files import Report

_START = re.compile(rf"\{{#({PARAGRAPH_ID.pattern})\}}")
_LIKE_A_START = re.compile(r"\s*\{#")


@dataclass(frozen=True, slots=True)
class PlacedWording:
    """One paragraph's wording in one file; `line` is that of its id."""

    id: str
    line: int
    text: str


@dataclass(slots=True)
class _Started:
    id: str
    line: int
    lines: list[str] = field(default_factory=list)


def parse_section(text: str, report: Report) -> list[PlacedWording]:
    """The wordings of a file in order; text before the first id and paragraphs without text are reported."""
    found: list[_Started] = []
    strays: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if start := _START.fullmatch(line):
            found.append(_Started(start[1], number))
        elif _LIKE_A_START.match(line):
            report(number, f'"{line.strip()}" is not a paragraph id such as {{#p-7k2qd}}')
        elif found:
            found[-1].lines.append(line)
        elif not _is_blank(line):
            strays.append(number)
    if strays:
        report(strays[0], "text before the first paragraph id")
    elif not found:
        report(1, "no paragraph")
    wordings = [PlacedWording(started.id, started.line, _trimmed(started.lines)) for started in found]
    for wording in wordings:
        if not wording.text:
            report(wording.line, f"{wording.id} has no text")
    return wordings


def write_section(wordings: Iterable[tuple[str, str]]) -> str:
    """The text of a section's file from (paragraph id, wording) pairs.

    Raises ValueError where a wording would not be read back as it is.
    """
    blocks = []
    for paragraph_id, text in wordings:
        lines = text.split("\n")
        if not text or _trimmed(lines) != text or any(_LIKE_A_START.match(line) for line in lines):
            raise ValueError(f"the wording of {paragraph_id} cannot stand in a section's file")
        blocks.append(f"{{#{paragraph_id}}}\n{text}\n")
    return "\n".join(blocks)


def _trimmed(lines: list[str]) -> str:
    start, end = 0, len(lines)
    while start < end and _is_blank(lines[start]):
        start += 1
    while end > start and _is_blank(lines[end - 1]):
        end -= 1
    return "\n".join(lines[start:end])


def _is_blank(line: str) -> bool:
    """A blank line as CommonMark 0.31 has it (2.1): nothing but spaces and tabs."""
    return not line.strip(" \t")
