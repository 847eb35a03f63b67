"""What is done every day: planned once, however many workers there are, and carried out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from server.domain.submissions import SubmissionState
from server.search.whoosh_engine.engine import WhooshEngine
from server.store.database import Database
from server.store.schema import jobs
from server.usecases.plan_day import DAILY, plan_day
from server.usecases.search_room import SearchRoom
from server.worker.worker import PAUSE_SECONDS, Worker
from tests.mailing import workplace
from tests.participating import now, submit, submitted
from tests.worlds import NOON, Clock, load


class AfterRounds(Event):
    """A stop that comes in the pause after a number of rounds, and without waiting for it."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds

    def wait(self, timeout: float | None = None) -> bool:
        """Count a round instead of waiting; between jobs there is nothing to count."""
        self.rounds -= timeout == PAUSE_SECONDS
        if self.rounds == 0:
            self.set()
        return self.is_set()


@pytest.fixture
def clock() -> Clock:
    """The clock of all workers."""
    return Clock()


@pytest.fixture
def worker(database: Database, tmp_path: Path, clock: Clock) -> Iterator[Worker]:
    """A worker on the small world; nothing is left to do."""
    load(database, tmp_path / "record")
    search = SearchRoom(WhooshEngine(tmp_path / "index"))
    worker = Worker(workplace(database, search, tmp_path, clock))
    worker.run_pending()
    yield worker
    search.close()


def left(database: Database) -> list[str]:
    """The kinds of the jobs that are left."""
    with database.read() as connection:
        return list(connection.execute(select(jobs.c.kind).order_by(jobs.c.id)).scalars())


def test_a_day_is_planned_once(database: Database) -> None:
    moments = [NOON, NOON + timedelta(hours=11), NOON + timedelta(hours=12), NOON + timedelta(hours=12)]
    assert [plan_day(database, at=at) for at in moments] == [True, False, True, False]
    assert left(database) == [*DAILY, *DAILY]


def test_a_worker_plans_each_day_and_carries_it_out(database: Database, worker: Worker, clock: Clock) -> None:
    lost = submit(database)
    kept = submitted(database, "Zwei.", email="bob@example.org")
    worker.run(AfterRounds(3))
    assert left(database) == []
    clock.advance(timedelta(days=8))
    worker.run(AfterRounds(1))
    assert left(database) == []
    assert now(database, kept).state is SubmissionState.CONFIRMED
    with pytest.raises(AssertionError):
        now(database, lost)
