"""The door to Typst: our documents as PDF, archivable (PDF/A-2a) and readable aloud (PDF/UA-1)."""

import re
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

import typst

from server.formats.texts import carried
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


def typeset(template: str, data: bytes, made: datetime) -> bytes:
    """What a template of this folder makes of JSON; `made` (UTC) is the moment that the file carries.

    No text is ever taken as markup: the document gets all of it as data, in `sys.inputs.data`.
    """
    source = (files("server.formats") / template).read_bytes()
    try:
        return _compiled(source, data, made, _STANDARDS)
    except typst.TypstError:
        # A letter with marks that no font holds together: better a file that keeps no standard than none.
        return _compiled(source, data, made, [])


def printable(text: str) -> str:
    """The text with a sign in the place of each character that is hidden or that no font holds."""
    shown = "".join(
        REPLACEMENT if piece.is_hidden and piece.text.strip() else piece.text
        for piece in Screen().pieces(carried(text))
    )
    shown = _UNPRINTABLE.sub(REPLACEMENT, shown)
    return _LONG_RUN.sub(lambda run: run[0] + _BREAK_HERE, shown)


def _compiled(source: bytes, data: bytes, made: datetime, standards: Sequence[Any]) -> bytes:
    return typst.compile(
        source,
        format="pdf",
        sys_inputs={"data": data.decode()},
        ignore_system_fonts=True,
        pdf_standards=list(standards),
        timestamp=int(made.timestamp()),
    )
