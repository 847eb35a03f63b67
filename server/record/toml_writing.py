"""TOML out: one layout for each value, so that a change in a file shows only what changed.

tomli-w chooses the layout by length: an array of tables whose entries all fit 100 columns becomes an
array of inline tables, so that one longer title would rewrite a whole file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

# Keys are texts; a mapping is invariant in its key, and a Language is a text too.
Table: TypeAlias = "Mapping[Any, Value]"
Value: TypeAlias = "str | bool | int | date | Sequence[str] | Table | Sequence[Table]"

# An array that would make a longer line stands with one item on each line.
MAX_LINE = 100

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write_toml(table: Table) -> str:
    """The text of a TOML file: keys in the given order, plain values before tables, bare keys only."""
    return "\n".join(_blocks(table, header=""))


def _blocks(table: Table, header: str) -> Iterator[str]:
    """The tables of a file, each with its header line."""
    path = header.strip("[]")
    plain = "".join(_assignment(key, value) for key, value in table.items() if not _tables(key, value))
    if plain or header:
        yield f"{header}\n{plain}" if header else plain
    for key, value in table.items():
        for bracketed, inner in _tables(f"{path}.{key}" if path else key, value):
            yield from _blocks(inner, bracketed)


def _tables(path: str, value: Value) -> list[tuple[str, Table]]:
    if isinstance(value, Mapping):
        return [(f"[{path}]", value)]
    if isinstance(value, str | int | date):
        return []
    return [(f"[[{path}]]", inner) for inner in value if isinstance(inner, Mapping)]


def _assignment(key: str, value: Value) -> str:
    line = f"{key} = {_literal(value)}\n"
    if isinstance(value, str | int | date) or len(line) <= MAX_LINE + 1:
        return line
    items = "".join(f"    {_literal(item)},\n" for item in value)
    return f"{key} = [\n{items}]\n"


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return '"' + _ESCAPED.sub(_escape, value) + '"'
    return "[" + ", ".join(_literal(item) for item in value) + "]"


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}"
