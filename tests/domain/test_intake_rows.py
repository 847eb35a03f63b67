"""Rows of a table: a comment each, letters by their reference, problems where they stand."""

from server.domain.intake import IntakeProblem
from server.domain.intake_rows import IntakeRow, RowLetter, RowProblem, letters_of


def row(number: int, **cells: str) -> IntakeRow:
    """A row with these cells."""
    return IntakeRow(number, cells)


def test_rows_with_the_same_reference_are_one_letter_wherever_they_stand() -> None:
    rows = [row(2, reference="a"), row(3), row(4, reference="b"), row(5, reference="a"), row(6)]
    assert [[each.number for each in letter.rows] for letter in letters_of(rows)] == [[2, 5], [3], [4], [6]]


def test_a_letter_takes_what_is_said_of_it_from_the_first_row_that_says_it() -> None:
    letter = RowLetter(
        (row(2, channel="letter", text="Een."), row(3, name="Anna", channel="letter", text="Twee."))
    )
    form = letter.form("autumn", "a-key")
    assert (form.round, form.channel, form.contact.name) == ("autumn", "letter", "Anna")
    assert [comment.form.text for comment in form.comments] == ["Een.", "Twee."]
    assert list(letter.row_problems()) == []


def test_a_row_that_says_something_else_of_the_letter_is_named() -> None:
    letter = RowLetter((row(2, name="Anna", text="Een."), row(7, name="Ben", text="Twee.")))
    assert list(letter.row_problems()) == [RowProblem(7, "name", IntakeProblem.REFERENCE_DIFFERS)]


def test_a_row_without_a_comment_is_named() -> None:
    letter = RowLetter((row(2, text="Een."), row(3, name="Anna")))
    assert list(letter.row_problems()) == [RowProblem(3, "text", IntakeProblem.COMMENTS_MISSING)]


def test_a_wording_without_a_kind_is_a_suggestion() -> None:
    suggests, says, asks = (
        RowLetter((each,)).form("autumn", "a-key").comments[0].form
        for each in (
            row(2, suggested_wording="Zo."),
            row(3, text="Nee."),
            row(4, kind="question", text="Hoe?"),
        )
    )
    assert (suggests.kind, says.kind, asks.kind) == ("suggestion", "remark", "question")


def test_problems_of_the_form_are_told_by_row_and_column() -> None:
    letter = RowLetter((row(2), row(9)))
    found = {"received": IntakeProblem.DAY_INVALID, "comments.1.target": IntakeProblem.TARGET_UNKNOWN}
    assert list(letter.problems(found)) == [
        RowProblem(2, "received", IntakeProblem.DAY_INVALID),
        RowProblem(9, "target", IntakeProblem.TARGET_UNKNOWN),
    ]
