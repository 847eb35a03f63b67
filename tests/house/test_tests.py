"""Tests stand on the real thing: no mocks of our own modules, no sleeping."""

import ast
from typing import Final

from tests.house.source_tree import modules
from tests.house.test_doors import imported_names

MOCKS: Final = {"unittest.mock", "mock", "pytest_mock"}
# Environment and working folder belong to the process, so a test may set those; our modules stay as they are.
REPLACING: Final = {"setattr", "delattr", "setitem", "delitem"}
SLEEPING: Final = {"sleep", "wait_for_timeout"}


def test_no_test_mocks() -> None:
    found = {module.path for module in modules("tests", "benchmarks") if MOCKS & set(imported_names(module))}
    assert found == set()


def test_no_test_replaces_a_part_of_a_module() -> None:
    assert calls_of("monkeypatch", REPLACING) == []


def test_no_test_sleeps() -> None:
    assert calls_of(None, SLEEPING) == []


def calls_of(owner: str | None, names: set[str]) -> list[str]:
    """Where a function with one of these names is called, as `owner.name(...)` or by anybody."""
    found = []
    for module in modules("tests"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _is_call_of(node.func, owner, names):
                found.append(f"{module.path}:{node.lineno}")
    return found


def _is_call_of(function: ast.expr, owner: str | None, names: set[str]) -> bool:
    if isinstance(function, ast.Attribute):
        by = function.value.id if isinstance(function.value, ast.Name) else ""
        return function.attr in names and owner in (None, by)
    return isinstance(function, ast.Name) and owner is None and function.id in names
