"""Import submissions from a table: all of them, or none and a list of what is wrong in which cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.intake import IntakeProblem, IntakeRefused, same_again
from server.domain.intake_rows import IntakeRow, RowLetter, RowProblem, letters_of
from server.domain.tokens import Signer
from server.store.database import Database
from server.store.intake import Letter, keep_letters, kept_comments
from server.usecases.moderate_comment import NotAllowed
from server.usecases.register_submission import (
    CheckedLetter,
    Desk,
    as_letters,
    check_letter,
    log_registered,
    open_desk,
)
from server.usecases.submit import new_idempotency_key


class ImportRefused(Exception):
    """Rows with problems, in the order of the table; nothing was registered."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problem(s)")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many letters and comments were registered, or would be; `again` are those that look registered before."""

    submissions: int
    comments: int
    again: tuple[RowProblem, ...]


def import_submissions(
    database: Database,
    signer: Signer,
    *,
    rows: Sequence[IntakeRow],
    round_key: str,
    by: Account | None,
    at: datetime,
    is_trial: bool = False,
    takes_again: bool = False,
) -> Imported:
    """Register the letters of a table in a round; `by` is None for who runs the service.

    A trial registers nothing. A comment with the same words on the same target under the same name as one
    that is there, or as a row above, is a problem, unless `takes_again`.
    Raises NotAllowed, ImportRefused with all problems of all rows, and IntakeRefused for an unknown round.
    """
    if by is not None and not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not register letters")
    with database.read() if is_trial else database.write() as connection:
        desk = open_desk(connection, round_key)
        checked, problems = _check(desk, letters_of(rows), at)
        again = [] if problems else list(_again(desk, checked))
        if problems or (again and not takes_again):
            raise ImportRefused(sorted([*problems, *again], key=lambda each: (each.row, each.column)))
        letters = as_letters(desk, signer, [letter for _, letter in checked], at=at)
        if not is_trial:
            _keep(desk, letters, by, at)
    return Imported(len(letters), sum(len(each.comments) for each in letters), tuple(again))


Checked = list[tuple[RowLetter, CheckedLetter]]


def _check(desk: Desk, letters: Sequence[RowLetter], at: datetime) -> tuple[Checked, list[RowProblem]]:
    checked: Checked = []
    problems: list[RowProblem] = []
    for letter in letters:
        problems += letter.row_problems()
        try:
            form = letter.form(desk.round.key, new_idempotency_key())
            checked.append((letter, check_letter(desk, form, at=at)))
        except IntakeRefused as refused:
            problems += letter.problems(refused.problems)
    return checked, problems


def _again(desk: Desk, checked: Checked) -> Iterator[RowProblem]:
    """Comments that are there already, or stand in a row above."""
    known = dict(kept_comments(desk.connection, desk.round.key))
    for letter, found in checked:
        contact = found.contact
        for row, comment in zip(letter.rows, found.comments, strict=True):
            said = same_again(
                comment.target.thread,
                comment.text,
                comment.suggested_wording,
                contact.name,
                contact.organisation,
            )
            if said in known:
                yield RowProblem(row.number, "text", IntakeProblem.ALREADY_THERE, known[said])
            known.setdefault(said, str(row.number))


def _keep(desk: Desk, letters: Sequence[Letter], by: Account | None, at: datetime) -> None:
    if letters:
        keep_letters(desk.connection, letters)
        log_registered(desk.connection, letters, account=by.id if by else None, at=at)
