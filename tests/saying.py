"""Comments that come and go as in real life: kept, shown, declined, withdrawn, each at its moment."""

from dataclasses import replace
from datetime import datetime, timedelta

from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState
from server.store import comments
from server.store.database import Database
from server.usecases.move_comment import move_comment
from tests.worlds import NOON, comment


def kept(
    database: Database, said: Comment | None = None, state: ModerationState = ModerationState.HELD
) -> Comment:
    """A comment of somebody who submitted it here, in this state."""
    said = replace(said or comment(), state=state, submission="s-7k2qd9xa")
    with database.write() as connection:
        comments.add_comment(connection, said)
    return said


def moved(
    database: Database,
    said: Comment,
    to: ModerationState,
    *,
    minutes: int = 0,
    reason: DeclineReason | None = None,
) -> Comment:
    """The comment in another state since so many minutes after noon."""
    at: datetime = NOON + timedelta(minutes=minutes)
    with database.write() as connection:
        assert move_comment(connection, said, to, at=at, category=reason or "")
    return replace(said, state=to)


def shown(database: Database, said: Comment | None = None, *, minutes: int = 0) -> Comment:
    """A comment that is shown since so many minutes after noon."""
    return moved(database, kept(database, said), ModerationState.SHOWN, minutes=minutes)


def withdrawn(database: Database, said: Comment | None = None, *, minutes: int = 0) -> Comment:
    """A comment that was shown at noon and withdrawn so many minutes later."""
    return moved(database, shown(database, said), ModerationState.WITHDRAWN, minutes=minutes)


def declined(
    database: Database, said: Comment | None = None, *, reason: DeclineReason = DeclineReason.INSULT
) -> Comment:
    """A comment that was declined before anybody saw it."""
    return moved(database, kept(database, said), ModerationState.DECLINED, reason=reason)
