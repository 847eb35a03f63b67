"""One pass over the record's files: finds them, and gathers their problems and the places of their parts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from server.record.errors import RecordProblem
from server.record.files import Report, read_text
from server.record.toml_reading import Table, parse_toml
from server.text.languages import Language

# Editions, sections, concepts and rounds are known by such keys: they are file names and parts of addresses.
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KEY_MEANING = "lower-case letters and digits joined by hyphens"

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file of the record."""

    file: str
    line: int


@dataclass(slots=True)
class Places:
    """Where the parts of the record stand, for those who check its meaning."""

    wordings: dict[tuple[str, Language, str], Place] = field(default_factory=dict)
    """By edition, language and paragraph id."""
    sides: dict[tuple[str, Language], Place] = field(default_factory=dict)
    """By concept and language."""
    terms: dict[tuple[str, Language, int], Place] = field(default_factory=dict)
    """By concept, language and position among the terms."""


@dataclass(slots=True)
class Reading:
    """What is known while the record below `root` is read."""

    root: Path
    problems: list[RecordProblem] = field(default_factory=list)
    places: Places = field(default_factory=Places)

    def problem(self, file: str, line: int, reason: str) -> None:
        """Keep one problem."""
        self.problems.append(RecordProblem(file, line, reason))

    def reporter(self, file: str) -> Report:
        """A function that keeps problems of one file."""
        return lambda line, reason: self.problem(file, line, reason)

    def text(self, file: str) -> str | None:
        """The text of a file, or None when it was reported."""
        return read_text(self.root / file, self.reporter(file))

    def toml(self, file: str, build: Callable[[Table], Value]) -> Value | None:
        """What `build` makes of a TOML file, or None when it was reported."""
        text = self.text(file)
        return None if text is None else parse_toml(text, self.reporter(file), build)

    def files(self, pattern: str) -> list[str]:
        """The files that fit a pattern, as paths below the root, in order of name."""
        return sorted(path.relative_to(self.root).as_posix() for path in self.root.glob(pattern))

    def keyed_files(self, pattern: str, place: int) -> list[tuple[str, str]]:
        """The files that fit a pattern with the key in their path; unfit keys are reported.

        `place` says which step of the path is the key, counted as in `Path.parts`.
        """
        keyed = [(Path(file).with_suffix("").parts[place], file) for file in self.files(pattern)]
        for key, file in keyed:
            if not KEY.fullmatch(key):
                self.problem(file, 1, f'the name "{key}" is not {KEY_MEANING}')
        return keyed
