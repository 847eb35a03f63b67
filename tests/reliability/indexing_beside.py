"""Programs beside an index: `python -m tests.reliability.indexing_beside ACT FOLDER`; each says one line of JSON."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from server.search.whoosh_engine.engine import WhooshEngine
from server.store.database import Database
from server.usecases.index_record import index_waiting, rebuild_index
from server.usecases.search_record import search_record
from server.usecases.search_room import SearchRoom
from tests.saying import shown
from tests.worlds import comment

COMMENTS = 40


def write(database: Database, room: SearchRoom, _: Path) -> dict[str, int]:
    """Show one comment after the other, each in a commit of its own, and make everything anew now and then."""
    for number in range(1, COMMENTS + 1):
        shown(database, comment(number, f"Wort {number}."))
        index_waiting(database, room)
        if number % 10 == 0:
            rebuild_index(database, room)
    return {"written": COMMENTS}


def read(database: Database, room: SearchRoom, _: Path) -> dict[str, int]:
    """Search until everything has been written; never less than before, and never without an index."""
    most = searches = makeshift = fewer = 0
    while most < COMMENTS:
        result = search_record(database, room, typed="wort", with_counts=True)
        searches += 1
        makeshift += result.is_makeshift
        fewer += result.total < most
        most = max(most, result.total)
    return {"searches": searches, "makeshift": makeshift, "fewer": fewer}


def fill(database: Database, room: SearchRoom, index: Path) -> dict[str, object]:
    """Commit on a disk without room, then with room again."""
    rebuild_index(database, room)
    shown(database, comment(1, "Wort eins."))
    filling = index / "filling"
    _fill(filling)
    refused = ""
    try:
        index_waiting(database, room)
    except OSError as error:
        refused = error.strerror or ""
    other = SearchRoom(WhooshEngine(index))
    found = [search_record(database, each, typed="wort") for each in (room, other)]
    filling.unlink()
    done = index_waiting(database, room)
    after = search_record(database, SearchRoom(WhooshEngine(index)), typed="wort")
    return {
        "refused": refused,
        "meanwhile": [[each.total, each.is_makeshift] for each in found],
        "done": done,
        "after": [after.total, after.is_makeshift],
    }


def _fill(path: Path) -> None:
    with path.open("ab", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


ACTS: dict[str, Callable[[Database, SearchRoom, Path], object]] = {"write": write, "read": read, "fill": fill}


def _main(act: str, folder: str, index: str = "") -> None:
    place = Path(index or f"{folder}/index")
    database = Database(f"sqlite:///{folder}/store.db")
    print(json.dumps(ACTS[act](database, SearchRoom(WhooshEngine(place)), place)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
