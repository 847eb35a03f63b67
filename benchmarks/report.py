"""Tables of one run, and the targets that they are held against."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

__all__ = ["Report", "Target", "median", "number", "ratio"]

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at: the measured value may be at most `limit`, both in the unit that `what` names."""

    what: str
    measured: float
    limit: float

    @property
    def is_met(self) -> bool:
        """Whether the measured value is within the limit."""
        return self.measured <= self.limit

    def __str__(self) -> str:
        verdict = "met" if self.is_met else "MISSED"
        return f"- {verdict}: {self.what}: {number(self.measured)} (at most {number(self.limit)})"


@dataclass(slots=True)
class Report:
    """One benchmark's table, its targets and what must be known to read it."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[Cell]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        shown = [[cell if isinstance(cell, str) else number(cell) for cell in row] for row in self.rows]
        widths = [max(map(len, column)) for column in zip(self.columns, *shown, strict=True)]
        rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
        lines = [_line(cells, widths) for cells in (list(self.columns), rule, *shown)]
        return "\n".join([self.title, "", *lines, "", *map(str, self.targets), *self.notes])


def number(value: float | None) -> str:
    """Three significant digits, an empty cell for None."""
    if value is None:
        return ""
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def ratio(value: float, yardstick: float) -> str:
    """How many times the yardstick something is."""
    return f"{value / yardstick:.2f} x" if yardstick else ""


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(padded)} |"
