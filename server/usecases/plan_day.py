"""Plan what is done every day: once a day, however many workers there are."""

from datetime import UTC, datetime, timedelta
from typing import Final

from server.store import jobs, used_once
from server.store.database import Database
from server.usecases.end_retention import END_RETENTION
from server.usecases.index_record import TIDY_INDEX
from server.usecases.purge import PURGE

DAILY: Final = (END_RETENTION, PURGE, TIDY_INDEX)


def plan_day(database: Database, *, at: datetime) -> bool:
    """Leave the jobs of this day (UTC) behind; false when somebody has done so already."""
    day = at.astimezone(UTC).date()
    with database.write() as connection:
        expires = at + timedelta(days=2)
        if not used_once.use_once(connection, f"day {day.isoformat()}", expires=expires, at=at):
            return False
        for kind in DAILY:
            jobs.add_job(connection, kind, {}, run_after=at)
    return True
