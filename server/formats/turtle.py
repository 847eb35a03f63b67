"""Turtle (W3C, 25 February 2014) out: the same statements are always the same bytes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.formats.texts import given

_ESCAPED = re.compile(r'["\\\n\r\t]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Statement:
    """All that is said of one subject: pairs of a property and a value, written as Turtle."""

    subject: str
    said: Sequence[tuple[str, str]]


def iri(address: str) -> str:
    """An address as a value or subject."""
    return f"<{address}>"


def literal(text: str, language: str) -> str:
    """A text as a value, with its language if it has one; raises ValueError for a control character."""
    quoted = _ESCAPED.sub(lambda found: _SHORT[found[0]], given(text))
    return f'"{quoted}"@{language}' if language else f'"{quoted}"'


def write_turtle(prefixes: Mapping[str, str], statements: Iterable[Statement]) -> bytes:
    """The document in UTF-8, in the given order: one property on each line."""
    blocks = ["\n".join(f"@prefix {name}: <{address}> ." for name, address in prefixes.items())]
    for statement in statements:
        lines = " ;\n    ".join(f"{name} {value}" for name, value in statement.said)
        blocks.append(f"{statement.subject} {lines} .")
    return ("\n\n".join(blocks) + "\n").encode()
