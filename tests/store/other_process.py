"""Another process at the same database: `python -m tests.store.other_process ACT URL`.

Says every step on a line of its own, after the commit that it is about.
"""

import itertools
import subprocess
import sys
from pathlib import Path

from server.store.comments import add_comment
from server.store.database import Database
from server.store.stamps import bump
from tests.store.worlds import comment


def start(act: str, url: str) -> subprocess.Popen[str]:
    """Start another process that does one of the acts below."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.other_process", act, url],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def receive_comments(database: Database) -> None:
    """Keep one comment after the other until somebody ends the process."""
    for number in itertools.count():
        name = f"c-{number:06}"
        with database.write() as connection:
            add_comment(connection, comment(name))
        _say(name)


def write_slowly(database: Database) -> None:
    """Begin to write, and commit when told to."""
    with database.write() as connection:
        add_comment(connection, comment("c-slowly"))
        _say("writing")
        sys.stdin.readline()
    _say("written")


def write_once(database: Database) -> None:
    """Commit one change."""
    with database.write() as connection:
        bump(connection, "2021", "1-1")
    _say("written")


def migrate(database: Database) -> None:
    """Migrate when told to, and say whether Alembic was needed."""
    _say("ready")
    sys.stdin.readline()
    database.migrate()
    _say("alembic" if "alembic" in sys.modules else "no alembic")


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    acts = {act.__name__: act for act in (receive_comments, write_slowly, write_once, migrate)}
    acts[sys.argv[1]](Database(sys.argv[2]))
