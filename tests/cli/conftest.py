"""The command on an installation of its own."""

import json
import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from server.cli.commands import app
from server.record.record import write_record
from server.settings import PREFIX, documented
from tests.worlds import comment, record


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it said to a script."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Installation:
    """A data folder and a record, told to the command by its environment."""

    data: Path
    record: Path

    def run(self, *arguments: str) -> Said:
        """Run `zwiespraak` with these arguments; a fault of ours is raised."""
        done = CliRunner().invoke(app, arguments)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Said(done.exit_code, done.stdout, done.stderr)


def told(data: Path, record: Path, patch: pytest.MonkeyPatch) -> Installation:
    """An installation whose places the environment names, and nothing else."""
    for setting in documented():
        patch.delenv(setting.name, raising=False)
    patch.setenv(f"{PREFIX}DATA", str(data))
    patch.setenv(f"{PREFIX}RECORD", str(record))
    return Installation(data, record)


@pytest.fixture(scope="session")
def small_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the small record with a shown comment, as dump writes them, what is generated included."""
    folder = tmp_path_factory.mktemp("record")
    write_record(record(comments=[comment()]), folder / "record")
    with pytest.MonkeyPatch.context() as patch:
        first = told(folder / "data", folder / "record", patch)
        assert [first.run(command).code for command in ("load", "dump")] == [0, 0]
    return folder / "record"


@pytest.fixture
def installation(
    small_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Installation]:
    """An installation with the small record, not loaded yet."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield told(tmp_path / "data", Path(shutil.copytree(small_record, tmp_path / "record")), monkeypatch)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def loaded(installation: Installation) -> Installation:
    """The same, loaded."""
    assert installation.run("load").code == 0
    return installation
