"""The worker: every job is carried out, tried again when it fails, and given up with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from server.domain.moderation import ModerationState
from server.search.whoosh_engine.engine import WhooshEngine
from server.store import jobs
from server.store.database import Database, StoreUnavailable
from server.store.schema import jobs as job_table
from server.usecases.index_record import ask_to_mend_index
from server.usecases.move_comment import move_comment
from server.usecases.search_record import search_record
from server.usecases.search_room import SearchRoom
from server.worker.worker import LEASE, MAX_ATTEMPTS, Worker
from tests.indexing import waiting
from tests.mailing import workplace
from tests.participating import said
from tests.worlds import NOON, Clock, load


@dataclass(frozen=True, slots=True)
class Room:
    """A worker with its rooms and a clock."""

    database: Database
    search: SearchRoom
    clock: Clock
    worker: Worker

    def leave(self, kind: str, **payload: str) -> None:
        """Leave a job behind that is due now."""
        with self.database.write() as connection:
            jobs.add_job(connection, kind, payload, run_after=self.clock())

    def rows(self) -> list[tuple[str, str, int, str]]:
        """Kind, state, attempts and error of every job that is not done."""
        columns = (job_table.c.kind, job_table.c.state, job_table.c.attempts, job_table.c.error)
        with self.database.read() as connection:
            return [
                (row.kind, row.state, row.attempts, row.error)
                for row in connection.execute(select(*columns).order_by(job_table.c.id))
            ]

    def found(self, typed: str) -> list[str]:
        """The ids of what a search finds."""
        return [each.hit.id for each in search_record(self.database, self.search, typed=typed).found]

    def show_a_comment(self) -> str:
        """Submit a comment and show it; its id. That waits for the indexer, and nothing else does."""
        comment = said(self.database, at=self.clock())
        # The mails that go with it are sent.
        self.worker.run_pending()
        with self.database.write() as connection:
            assert move_comment(connection, comment, ModerationState.SHOWN, at=self.clock())
        return comment.id


@pytest.fixture
def room(database: Database, tmp_path: Path) -> Iterator[Room]:
    """A loaded world whose index has been built; nothing is left to do."""
    load(database, tmp_path / "record")
    search, clock = SearchRoom(WhooshEngine(tmp_path / "index")), Clock()
    room = Room(database, search, clock, Worker(workplace(database, search, tmp_path, clock)))
    assert room.worker.run_pending() == 2
    yield room
    search.close()


def test_loading_leaves_the_jobs_that_build_the_index_and_learn_from_the_text(room: Room) -> None:
    assert room.search.engine.is_ready()
    assert room.found("mkb") == ["p-aaaa2"]
    assert room.rows() == []


def test_a_job_is_carried_out_once(room: Room) -> None:
    room.leave("rebuild-index")
    assert [room.worker.run_pending(), room.worker.run_pending()] == [1, 0]


def test_what_was_shown_is_put_into_the_index_without_a_job(room: Room) -> None:
    comment = room.show_a_comment()
    before = room.search.engine.status().documents
    assert room.worker.run_pending() == 0
    assert room.search.engine.status().documents == before + 1
    assert room.found("Handwerk") == [comment]
    assert waiting(room.database) == []


def test_a_job_is_left_until_it_is_due(room: Room) -> None:
    with room.database.write() as connection:
        jobs.add_job(connection, "rebuild-index", {}, run_after=NOON + timedelta(minutes=1))
    assert room.worker.run_pending() == 0
    room.clock.advance(timedelta(minutes=1))
    assert room.worker.run_pending() == 1


def test_a_failing_job_is_tried_again_ever_later_and_at_last_given_up_with_its_reason(room: Room) -> None:
    room.leave("make-export")
    for attempt in range(1, MAX_ATTEMPTS):
        assert room.worker.run_pending() == 0
        assert room.rows() == [("make-export", "waiting", attempt, "KeyError")]
        room.clock.advance(timedelta(seconds=2**attempt - 1))
        assert room.worker.run_pending() == 0
        assert room.rows()[0][2] == attempt
        room.clock.advance(timedelta(seconds=1))
    assert room.worker.run_pending() == 0
    assert room.rows() == [("make-export", "failed", MAX_ATTEMPTS, "KeyError")]
    room.clock.advance(timedelta(days=365))
    assert room.worker.run_pending() == 0


def test_an_unknown_job_fails_and_those_after_it_are_carried_out(room: Room) -> None:
    room.leave("make-coffee")
    room.leave("rebuild-index")
    assert room.worker.run_pending() == 1
    assert room.rows() == [("make-coffee", "waiting", 1, "ValueError")]


def test_the_log_says_what_failed_and_nothing_of_what_it_was_about(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.leave("make-coffee", secret="Kanariegeel")
    room.worker.run_pending()
    [record] = [record for record in caplog.records if record.name == "zwiespraak.worker"]
    assert (record.message, record.__dict__["kind"], record.__dict__["error"]) == (
        "job_failed",
        "make-coffee",
        "ValueError",
    )
    assert "Kanariegeel" not in str(record.__dict__)


def test_the_job_of_a_worker_that_died_is_taken_again_after_its_lease(room: Room) -> None:
    room.leave("rebuild-index")
    with room.database.write() as connection:
        # A worker takes it and is never heard of again.
        assert jobs.take_job(connection, now=NOON, until=NOON + LEASE)
    room.clock.advance(LEASE - timedelta(seconds=1))
    assert room.worker.run_pending() == 0
    room.clock.advance(timedelta(seconds=1))
    assert room.worker.run_pending() == 1
    assert room.rows() == []


def test_a_job_that_ends_its_workers_is_given_up(room: Room) -> None:
    room.leave("rebuild-index")
    for _ in range(MAX_ATTEMPTS):
        with room.database.write() as connection:
            assert jobs.take_job(connection, now=room.clock(), until=room.clock() + LEASE)
        room.clock.advance(LEASE)
    assert room.worker.run_pending() == 0
    assert room.rows() == [("rebuild-index", "failed", MAX_ATTEMPTS + 1, "WorkerDied")]


def test_two_workers_share_the_jobs(room: Room, tmp_path: Path) -> None:
    other_search = SearchRoom(WhooshEngine(tmp_path / "index"))
    other = Worker(workplace(room.database, other_search, tmp_path, room.clock))
    for _ in range(4):
        room.leave("mend-index")
    with room.database.write() as connection:
        assert jobs.take_job(connection, now=NOON, until=NOON + LEASE)
    assert (room.worker.run_pending(), other.run_pending()) == (3, 0)
    other_search.close()


def test_a_comment_that_was_shown_on_a_broken_index_is_found_in_a_new_one(room: Room, tmp_path: Path) -> None:
    comment = room.show_a_comment()
    (tmp_path / "index" / "manifest.json").write_text("{}")
    assert room.worker.run_pending() == 0
    assert room.found("Handwerk") == [comment]
    assert room.found("mkb") == ["p-aaaa2"]


def test_a_broken_index_is_mended_and_a_whole_one_left_alone(room: Room, tmp_path: Path) -> None:
    manifest = tmp_path / "index" / "manifest.json"
    before = manifest.read_bytes()
    ask_to_mend_index(room.database, at=NOON)
    assert room.worker.run_pending() == 1
    assert manifest.read_bytes() == before
    for path in manifest.parent.rglob("index-*/*"):
        path.write_bytes(b"\0" * 100)
    for _ in range(3):
        ask_to_mend_index(room.database, at=NOON)
    assert room.worker.run_pending() == 3
    assert room.found("mkb") == ["p-aaaa2"]


def test_a_disk_without_room_for_the_index_is_a_failed_attempt(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.rename(tmp_path / "away")
    folder.touch()
    room.leave("rebuild-index")
    assert room.worker.run_pending() == 0
    assert room.rows() == [("rebuild-index", "waiting", 1, "NotADirectoryError")]
    folder.unlink()
    (tmp_path / "away").rename(folder)
    room.clock.advance(timedelta(seconds=2))
    assert room.worker.run_pending() == 1


def test_a_worker_ends_when_it_is_told_to(room: Room) -> None:
    stop = Event()
    stop.set()
    room.leave("rebuild-index")
    room.worker.run(stop)
    assert len(room.rows()) == 1


def test_a_database_that_is_away_is_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    database = Database(f"sqlite:///{tmp_path}/missing/store.db")
    stop = StopAfterOneRound()
    search = SearchRoom(WhooshEngine(tmp_path / "index"))
    worker = Worker(workplace(database, search, tmp_path, Clock()))
    worker.run(stop)
    assert {record.message for record in caplog.records} == {"store_error", "index_not_written"}
    with pytest.raises(StoreUnavailable):
        worker.run_pending()


def test_a_worker_that_is_stopped_crosses_off_what_it_did_and_leaves_the_rest(room: Room) -> None:
    for _ in range(3):
        room.leave("mend-index")
    room.worker.run(StopAfterOneRound())
    # Those of the day are due as well, after these.
    assert [row[:3] for row in room.rows()][:2] == [("mend-index", "waiting", 0)] * 2


class StopAfterOneRound(Event):
    """A stop that comes in the first pause, and without waiting for it."""

    def wait(self, timeout: float | None = None) -> bool:
        """Stop instead of waiting."""
        self.set()
        return True
