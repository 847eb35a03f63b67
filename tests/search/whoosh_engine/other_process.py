"""Another process at the same index: `python -m tests.search.whoosh_engine.other_process ACT FOLDER`.

Says every step on a line of its own, after the commit that it is about.
"""

import itertools
import select
import subprocess
import sys
from pathlib import Path

from server.search.engine import IndexBroken
from server.search.whoosh_engine.engine import WhooshEngine
from tests.search.worlds import found, remark, text


def start(act: str, folder: Path) -> subprocess.Popen[str]:
    """Start another process that does one of the acts below."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.search.whoosh_engine.other_process", act, str(folder)],
        cwd=Path(__file__).parents[3],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def index_once(engine: WhooshEngine) -> None:
    """Commit one comment."""
    engine.commit([remark("c-00001", nl="kop")])
    _say("indexed")


def index_without_end(engine: WhooshEngine) -> None:
    """Commit one paragraph after the other until somebody ends the process."""
    for place in itertools.count():
        engine.commit([text(f"p-{place:05}", nl=f"kop k{place}")])
        _say(str(place))


def search_until_told(engine: WhooshEngine) -> None:
    """Search until a line comes in, then say how many of the searches failed."""
    _say("searching")
    broken = 0
    while not _told():
        try:
            found(engine, "kop")
        except IndexBroken:
            broken += 1
    _say(f"broken {broken}")


def _told() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    acts = {act.__name__: act for act in (index_once, index_without_end, search_until_told)}
    acts[sys.argv[1]](WhooshEngine(Path(sys.argv[2])))
