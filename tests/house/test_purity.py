"""The rules (domain) and the craft (text) are pure: same in, same out; no files, no clock, no chance."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.house.source_tree import Module, modules
from tests.house.test_doors import DOORS, imported_names

# Of the standard library, what only computes.
PURE: Final = {
    "base64",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "difflib",
    "enum",
    "functools",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "itertools",
    "math",
    "operator",
    "re",
    "string",
    "types",
    "typing",
    "unicodedata",
    "urllib.parse",
    "zoneinfo",
}
CLOCK: Final = {"now", "utcnow", "today"}
IMPURE_CALLS: Final = {"open", "print", "input", *CLOCK}


def impure_imports(module: Module) -> set[str]:
    return {
        name
        for name in imported_names(module)
        if name not in PURE and name.partition(".")[0] not in PURE | DOORS.keys() | {"server"}
    }


def called_names(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def test_domain_and_text_import_nothing_that_does_more_than_compute() -> None:
    found = {module.path: impure_imports(module) for module in modules("server/domain", "server/text")}
    assert {path: names for path, names in found.items() if names} == {}


def test_domain_and_text_read_no_file_and_no_clock() -> None:
    found = {
        module.path: IMPURE_CALLS & set(called_names(module))
        for module in modules("server/domain", "server/text")
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_only_the_assembly_has_a_clock() -> None:
    # Everybody else is told the time, or asks the assembly.
    assert {module.path for module in modules("server") if asks_the_clock(module)} == {"server/assembly.py"}


def asks_the_clock(module: Module) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK
        for node in ast.walk(module.tree)
    )
