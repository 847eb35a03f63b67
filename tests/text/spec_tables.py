"""Reads tests/spec: Markdown files that say what goes in and what must come out, legible without a test."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SPEC = Path(__file__).parents[1] / "spec"

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^(~{3,}|`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(r|n|t))")
_SPACE = {"r": "\r", "n": "\n", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One `## Title` of a specification: its fenced blocks by their language, its table by row and column."""

    title: str
    blocks: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]

    def __str__(self) -> str:
        return self.title


def chapters(name: str) -> list[Chapter]:
    """The chapters of tests/spec/<name>.md in order."""
    pieces = _HEADING.split((SPEC / f"{name}.md").read_text(encoding="utf-8"))[1:]
    return [_chapter(title, body) for title, body in zip(pieces[::2], pieces[1::2], strict=True)]


def rows(name: str) -> list[Mapping[str, str]]:
    """The rows of all tables of tests/spec/<name>.md, in order."""
    return [row for chapter in chapters(name) for row in chapter.rows]


def _chapter(title: str, body: str) -> Chapter:
    blocks = {language: content.removesuffix("\n") for _, language, content in _BLOCK.findall(body)}
    return Chapter(title, blocks, tuple(_rows(_BLOCK.sub("", body))))


def _rows(text: str) -> Iterator[Mapping[str, str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield dict(zip(_cells(lines[0]), map(_value, _cells(line)), strict=True))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def _value(cell: str) -> str:
    """What a cell stands for: code is taken as it is, with \\n, \\r, \\t, \\xNN and \\uNNNN for the unseen."""
    if not (cell.startswith("`") and cell.endswith("`") and len(cell) > 1):
        return cell
    return _ESCAPE.sub(
        lambda m: _SPACE[m[3]] if m[3] else chr(int(m[1] or m[2], 16)), cell.strip("`").replace("\\|", "|")
    )
