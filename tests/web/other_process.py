"""Another process at the same database: `python -m tests.web.other_process URL COMMENT` shows a comment."""

import subprocess
import sys
from pathlib import Path

from server.domain.moderation import ModerationState
from server.store.database import Database
from server.usecases.manage_accounts import list_accounts
from server.usecases.moderate_comment import moderate_comment
from tests.worlds import NOON


def show_comment(url: str, comment_id: str) -> None:
    """Let another process show a held comment, and wait until it has ended."""
    command = [sys.executable, "-m", "tests.web.other_process", url, comment_id]
    subprocess.run(command, cwd=Path(__file__).parents[2], check=True)


def _show(database: Database, comment_id: str) -> None:
    [editor] = list_accounts(database, by=None)
    moderate_comment(database, comment_id=comment_id, to=ModerationState.SHOWN, by=editor, at=NOON)


if __name__ == "__main__":
    _show(Database(sys.argv[1]), sys.argv[2])
