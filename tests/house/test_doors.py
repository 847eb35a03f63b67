"""One door per foreign package: who wants to know how we use it reads one place."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from itertools import chain
from typing import Final

from tests.house.source_tree import REPOSITORY, Module, modules

# The rooms that may import a package; what lies in a room may do as the room.
DOORS: Final = {
    "ahocorasick": ("server.text.phrases",),
    "alembic": ("server.store",),
    "altcha": ("server.usecases.prove_work",),
    "argon2": ("server.domain.passwords",),
    "authlib": ("server.web.oidc",),
    "babel": ("server.text.written", "server.web.translations"),
    "brotli": ("server.web",),
    "docx": ("server.formats.word_files",),
    "granian": ("server.cli.serving",),
    "jinja2": ("server.web",),
    "joserfc": ("server.web.oidc",),
    "markdown_it": (
        "server.text.comment_markdown",
        "server.text.comment_parser",
        "server.text.markdown",
        "server.text.markdown_blocks",
        "server.text.markdown_boxes",
        "server.text.markdown_lines",
    ),
    "markupsafe": ("server.web",),
    "mdit_py_plugins": ("server.text.markdown",),
    # Shapes of JSON: in the database, in the record, in files and at the API.
    "msgspec": ("server.store", "server.record", "server.formats", "server.web.api", "server.web.hit_shapes"),
    "numpy": ("server.search.whoosh_engine",),
    "openpyxl": ("server.formats.workbook_reading", "server.formats.workbook_writing"),
    "psycopg": ("server.store",),
    "pyotp": ("server.domain.one_time_codes",),
    "rapidfuzz": (
        "server.search.crossing.cognates",
        "server.search.spelling",
        "server.text.differences",
        "server.text.likeness",
        "server.text.phrase_changes",
        "server.text.quotes",
    ),
    "requests": ("server.web.oidc",),
    "segno": ("server.web.qr_code",),
    "simplemma": ("server.text.lemmas",),
    "sqlalchemy": ("server.store",),
    # The assembly names the type of the application that it makes.
    "starlette": ("server.web", "server.assembly"),
    "Stemmer": ("server.search.analysis.stemming",),
    "structlog": ("server.logs",),
    "typer": ("server.cli",),
    "typst": ("server.formats.typesetting",),
    "whoosh": ("server.search.whoosh_engine",),
}

# import_module and __import__ would be a door that nobody sees.
HIDDEN_IMPORT = re.compile(r"\b(?:import_module|__import__)\s*\(")


def imported_names(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module.path}: imports are absolute, so that they can be found"
            yield node.module or ""


def foreign_packages(module: Module) -> set[str]:
    packages = {name.partition(".")[0] for name in imported_names(module)}
    return packages - sys.stdlib_module_names - {"server"}


def is_in(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def test_a_foreign_package_is_imported_at_its_door_only() -> None:
    elsewhere = {
        (package, module.path)
        for module in modules("server")
        for package in foreign_packages(module)
        if not any(is_in(module.name, room) for room in DOORS.get(package, ()))
    }
    assert elsewhere == set()


def test_every_door_is_used() -> None:
    used = set().union(*(foreign_packages(module) for module in modules("server")))
    # psycopg is named in database addresses only; SQLAlchemy imports it.
    assert set(DOORS) - used - {"psycopg"} == set()


def test_nothing_is_imported_by_a_computed_name() -> None:
    assert [module.path for module in modules("server") if HIDDEN_IMPORT.search(module.text)] == []


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {normalized(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in declared}
    distributions = packages_distributions()
    undeclared = {
        package
        for package in DOORS
        if not {normalized(name) for name in distributions.get(package, [package])} & names
    }
    # What Jinja2 and our own pages share: its version follows Jinja2's.
    assert undeclared == {"markupsafe"}


def normalized(distribution: str) -> str:
    """The name of a distribution as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()
