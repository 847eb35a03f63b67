"""`zwiespraak intake`: a table of letters, all of it or none, and what is wrong with it in words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from server.cli.intake_sentences import CELLS, TABLES
from server.domain.comment_forms import Problem
from server.domain.intake import IntakeProblem
from server.formats.intake_table import TableProblem
from server.store.database import Database
from tests.cli.conftest import Installation
from tests.formats.intake_tables import as_csv, as_xlsx, letters
from tests.participating import count

Written = Callable[[list[dict[str, Any]]], bytes]

# What can only be wrong with a form of the website, or with its basket.
OF_FORMS = {
    Problem.QUOTE_TOO_LONG,
    Problem.QUOTE_NOT_THERE,
    Problem.EMAIL_MISSING,
    Problem.RELEASER_INVALID,
    Problem.BASKET_EMPTY,
    Problem.BASKET_FULL,
    Problem.FORM_STALE,
    IntakeProblem.ROUND_UNKNOWN,
}


def kept(installation: Installation) -> tuple[int, int]:
    """How many submissions and comments the database holds beyond the record's one."""
    database = Database(f"sqlite:///{installation.data / 'zwiespraak.sqlite'}")
    submissions, comments = count(database)
    database.close()
    return submissions, comments - 1


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file for a table."""
    return tmp_path / "letters.csv"


@pytest.mark.parametrize("written", [as_csv, as_xlsx])
def test_a_table_is_registered(loaded: Installation, table: Path, written: Written) -> None:
    table.write_bytes(written(letters({}, {"reactie": "Twee."})))
    said = loaded.run("intake", str(table))
    assert (said.code, said.out) == (0, "2 submission(s) with 2 comment(s) registered in autumn.\n")
    assert kept(loaded) == (2, 2)


def test_a_dry_run_registers_nothing(loaded: Installation, table: Path) -> None:
    table.write_bytes(as_csv(letters()))
    said = loaded.run("intake", str(table), "--round", "autumn", "--dry-run", "--json")
    assert (said.code, said.json) == (
        0,
        {"round": "autumn", "registered": False, "submissions": 1, "comments": 1, "again": []},
    )
    assert kept(loaded) == (0, 0)


def test_every_problem_is_told_with_its_row_and_column(loaded: Installation, table: Path) -> None:
    table.write_bytes(as_csv(letters({}, {"betreft": "9.9", "doelgroep": "vogels"})))
    said = loaded.run("intake", str(table))
    assert said.code == 1
    assert [line.removeprefix(f"{table}: ").split(":")[0] for line in said.err.splitlines()] == [
        "row 3, group",
        "row 3, target",
        "2 problem(s). Nothing was registered.",
    ]
    problems = loaded.run("intake", str(table), "--json").json["problems"]
    assert problems[0] == {"row": 3, "column": "group", "problem": "group-missing", "other": ""}
    assert kept(loaded) == (0, 0)


def test_what_looks_registered_before_has_to_be_asked_for(loaded: Installation, table: Path) -> None:
    table.write_bytes(as_csv(letters()))
    assert loaded.run("intake", str(table)).code == 0
    refused = loaded.run("intake", str(table))
    assert (refused.code, "the same words under the same name" in refused.err) == (1, True)
    again = loaded.run("intake", str(table), "--again")
    assert (again.code, again.out.count("looks registered before")) == (0, 1)
    assert kept(loaded) == (2, 2)


def test_a_table_that_is_none_is_refused_in_words(loaded: Installation, table: Path) -> None:
    table.write_bytes(as_csv(letters({"mening": "x"})))
    said = loaded.run("intake", str(table))
    assert (said.code, "row 1: unknown column: mening" in said.err) == (1, True)
    assert loaded.run("intake", str(table.with_name("none.csv"))).code == 1


def test_an_unknown_round_is_refused(loaded: Installation, table: Path) -> None:
    table.write_bytes(as_csv(letters()))
    said = loaded.run("intake", str(table), "--round", "winter")
    assert (said.code, said.err) == (1, "There is no round 'winter' that has begun.\n")


def test_every_problem_has_its_words() -> None:
    assert set(TABLES) == set(TableProblem)
    assert set(CELLS) == {*Problem, *IntakeProblem} - OF_FORMS
