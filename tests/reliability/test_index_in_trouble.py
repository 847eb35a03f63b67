"""An index that is read while it is written, damaged on disk, or has no room: found is what there is, at any moment."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from server.search.whoosh_engine.engine import WhooshEngine
from server.store.database import Database
from server.usecases.index_record import rebuild_index
from server.usecases.search_record import search_record
from server.usecases.search_room import SearchRoom
from server.worker.indexer import Indexer
from tests.indexing import waiting
from tests.reliability import small_disk
from tests.saying import shown
from tests.worlds import comment, edition, load, paragraph, record, section

# As a disk loses them: a page of zeros where there was something.
PAGE = 16 * 1024


def run(*arguments: str | Path, inside: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start a program beside the index."""
    command = [*inside, sys.executable, "-m", "tests.reliability.indexing_beside", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> Any:
    """What came of it, when it has ended well."""
    answer, _ = process.communicate()
    assert process.returncode == 0
    return json.loads(answer)


@pytest.fixture
def database(sqlite_url: str, tmp_path: Path) -> Database:
    """A world with enough words for files of several pages."""
    words = " ".join(f"woord{number} wort{number}" for number in range(400))
    paragraphs = (paragraph(f"p-{n:05}", f"{words} nr{n}", f"{words} zahl{n}") for n in range(20))
    database = Database(sqlite_url)
    load(
        database, tmp_path / "record", record(edition("2021", section("1", "1", "Een", "Eins", *paragraphs)))
    )
    return database


def test_two_processes_read_while_one_writes_and_never_find_less_or_no_index(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = Database(sqlite_url)
    load(database, tmp_path / "record")
    rebuild_index(database, SearchRoom(WhooshEngine(tmp_path / "index")))
    readers = [run("read", tmp_path) for _ in range(2)]
    assert said(run("write", tmp_path)) == {"written": 40}
    for reader in readers:
        found = said(reader)
        assert (found["makeshift"], found["fewer"]) == (0, 0)
        assert found["searches"] > 1


def test_a_page_of_zeros_in_any_file_is_noticed_answered_for_and_mended(
    database: Database, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    rebuild_index(database, SearchRoom(WhooshEngine(index)))
    files = sorted(
        path.relative_to(index) for path in index.rglob("*") if path.is_file() and path.stat().st_size
    )
    assert len(files) >= 2
    for number, name in enumerate(files, start=1):
        damaged = next(index.rglob(name.name), None) or max(
            (path for path in index.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size
        )
        _zero(damaged)
        room = SearchRoom(WhooshEngine(index))
        result = search_record(database, room, typed="wort7 zahl3")
        assert (result.is_makeshift, [each.hit.id for each in result.found]) == (True, ["p-00003"]), name
        shown(database, comment(number, f"Wort {number}.", section="1"))
        # The indexer of a worker meets it as well, and makes another.
        assert Indexer(database, SearchRoom(WhooshEngine(index))).run_once()
        mended = search_record(database, room, typed="wort7 zahl3")
        assert (mended.is_makeshift, mended.found[0].hit.id, waiting(database)) == (False, "p-00003", [])


def _zero(path: Path) -> None:
    """Zeros over a page in the middle, or over the whole of a smaller file."""
    size = path.stat().st_size
    start = max(0, size // 2 - PAGE // 2)
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(min(PAGE, size - start)))


@pytest.mark.skipif(not small_disk.can_be_made(), reason="no file system can be mounted here")
def test_a_full_disk_leaves_the_old_index_and_the_change_and_passes(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    load(database, tmp_path / "record")
    database.close()
    disk = tmp_path / "disk"
    disk.mkdir()
    script = f'mount -t tmpfs -o size=4m tmpfs "{disk}" && exec "$@"'
    found = said(run("fill", tmp_path, disk, inside=["unshare", "-Urm", "sh", "-c", script, "sh"]))
    assert found == {
        "refused": "No space left on device",
        # By whoever held the change and by a process that starts now.
        "meanwhile": [[1, False], [1, False]],
        "done": 1,
        "after": [1, False],
    }
