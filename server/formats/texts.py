"""The texts inside the formats: what may stand in them, and how much of it is taken."""

import re
import unicodedata
from enum import StrEnum
from typing import TypeVar

from server.formats.refusal import FormatRefused

Choice = TypeVar("Choice", bound=StrEnum)

# The glossary of one document has about 100 concepts in a quarter of a megabyte; this leaves room for fifty
# such glossaries, and keeps the worst file that is still read below 100 MiB of memory.
MAX_BYTES = 16 * 1024 * 1024
MAX_CONCEPTS = 20_000
# The same as csv.field_size_limit() of the standard library.
MAX_TEXT = 131_072

# The record takes no control characters but line feed and tab; XML 1.0 (2.2) knows no U+FFFE and U+FFFF either.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def check_size(data: bytes) -> None:
    """Raise FormatRefused for a file that is too large to be read at all."""
    if len(data) > MAX_BYTES:
        raise FormatRefused(1, f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read")


def check_count(concepts: int, line: int) -> None:
    """Raise FormatRefused when a file goes on after the most concepts that are read."""
    if concepts > MAX_CONCEPTS:
        raise FormatRefused(line, f"more than {MAX_CONCEPTS:,} concepts in one file")


def taken(text: str, line: int) -> str:
    """A text of a file as the record keeps it: in NFC, without white space around it.

    Raises FormatRefused for a character that the record does not take.
    """
    if found := _FORBIDDEN.search(text):
        raise FormatRefused(line, f"the character U+{ord(found[0]):04X} cannot stand in a text")
    return unicodedata.normalize("NFC", text).strip()


def given(text: str) -> str:
    """A text that may go into a file; raises ValueError for a character that no format carries."""
    if found := _FORBIDDEN.search(text):
        raise ValueError(f"the character U+{ord(found[0]):04X} cannot stand in a text")
    return text


def carried(text: str) -> str:
    """A text without the characters that no format carries; line breaks and tabs stay."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def chosen(kind: type[Choice], text: str, line: int, name: str) -> Choice:
    """The member of a picklist; raises FormatRefused, naming the known ones, for any other text."""
    try:
        return kind(text)
    except ValueError as error:
        reason = f'{name}: unknown value "{text}"; known are {", ".join(kind)}'
        raise FormatRefused(line, reason) from error
