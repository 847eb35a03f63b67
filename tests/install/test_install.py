"""The wheel, installed as anybody installs it: into a new virtual environment, with nothing else beside it."""

import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import AbstractContextManager, closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.stories.serving import REPOSITORY, Site, serving

PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel; skips where pip reaches no package index."""
    folder = tmp_path_factory.mktemp("wheel")
    reach = call(sys.executable, *PIP, "download", "--no-deps", "--dest", str(folder / "reach"), "hatchling")
    if reach.returncode:
        pytest.skip(f"pip reaches no package index: {reach.stderr.strip().splitlines()[-1]}")
    done = call(sys.executable, *PIP, "wheel", "--no-deps", "--wheel-dir", str(folder), str(REPOSITORY))
    assert done.returncode == 0, done.stderr
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of an installation in a virtual environment of its own."""
    folder = tmp_path_factory.mktemp("installed") / "environment"
    for step in (
        (sys.executable, "-m", "venv", str(folder)),
        (str(folder / "bin" / "python"), *PIP, "install", str(wheel)),
    ):
        done = call(*step)
        assert done.returncode == 0, done.stderr
    return folder / "bin" / "zwiespraak"


def test_the_wheel_holds_the_package_and_nothing_of_the_record(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rooms = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert rooms == {"server"}


@pytest.mark.parametrize(
    "pattern",
    [
        "server/web/templates/**/*.html",
        "server/web/static/**/*",
        "server/web/locale/**/*.po",
        "server/store/migrations/**/*.py",
        "server/**/*.py",
    ],
)
def test_the_wheel_holds_every_file_that_serving_needs(wheel: Path, pattern: str) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {path.relative_to(REPOSITORY).as_posix() for path in REPOSITORY.glob(pattern) if path.is_file()}
    assert needed - names == set()
    assert needed


def test_the_installed_command_says_its_version(command: Path, wheel: Path) -> None:
    assert call(str(command), "version").stdout.strip() == wheel.name.split("-")[1]


def test_the_installed_command_serves_the_record_and_starts_again_without_loading(
    command: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with started(command, data, log=tmp_path / "first.log") as first:
        assert_serves(first)
    # Whatever the first start left to its worker is done now.
    load = subprocess.run([command, "load", "--json"], env=first.environment, capture_output=True, check=True)
    assert json.loads(load.stdout)["changed"] is False
    stored, indexed = rows(data), moments(data / "index")
    with started(command, data, log=tmp_path / "second.log") as second:
        assert_serves(second)
    assert rows(data) == stored
    assert moments(data / "index") == indexed
    print(f"ready after {first.seconds_to_ready:.2f} s, the second time {second.seconds_to_ready:.2f} s")


def call(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def started(command: Path, data: Path, *, log: Path) -> AbstractContextManager[Site]:
    # Not in the checkout, whose `server` must not be what is imported.
    return serving([str(command)], data=data, record=REPOSITORY, folder=log.parent, log=log)


def assert_serves(site: Site) -> None:
    for language in ("nl", "de"):
        page = fetch(f"{site.base_url}/{language}/")
        assert f'<html lang="{language}"' in page
        assert "Zwiespraak" in page
    [style] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert ".govuk-link" in fetch(site.base_url + style)
    assert "4.2" in fetch(f"{site.base_url}/nl/tekst")


def fetch(address: str) -> str:
    with urlopen(address, timeout=30) as answer:
        text: str = answer.read().decode()
    return text


def rows(data: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the database holds but for sign-in links, of which every start makes one."""
    with closing(sqlite3.connect(data / "zwiespraak.sqlite")) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        ]
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()
            for table in tables
            if table != "sign_in_links"
        }


def moments(folder: Path) -> dict[str, int]:
    """When each file was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
