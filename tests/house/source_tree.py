"""The project's own files, as the tests of the house rules look at them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its dotted name, its path below the repository, its text and its syntax tree."""

    name: str
    path: str
    text: str
    tree: ast.Module

    @property
    def functions(self) -> Iterator[Function]:
        """All functions and methods, inner ones too."""
        return (each for each in ast.walk(self.tree) if isinstance(each, Function))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file below these folders of the repository."""
    paths = sorted(path for folder in folders for path in (REPOSITORY / folder).rglob("*.py"))
    assert paths, f"there is no Python file below {folders}"
    return tuple(_module(path) for path in paths)


def _module(path: Path) -> Module:
    below = path.relative_to(REPOSITORY)
    text = path.read_text("utf-8")
    return Module(".".join(below.with_suffix("").parts), below.as_posix(), text, ast.parse(text))


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Files of the repository by patterns such as "server/web/templates/**/*.html"."""
    return tuple(sorted(path for pattern in patterns for path in REPOSITORY.glob(pattern)))


@cache
def committed_files() -> tuple[Path, ...]:
    """What is or would be committed: everything that git does not ignore."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip(f"git cannot list the files: {listing.stderr.decode().strip()}")
    names = listing.stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := REPOSITORY / name).is_file())
