"""A process that indexes killed with SIGKILL at 300 moments: all that was acknowledged is found, nobody helps."""

import json
import subprocess
import sys
from pathlib import Path

from server.search.whoosh_engine.engine import WhooshEngine
from server.store.database import Database
from server.usecases.index_record import rebuild_index
from server.usecases.search_room import SearchRoom
from tests.reliability.indexing_process import ACTS
from tests.worlds import load

KILLS = 300


def test_whenever_indexing_is_killed_everything_acknowledged_is_found_once(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = Database(sqlite_url)
    load(database, tmp_path / "record")
    room = SearchRoom(WhooshEngine(tmp_path / "index"))
    rebuild_index(database, room)
    room.close()
    database.close()
    command = [sys.executable, "-m", "tests.reliability.indexing_process", str(tmp_path), str(KILLS)]
    done = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    killed_in = done.pop("killed_in")
    assert done == {
        "killed": KILLS,
        "acknowledged": done["acknowledged"],
        "lost": 0,
        "doubled": 0,
        "unready": 0,
        "kept": done["kept"],
        "in_step": True,
    }
    # What was added and not yet acknowledged may be there as well: paragraphs, concept and source beside it.
    assert done["acknowledged"] <= done["kept"] - 6 <= done["acknowledged"] + KILLS
    assert min(killed_in.get(each, 0) for each in ACTS) >= KILLS // 10
