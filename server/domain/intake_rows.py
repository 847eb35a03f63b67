"""Rows of a table of letters: each row is a comment, rows with the same reference are one letter."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from server.domain.comment_forms import CommentForm
from server.domain.comments import CommentKind
from server.domain.intake import AnyProblem, IntakeComment, IntakeForm, IntakeProblem
from server.domain.submissions import ContactForm

# What is said of the letter, and so has to be said once only, or alike in each row.
LETTER_COLUMNS: Final = (
    "channel",
    "received",
    "name",
    "organisation",
    "group",
    "country",
    "email",
    "publication",
)
COMMENT_COLUMNS: Final = ("language", "target", "kind", "text", "suggested_wording")
COLUMNS: Final = ("reference", *LETTER_COLUMNS, *COMMENT_COLUMNS)
# Without these no letter can be registered.
NEEDED: Final = ("channel", "received", "group", "publication", "language", "target", "text")
# What one transaction takes without anybody waiting; the page says how to go on with more.
MAX_ROWS: Final = 5_000


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A row with its number in the table (the header is row 1) and its cells by column, "" where empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class RowProblem:
    """What is wrong in a cell; `other` is where the same thing stands already, "" for all other problems."""

    row: int
    column: str
    problem: AnyProblem
    other: str = ""


@dataclass(frozen=True, slots=True)
class RowLetter:
    """The rows of one letter."""

    rows: tuple[IntakeRow, ...]

    def form(self, round_key: str, form_key: str) -> IntakeForm:
        """The letter as if it had been typed into the form."""
        said = {column: self._said(column) for column in LETTER_COLUMNS}
        return IntakeForm(
            round=round_key,
            channel=said.pop("channel"),
            received=said.pop("received"),
            contact=ContactForm(**said, idempotency_key=form_key),
            comments=tuple(_comment(row) for row in self.rows),
        )

    def problems(self, found: Mapping[str, AnyProblem]) -> Iterator[RowProblem]:
        """The problems of the form where they stand in the table."""
        for field, problem in found.items():
            if field.startswith("comments."):
                _, place, column = field.split(".")
                yield RowProblem(self.rows[int(place)].number, column, problem)
            else:
                yield RowProblem(self.rows[0].number, field, problem)

    def row_problems(self) -> Iterator[RowProblem]:
        """Rows without a comment, and rows that say something else of the letter than the one that said it first."""
        for row in self.rows:
            if _comment(row).is_blank:
                yield RowProblem(row.number, "text", IntakeProblem.COMMENTS_MISSING)
        for column in LETTER_COLUMNS:
            said = self._said(column)
            for row in self.rows:
                if row.cells.get(column, "") not in ("", said):
                    yield RowProblem(row.number, column, IntakeProblem.REFERENCE_DIFFERS)

    def _said(self, column: str) -> str:
        return next((cell for row in self.rows if (cell := row.cells.get(column, ""))), "")


def letters_of(rows: Iterable[IntakeRow]) -> list[RowLetter]:
    """The rows gathered into letters, in the order of their first rows; no reference is a letter of its own."""
    gathered: dict[str, list[IntakeRow]] = {}
    for row in rows:
        reference = row.cells.get("reference", "")
        # A line break is in no reference: cells are trimmed and this is how rows without one are told apart.
        gathered.setdefault(reference or f"\n{row.number}", []).append(row)
    return [RowLetter(tuple(each)) for each in gathered.values()]


def _comment(row: IntakeRow) -> IntakeComment:
    wording = row.cells.get("suggested_wording", "")
    kind = row.cells.get("kind") or (CommentKind.SUGGESTION if wording else CommentKind.REMARK)
    form = CommentForm(
        text=row.cells.get("text", ""),
        language=row.cells.get("language", ""),
        kind=kind,
        suggested_wording=wording,
    )
    return IntakeComment(row.cells.get("target", ""), form)
