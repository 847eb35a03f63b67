"""Cells of a table that may be opened in a spreadsheet: no cell is ever a formula, a list fits one cell."""

import re
from collections.abc import Iterable

# OWASP, CSV injection: what makes a spreadsheet calculate; with the full-width forms that some versions take,
# and after white space and quotation marks, which some take away before they look.
_FORMULA = re.compile(r"[\s'\"]*[=+\-@＝＋－＠]|'*[\t\r\n]")
_GUARDED = re.compile(r"'(?:[\s'\"]*[=+\-@＝＋－＠]|'*[\t\r\n])")
_PIECES = re.compile(r"\\[\\|]|.", re.DOTALL)


def guarded(text: str) -> str:
    """A text with an apostrophe before it where it would otherwise be read as a formula.

    A text that already starts with apostrophes and a formula gets one more, so that `unguarded` gives
    every text back.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made this cell of."""
    return cell[1:] if _GUARDED.match(cell) else cell


def joined(items: Iterable[str]) -> str:
    """Several texts in one cell, between bars; a bar or backslash in a text has a backslash before it."""
    return " | ".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in items)


def parted(cell: str) -> tuple[str, ...]:
    """The texts of a cell that holds several, without white space around them; empty ones are left out."""
    items: list[list[str]] = [[]]
    for piece in _PIECES.findall(cell):
        if piece == "|":
            items.append([])
        else:
            items[-1].append(piece[-1])
    return tuple(text for item in items if (text := "".join(item).strip()))
