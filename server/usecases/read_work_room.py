"""Read how much work waits in the editors' office."""

from dataclasses import dataclass
from datetime import datetime

from server.store import rounds, work_counts
from server.store.database import Database
from server.store.work_counts import WorkCounts


@dataclass(frozen=True, slots=True)
class WorkRoom:
    """What waits, and how many rounds take comments now."""

    counts: WorkCounts
    open_rounds: int


def read_work_room(database: Database, *, at: datetime) -> WorkRoom:
    """The counts of this moment; `at` is UTC."""
    with database.read() as connection:
        known = rounds.rounds_by_date(connection)
        return WorkRoom(work_counts.work_counts(connection), sum(each.is_open(at) for each in known))
