"""Receipts as PDF: set by Typst, archivable (PDF/A-2a) and readable aloud (PDF/UA-1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server.formats.comment_shapes import as_json
from server.formats.typesetting import REPLACEMENT, printable, typeset
from server.text.languages import Language

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
    """The receipt as PDF; 5 ms for a few comments, half a second for the longest submission there can be."""
    return typeset("receipt.typ", as_json(_data(receipt)), receipt.made)


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
