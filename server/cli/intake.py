"""`intake`: register many letters at once from a table."""

from pathlib import Path
from typing import Annotated, Any

import typer

from server.assembly import now
from server.cli.intake_sentences import CELLS, TABLES
from server.cli.output import WRONG_USE, rooms, say, say_json, stop
from server.cli.record import Json
from server.domain.intake import IntakeRefused
from server.domain.intake_rows import RowProblem
from server.formats.intake_table import MAX_BYTES, TableRefused, headers_in, read_intake_table
from server.usecases.import_submissions import Imported, ImportRefused, import_submissions
from server.usecases.read_intake_options import read_intake_options

_ENGLISH = headers_in(2)


def intake(
    file: Annotated[Path, typer.Argument(help="A table of letters: .csv (UTF-8) or .xlsx.")],
    round_key: Annotated[str, typer.Option("--round", help="The round; the newest that has begun.")] = "",
    is_trial: Annotated[bool, typer.Option("--dry-run", help="Check only; register nothing.")] = False,
    takes_again: Annotated[
        bool, typer.Option("--again", help="Also take comments that look registered before.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Register what arrived by letter, by e-mail or in meetings: every row of a table, or none of it.

    Example: zwiespraak intake letters.xlsx --round 2021-autumn --dry-run
    """
    with rooms() as opened:
        chosen = read_intake_options(opened.database, round_key=round_key, at=now(), with_targets=False).round
        if chosen is None or (round_key and chosen.key != round_key):
            stop(f"There is no round {round_key!r} that has begun." if round_key else "No round has begun.")
        try:
            imported = import_submissions(
                opened.database,
                opened.signer,
                rows=read_intake_table(_read(file)),
                round_key=chosen.key,
                by=None,
                at=now(),
                is_trial=is_trial,
                takes_again=takes_again,
            )
        except TableRefused as refused:
            stop(f"{file}: {_sentence(refused)}\nNothing was registered.")
        except ImportRefused as refused:
            _tell_problems(file, refused, as_json)
            raise typer.Exit(1) from None
        except IntakeRefused as refused:
            stop(f"{file}: {refused}", WRONG_USE)
    _tell(imported, chosen.key, is_trial, as_json)


def _read(file: Path) -> bytes:
    """The file, or as much of it as shows that it is too large: memory stays bounded."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _tell(imported: Imported, round_key: str, is_trial: bool, as_json: bool) -> None:
    if as_json:
        numbers: dict[str, Any] = {"submissions": imported.submissions, "comments": imported.comments}
        say_json(
            {"round": round_key, "registered": not is_trial, **numbers, "again": _as_values(imported.again)}
        )
        return
    done = "would be registered" if is_trial else "registered"
    say(f"{imported.submissions} submission(s) with {imported.comments} comment(s) {done} in {round_key}.")
    for each in imported.again:
        say(f"row {each.row}: looks registered before ({each.other})")


def _tell_problems(file: Path, refused: ImportRefused, as_json: bool) -> None:
    if as_json:
        say_json({"registered": False, "problems": _as_values(refused.problems)})
        return
    for each in refused.problems:
        other = f" ({each.other})" if each.other else ""
        typer.echo(f"{file}: row {each.row}, {_ENGLISH[each.column]}: {CELLS[each.problem]}{other}", err=True)
    typer.echo(f"{len(refused.problems)} problem(s). Nothing was registered.", err=True)


def _sentence(refused: TableRefused) -> str:
    where = f"row {refused.row}: " if refused.row else ""
    detail = f": {_ENGLISH.get(refused.detail, refused.detail)}" if refused.detail else ""
    return f"{where}{TABLES[refused.problem]}{detail}"


def _as_values(problems: tuple[RowProblem, ...]) -> list[dict[str, Any]]:
    return [
        {"row": each.row, "column": _ENGLISH[each.column], "problem": each.problem, "other": each.other}
        for each in problems
    ]
