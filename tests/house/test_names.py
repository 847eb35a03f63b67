"""The language of the project: its words in names, and a sentence of explanation at every public part."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.house.source_tree import Function, Module, modules

# Words for which the language of the project has another one, and which mean nothing else in code.
# Two that it has for the working edition and for publishing mean something else here: a draft is a comment
# in a basket, and the second person of an organisation releases its submission.
FORBIDDEN: Final = {
    "amendment": "suggested wording",
    "annotation": "comment",
    "campaign": "consultation",
    "clash": "conflict",
    "collision": "conflict",
    "iteration": "round",
    "locale": "language version",
    "milestone": "edition",
    "participant": "submitter",
    "synonym": "term",
    "trunk": "working edition",
    "verdict": "disposition",
}
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

Documented = Function | ast.ClassDef | ast.Module


def defined_names(module: Module) -> Iterator[str]:
    """The names of classes, functions, arguments and fields."""
    for node in ast.walk(module.tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def forbidden_words(name: str) -> set[str]:
    words = {part.lower() for part in PARTS.findall(name)}
    return {word for word in FORBIDDEN if word in words or f"{word}s" in words}


def test_names_are_words_of_the_project() -> None:
    found = {
        f"{module.path}: {name} ({FORBIDDEN[word]})"
        for module in modules("server")
        for name in defined_names(module)
        for word in forbidden_words(name)
    }
    assert found == set()


def public_parts(node: Documented, place: str) -> Iterator[tuple[str, Documented]]:
    yield place, node
    if isinstance(node, Function):
        return
    for child in node.body:
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_"):
            yield from public_parts(child, f"{place}:{child.name}")


def test_every_public_part_says_what_it_is() -> None:
    silent = [
        place
        for module in modules("server")
        for place, part in public_parts(module.tree, module.path)
        if not ast.get_docstring(part)
    ]
    assert silent == []
