"""A program that indexes and is killed, again and again: `python -m tests.reliability.indexing_process FOLDER KILLS`.

It forks, so that the hundreds of processes that die cost no start each. Every new one first opens what the dead
ones left, catches up, and looks for everything that was ever acknowledged.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from select import poll

from sqlalchemy import func, select

from server.domain.moderation import ModerationState
from server.search.analysis.chain import analyse
from server.search.engine import Request
from server.search.grammar import parse
from server.search.matching import groups
from server.search.whoosh_engine.engine import WhooshEngine
from server.store import comments
from server.store.database import Database
from server.store.moderation import set_state
from server.store.schema import comments as comment_table
from server.text.languages import Language
from server.usecases.catch_up import catch_up, marker_of
from server.usecases.check_index import check_index
from server.usecases.index_record import index_waiting
from server.usecases.note_change import note_comment
from server.usecases.search_room import SearchRoom
from tests.worlds import NOON, comment

# What a process says when it begins with each thing during which it is to die.
ACTS = ("adding", "committing", "merging")


@dataclass
class Tally:
    """What became of all processes; `lost` and `doubled` are comments, `unready` processes that found no index."""

    killed: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    unready: int = 0
    killed_in: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    in_step: bool = False


class Process:
    """What a process that indexes does; it says every step on a line of its own, after the step."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._database = Database(f"sqlite:///{folder / 'store.db'}")
        self._room = SearchRoom(WhooshEngine(folder / "index"))
        self._say = say

    def found(self) -> list[str]:
        """The ids of all comments that are found now."""
        marker = marker_of(self._database)
        with self._database.read() as connection:
            catch_up(connection, self._room, marker=marker)
        asked = Request(groups(parse("wort")), limit=100_000)
        return [hit.id for hit in self._room.engine.search(asked).hits]

    def add(self) -> None:
        """Keep a comment that is shown, and have it found: only then it is acknowledged."""
        self._say("adding")
        with self._database.write() as connection:
            number = connection.execute(select(func.count()).select_from(comment_table)).scalar_one() + 1
            said = comment(number, f"Wort {number}.")
            comments.add_comment(connection, said)
            note_comment(connection, said, at=NOON)
        marker = marker_of(self._database)
        with self._database.read() as connection:
            catch_up(connection, self._room, marker=marker)
        self._say(said.id)

    def commit(self) -> None:
        """Put what waits into the index."""
        self._say("committing")
        index_waiting(self._database, self._room)

    def merge(self) -> None:
        """Take the oldest comment back, and make the part anew that held its words."""
        with self._database.write() as connection:
            oldest = comments.shown_comments(connection)[0]
            self._say(f"withdrawing {oldest.id}")
            set_state(connection, oldest, ModerationState.WITHDRAWN, account=None, decided=NOON)
            note_comment(connection, oldest, at=NOON)
        self._say("merging")
        # The commit that takes it out leaves words behind, which a merge lets go of.
        index_waiting(self._database, self._room)

    def work(self, act: str) -> None:
        """Go on until somebody ends it: adding only, or with commits, or with commits and merges."""
        self._say("found " + " ".join(self.found()))
        while True:
            self.add()
            if act != "adding":
                self.commit()
            if act == "merging":
                self.merge()

    def usual_seconds(self) -> dict[str, float]:
        """How long each act takes when nobody disturbs it."""
        taken = {}
        for act, do in zip(ACTS, (self.add, self.commit, self.merge), strict=True):
            began = time.monotonic()
            do()
            taken[act] = time.monotonic() - began
        return taken

    def close(self) -> None:
        """Leave nothing open that a fork would inherit."""
        self._room.close()
        self._database.close()

    def is_in_step(self) -> tuple[bool, int]:
        """Whether the index holds what the database says, without anybody's help, and how many documents."""
        checked = check_index(self._database, self._room)
        return checked.is_in_step, checked.documents


def killed_once(folder: Path, act: str, seconds: float) -> list[str]:
    """What a process said before it was killed so many seconds after it had begun with an act."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            Process(folder, lambda line: os.write(writing, f"{line}\n".encode()) and None).work(act)
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as lines:
        said = [lines.readline().strip()]
        while said[-1] not in (act, ""):
            said.append(lines.readline().strip())
        # The moment of its death, not something that is waited for.
        poll().poll(seconds * 1000)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return said + [line.strip() for line in lines if line.endswith("\n")]


def trial(folder: Path, kills: int) -> Tally:
    """Kill so many processes, one after the other, at moments drawn with a fixed seed."""
    tally, acknowledged, chance = Tally(), set[str](), random.Random(6)
    # Before the forks: every process would otherwise load the words anew.
    for language in Language:
        analyse("Wort", language)
    first = Process(folder, lambda _: None)
    first.found()
    usual = first.usual_seconds()
    first.close()
    for number in range(kills):
        act = ACTS[number % len(ACTS)]
        opening, *said = killed_once(folder, act, chance.uniform(0, 1.2 * usual[act]))
        tally.unready += not opening.startswith("found")
        found = opening.split()[1:]
        tally.lost += len(acknowledged - set(found))
        tally.doubled += len(found) - len(set(found))
        acknowledged |= {line for line in said if line.startswith("c-")}
        # From then on it may be there or not.
        acknowledged -= {line.partition(" ")[2] for line in said if line.startswith("withdrawing")}
        within = next((line for line in reversed(said) if line in ACTS), "")
        tally.killed_in[within] = tally.killed_in.get(within, 0) + 1
        tally.killed += 1
    survivor = Process(folder, lambda _: None)
    tally.in_step, tally.kept = survivor.is_in_step()
    found = survivor.found()
    tally.lost += len(acknowledged - set(found))
    tally.doubled += len(found) - len(set(found))
    tally.acknowledged = len(acknowledged)
    return tally


def _main(folder: str, kills: str) -> None:
    print(json.dumps(asdict(trial(Path(folder), int(kills)))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
