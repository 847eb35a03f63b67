"""TOML in: tables that hand out checked values and report everything that is wrong with them."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from server.record.files import Report, impure_character
from server.record.toml_lines import TomlLines, TomlPath
from server.text.languages import LANGUAGES, Language

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")
Wanted = TypeVar("Wanted")

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_NAMES = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    date: "a date",
    datetime: "a date with a time",
    list: "a list",
    dict: "a table",
}


class Table:
    """One table of a TOML file.

    Asking for a key that is missing or wrong reports it and gives a harmless value, so that one reading
    finds every problem of a file; keys that nobody asked for are reported by `close`.
    """

    def __init__(
        self, values: Mapping[str, Any], lines: TomlLines, report: Report, path: TomlPath = ()
    ) -> None:
        self._values, self._lines, self._path = values, lines, path
        self._report = report
        self._asked: set[str] = set()
        self._wrong: set[str | None] = set()
        self._inner: list[Table] = []

    def __contains__(self, key: str) -> bool:
        return key in self._values

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a table whose keys are names, in order."""
        return tuple(self._values)

    def is_right(self, key: str) -> bool:
        """Whether the key is there and nothing has been reported of it."""
        return key in self and key not in self._wrong

    def line(self, key: str | None = None) -> int:
        """The line of a key, or of the table itself."""
        return self._lines.line(self._path if key is None else (*self._path, key))

    def problem(self, key: str | None, reason: str) -> None:
        """Report what is wrong with a value; the reason names the key."""
        self._wrong.add(key)
        self._report(self.line(key), reason if key is None else f'"{self._name(key)}": {reason}')

    def text(self, key: str) -> str:
        """A text that must be there and say something."""
        value = self._required(key, str, "")
        if self._is(key, str):
            self._check(key, value)
        return value

    def optional_text(self, key: str) -> str:
        """A text that may be left out; empty then."""
        return self.text(key) if key in self else ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts that may be left out; empty then."""
        values = self._take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            self.problem(key, "must be a list of texts")
            return ()
        for value in values:
            self._check(key, value)
        return tuple(values)

    def matching(self, key: str, pattern: re.Pattern[str], meaning: str) -> str:
        """A text that must have a given form; `meaning` says which."""
        value = self._required(key, str, "")
        if self._is(key, str) and not pattern.fullmatch(value):
            self.problem(key, f'"{value}" is not {meaning}')
        return value

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """One of the fixed words of an enumeration."""
        value = self._required(key, str, "")
        if value in list(kind):
            return kind(value)
        if self._is(key, str):
            self.problem(key, f'unknown value "{value}"; known are {", ".join(kind)}')
        return next(iter(kind))

    def optional_choice(self, key: str, kind: type[Choice]) -> Choice | None:
        """As `choice`, where the key may be left out."""
        return self.choice(key, kind) if key in self else None

    def day(self, key: str) -> date:
        """A calendar day."""
        return self._required(key, date, date.min)

    def moment(self, key: str) -> datetime:
        """A moment that names its time zone, in UTC."""
        value = self._required(key, datetime, datetime.min.replace(tzinfo=UTC))
        if value.tzinfo is None:
            self.problem(key, "must name its time zone: end it with Z")
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)

    def number(self, key: str, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._required(key, int, least)
        if self._is(key, int) and not least <= value <= most:
            self.problem(key, f"must be from {least} to {most}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false when left out."""
        return self._take(key, bool, False)

    def table(self, key: str) -> "Table":
        """A table that must be there."""
        return self._open(self._required(key, dict, {}), key)

    def tables(self, key: str) -> list["Table"]:
        """The tables of an array, in order; at least one must be there."""
        values = self._required(key, list, [])
        if not all(isinstance(value, dict) for value in values) or (self._is(key, list) and not values):
            self.problem(key, "must be one or more tables")
            return []
        return [self._open(value, key, place) for place, value in enumerate(values)]

    def pair(self, key: str) -> dict[Language, str]:
        """A table with one text in each language."""
        table = self.table(key)
        return {language: table.text(language) for language in LANGUAGES} if self._is(key, dict) else {}

    def close(self) -> None:
        """Report the keys that mean nothing, here and in the tables that were opened."""
        for key in self._values:
            if key not in self._asked:
                self._report(self.line(key), f'unknown key "{self._name(key)}"')
        for table in self._inner:
            table.close()

    def _open(self, values: Mapping[str, Any], *steps: str | int) -> "Table":
        table = Table(values, self._lines, self._report, (*self._path, *steps))
        self._inner.append(table)
        return table

    def _required(self, key: str, kind: type[Wanted], default: Wanted) -> Wanted:
        if key not in self:
            self._report(self.line(), f'missing key "{self._name(key)}"')
        return self._take(key, kind, default)

    def _is(self, key: str, kind: type) -> bool:
        return type(self._values.get(key)) is kind

    def _take(self, key: str, kind: type[Wanted], default: Wanted) -> Wanted:
        self._asked.add(key)
        value = self._values.get(key, default)
        # A date with a time is a date to Python; here it is not.
        if type(value) is not kind:
            self.problem(key, f"must be {_NAMES[kind]}")
            return default
        return value

    def _check(self, key: str, value: str) -> None:
        if not value.strip():
            self.problem(key, "must not be empty")
        elif value != value.strip():
            self.problem(key, "must not start or end with white space")
        elif reason := impure_character(value):
            self.problem(key, reason)

    def _name(self, key: str) -> str:
        return ".".join(str(step) for step in (*self._path, key) if isinstance(step, str))


def parse_toml(text: str, report: Report, build: Callable[[Table], Value]) -> Value | None:
    """What `build` makes of a TOML text; None, and everything reported, when anything in it is wrong."""
    problems: list[tuple[int, str]] = []
    try:
        values = tomllib.loads(text)
    except ValueError as error:
        report(_line_of(error, text), f"bad TOML: {_PLACE.sub('', str(error))}")
        return None
    table = Table(values, TomlLines(text), lambda line, reason: problems.append((line, reason)))
    value = build(table)
    table.close()
    for line, reason in problems:
        report(line, reason)
    return None if problems else value


def _line_of(error: ValueError, text: str) -> int:
    place = _PLACE.search(str(error))
    if place and place[1]:
        return int(place[1])
    return text.rstrip("\n").count("\n") + 1
