"""The line on which each table and key of a TOML file stands; tomllib itself keeps no places."""

import re
from collections.abc import Mapping

TomlPath = tuple[str | int, ...]

_KEY = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")


class TomlLines:
    """Finds lines by path: ("nl", "terms", 0, "status") is the status of the first of [[nl.terms]]."""

    def __init__(self, text: str) -> None:
        self._lines = _places(text)

    def line(self, path: TomlPath) -> int:
        """The line of a key or table; of the table around it where it has no line of its own."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def _places(text: str) -> Mapping[TomlPath, int]:
    places: dict[TomlPath, int] = {}
    counts: dict[TomlPath, int] = {}
    table: TomlPath = ()
    inside_text = False
    for number, line in enumerate(text.split("\n"), start=1):
        if inside_text:
            inside_text = not _toggles(line)
            continue
        inside_text = _toggles(line)
        if header := _HEADER.match(line):
            table = _names(header[2])
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            places.setdefault(table, number)
        elif assignment := _ASSIGNMENT.match(line):
            places.setdefault((*table, *_names(assignment[1])), number)
    return places


def _names(dotted: str) -> TomlPath:
    return tuple(name.strip("\"'") for name in re.findall(_KEY, dotted))


def _toggles(line: str) -> bool:
    """Whether a text over several lines starts or ends here."""
    return (line.count('"""') + line.count("'''")) % 2 == 1
