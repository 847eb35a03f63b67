"""What can be wrong with the record: a file, a line, a reason."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class RecordProblem:
    """One thing to mend: `file` is relative to the record's root, `line` counts from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class RecordBroken(Exception):
    """The record cannot be read as one whole; `problems` holds all that was found, by file and line."""

    def __init__(self, problems: Iterable[RecordProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
