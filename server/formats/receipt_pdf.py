"""Receipts as PDF: set by Typst, archivable (PDF/A-2a) and readable aloud (PDF/UA-1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

import typst

from server.formats.comment_shapes import as_json
from server.formats.texts import carried
from server.text.languages import Language
from server.text.unseen import Screen

# Typst brings its own fonts; with those of the machine the same receipt would look different elsewhere.
# These are the characters that "Libertinus Serif" and "DejaVu Sans Mono" hold among the Latin, Greek,
# Cyrillic, Armenian, Hebrew, Arabic and Georgian letters, and among signs (found by trying each).
_PRINTABLE: Final = (
    "\t\n\u0020-\u0484\u0487-\u04ff\u0531-\u05ff\u0606-\u060c\u0621-\u063a\u0640-\u0655\u10d0-\u10ff\u1d00-\u1dbf"
    "\u1e00-\u2040\u2044-\u2052\u2054-\u20c0\u2100-\u211e\u2126-\u2151\u2153-\u2184\u2190-\u23ff"
    "\u2460-\u262f\u2638-\u268b\u270c-\u2727\u2729-\u274b\u2761-\u277f\u2798-\u27af\ufb00-\ufb4f\ufe0f\ufffd"
)
_UNPRINTABLE: Final = re.compile(f"[^{_PRINTABLE}]")
REPLACEMENT: Final = "\ufffd"
# Longer runs of letters would leave the paper: German has words of 40 letters, addresses have more.
_LONG_RUN: Final = re.compile(r"\S{25}(?=\S)")
_BREAK_HERE: Final = "\u200b"
_STANDARDS: Final[list[Any]] = ["a-2a", "ua-1"]

Facts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a comment below its label; `language` is that of the text."""

    label: str
    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class ReceiptEntry:
    """A comment on the receipt: where it stands, what is to know of it, its texts."""

    heading: str
    facts: Facts
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class PrintedReceipt:
    """All that a receipt says, in words of its language; `made` (UTC) is when it said so.

    `gaps` is said at the end where a character could not be printed.
    """

    language: Language
    title: str
    author: str
    introduction: str
    facts: Facts
    entries: Sequence[ReceiptEntry]
    remarks: Sequence[str]
    footer: str
    gaps: str
    made: datetime


def write_receipt(receipt: PrintedReceipt) -> bytes:
    """The receipt as PDF; 5 ms for a few comments, half a second for the longest submission there can be.

    No text is ever taken as markup: the document gets all of it as data.
    """
    source = (files("server.formats") / "receipt.typ").read_bytes()
    inputs = {"receipt": as_json(_data(receipt)).decode()}
    try:
        return _compiled(source, inputs, receipt.made, _STANDARDS)
    except typst.TypstError:
        # A letter with marks that no font holds together: better a receipt that keeps no standard than none.
        return _compiled(source, inputs, receipt.made, [])


def printable(text: str) -> str:
    """The text with a sign in the place of each character that is hidden or that no font holds."""
    shown = "".join(
        REPLACEMENT if piece.is_hidden and piece.text.strip() else piece.text
        for piece in Screen().pieces(carried(text))
    )
    shown = _UNPRINTABLE.sub(REPLACEMENT, shown)
    return _LONG_RUN.sub(lambda run: run[0] + _BREAK_HERE, shown)


def _compiled(source: bytes, inputs: dict[str, str], made: datetime, standards: list[Any]) -> bytes:
    return typst.compile(
        source,
        format="pdf",
        sys_inputs=inputs,
        ignore_system_fonts=True,
        pdf_standards=standards,
        timestamp=int(made.timestamp()),
    )


def _data(receipt: PrintedReceipt) -> dict[str, Any]:
    data = {
        "language": receipt.language,
        "title": printable(receipt.title),
        "author": printable(receipt.author),
        "introduction": printable(receipt.introduction),
        "facts": _facts(receipt.facts),
        "entries": [_entry(each) for each in receipt.entries],
        "remarks": [printable(each) for each in receipt.remarks],
        "footer": printable(receipt.footer),
    }
    if REPLACEMENT in as_json(data).decode():
        data["remarks"] = [*(printable(each) for each in receipt.remarks), receipt.gaps]
    return data


def _facts(facts: Facts) -> list[tuple[str, str]]:
    return [(printable(label), printable(value)) for label, value in facts]


def _entry(entry: ReceiptEntry) -> dict[str, Any]:
    return {
        "heading": printable(entry.heading),
        "facts": _facts(entry.facts),
        "parts": [
            {
                "label": printable(part.label),
                "language": part.language,
                "lines": printable(part.text).split("\n"),
            }
            for part in entry.parts
        ],
    }
