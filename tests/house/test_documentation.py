"""Every setting, command and address is written down for those who run or use the service."""

import re
from collections.abc import Iterator

import pytest
import typer
from starlette.routing import BaseRoute, Mount, Route

from server.cli.commands import app
from server.settings import documented
from server.web.app import routes
from tests.house.source_tree import REPOSITORY

OPERATING = REPOSITORY / "docs" / "operating.md"
ADDRESSES = REPOSITORY / "docs" / "addresses.md"

# How a part of an address that differs is written: {slug} in the code, <slug> or {slug} in the documents.
_VARIABLE = re.compile(r"\{[^}]*\}|<[^>]*>")
# These only put a slash right that was typed or left out.
SLASHES = {"/nl", "/de", "/{}/"}


@pytest.fixture(scope="module")
def text() -> str:
    """What the documents say."""
    return OPERATING.read_text("utf-8") + ADDRESSES.read_text("utf-8")


def test_every_setting_is_documented_with_its_default(text: str) -> None:
    missing = [setting.name for setting in documented() if not re.search(rf"\b{setting.name}\b", text)]
    assert missing == []


def test_every_command_is_documented(text: str) -> None:
    missing = [command for command in commands() if not re.search(rf"\b{command}\b", text)]
    assert missing == []


def test_every_address_is_documented(text: str) -> None:
    known = set(re.findall(r"/[^\s`|,;)\"]*", _VARIABLE.sub("{}", text)))
    assert sorted({*map(pattern, routes())} - SLASHES - known) == []


def commands() -> Iterator[str]:
    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        if inner is None:
            yield f"zwiespraak {name}"
        else:
            yield from (f"zwiespraak {name} {each}" for each in inner)


def pattern(route: BaseRoute) -> str:
    assert isinstance(route, Route | Mount)
    path = f"{route.path}/{{}}" if isinstance(route, Mount) else route.path
    return _VARIABLE.sub("{}", path)
