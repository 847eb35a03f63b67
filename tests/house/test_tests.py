"""Tests stand on the real thing: no mocks of our own modules, no sleeping."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.house.source_tree import Module, modules
from tests.house.test_doors import imported_names

MOCKS: Final = {"unittest.mock", "mock", "pytest_mock"}
REPLACING: Final = {"setattr", "delattr", "setitem", "delitem"}
SLEEPING: Final = {"sleep", "wait_for_timeout"}


def test_no_test_mocks() -> None:
    found = {module.path for module in modules("tests", "benchmarks") if MOCKS & set(imported_names(module))}
    assert found == set()


def test_no_test_replaces_a_part_of_our_own_modules() -> None:
    replaced = [
        f"{module.path}:{call.lineno}"
        for module in modules("tests")
        for call in calls_of(module, REPLACING)
        if call.args and is_ours(call.args[0], module)
    ]
    assert replaced == []


def test_no_test_sleeps() -> None:
    sleeping = [
        f"{module.path}:{call.lineno}" for module in modules("tests") for call in calls_of(module, SLEEPING)
    ]
    assert sleeping == []


def calls_of(module: Module, names: set[str]) -> Iterator[ast.Call]:
    """The calls of functions and methods with one of these names."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in names:
                yield node


def is_ours(target: ast.expr, module: Module) -> bool:
    """Whether this names a part of `server`: by its path in a string, or by what was imported from there."""
    if isinstance(target, ast.Constant):
        return str(target.value).startswith("server.")
    while isinstance(target, ast.Attribute):
        target = target.value
    return isinstance(target, ast.Name) and target.id in _imported_from_server(module)


def _imported_from_server(module: Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "server":
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {"server"} & {alias.name.partition(".")[0] for alias in node.names}
    return names
