"""The table of abuse cases is whole, and every test that it names is there."""

import re

from tests.house.source_tree import modules
from tests.text.spec_tables import rows

_LATER = re.compile(r"later: issue [5-9]")


def names_of_tests() -> set[str]:
    """Every test as the table names it."""
    return {
        f"{module.path.removeprefix('tests/')}::{function.name}"
        for module in modules("tests")
        for function in module.functions
        if function.name.startswith("test_")
    }


def test_there_are_sixty_cases() -> None:
    assert [row["case"] for row in rows("abuse_cases")] == [str(number) for number in range(1, 61)]


def test_every_case_is_shown_by_tests_that_are_there_or_waits_for_what_could_be_abused() -> None:
    named = {
        row["case"]: row["shown by"] for row in rows("abuse_cases") if not _LATER.fullmatch(row["shown by"])
    }
    there = names_of_tests()
    missing = {
        case: [name for name in shown.split(", ") if name not in there] for case, shown in named.items()
    }
    assert {case: names for case, names in missing.items() if names} == {}
    assert len(named) >= 56
