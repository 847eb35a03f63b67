"""Mails as jobs: sent once, tried for a day, given up without a trace of the address."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.mails import MailKind
from server.mail.mailer import MailerAway, MailRefused, MailUnavailable, Meant
from server.mail.message import Message
from server.search.whoosh_engine.engine import WhooshEngine
from server.store.database import Database
from server.store.schema import jobs, mails
from server.usecases.search_room import SearchRoom
from server.worker.worker import LEASE, MAIL_PAUSES, Worker
from tests.mailing import leave_mail, mail_room, workplace
from tests.worlds import CANARY, Clock


@dataclass
class Server:
    """A mailer that does what is planned, in order, and then takes everything."""

    planned: list[Exception] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def send(self, message: Message) -> None:
        """Take the mail, or not."""
        self.asked.append(message.to)
        if self.planned:
            raise self.planned.pop(0)
        self.taken.append(message.to)

    def forget(self, is_meant: Meant) -> int:
        """Nothing is kept."""
        return 0


@dataclass(frozen=True, slots=True)
class Room:
    """A worker whose mailer does what is planned."""

    database: Database
    server: Server
    clock: Clock
    worker: Worker

    def leave(self, to: str) -> None:
        """Leave a mail behind that needs nothing else."""
        leave_mail(self.database, MailKind.NO_DATA, to=to)

    def jobs(self) -> list[tuple[str, int, str]]:
        """State, attempts and error of every job that is not done."""
        columns = (jobs.c.state, jobs.c.attempts, jobs.c.error)
        with self.database.read() as connection:
            return [tuple(row) for row in connection.execute(select(*columns).order_by(jobs.c.id))]

    def waiting(self) -> list[str]:
        """To whom mails wait to be sent."""
        with self.database.read() as connection:
            return [row.recipient for row in connection.execute(select(mails).order_by(mails.c.id))]


@pytest.fixture
def room(database: Database, tmp_path: Path) -> Iterator[Room]:
    """A worker on an empty database."""
    search, clock, server = SearchRoom(WhooshEngine(tmp_path / "index")), Clock(), Server()
    place = replace(workplace(database, search, tmp_path, clock), mail_room=mail_room(server))
    yield Room(database, server, clock, Worker(place))
    search.close()


def test_a_mail_is_sent_once_and_its_address_is_gone(room: Room) -> None:
    room.leave(CANARY)
    assert [room.worker.run_pending(), room.worker.run_pending()] == [1, 0]
    assert (room.server.taken, room.waiting(), room.jobs()) == ([CANARY], [], [])


def test_a_mail_is_tried_for_a_day_and_then_given_up_without_the_address(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.leave(CANARY)
    room.server.planned = [MailUnavailable("451") for _ in range(10)]
    for attempt, pause in enumerate(MAIL_PAUSES, start=1):
        room.worker.run_pending()
        assert room.jobs() == [("waiting", attempt, "MailUnavailable")]
        assert room.waiting() == [CANARY]
        room.clock.advance(pause - timedelta(seconds=1))
        room.worker.run_pending()
        assert len(room.server.asked) == attempt
        room.clock.advance(timedelta(seconds=1))
    room.worker.run_pending()
    assert room.jobs() == [("failed", len(MAIL_PAUSES) + 1, "MailUnavailable")]
    assert room.waiting() == []
    assert CANARY not in str([record.__dict__ for record in caplog.records])
    assert sum(MAIL_PAUSES, timedelta()) > timedelta(days=1)


def test_a_mail_that_is_refused_for_good_is_given_up_at_once(room: Room) -> None:
    room.leave(CANARY)
    room.server.planned = [MailRefused("550")]
    room.worker.run_pending()
    assert (room.jobs(), room.waiting()) == ([("failed", 1, "MailRefused")], [])


def test_one_mail_that_is_not_taken_now_holds_no_other_back(room: Room) -> None:
    room.server.planned = [MailUnavailable("451")]
    for name in ("a", "b"):
        room.leave(f"{name}@example.org")
    room.worker.run_pending()
    assert room.server.taken == ["b@example.org"]


def test_a_mail_server_that_is_away_is_waited_for_once_and_not_once_for_every_mail(room: Room) -> None:
    room.server.planned = [MailerAway("TimeoutError")]
    for name in ("a", "b", "c"):
        room.leave(f"{name}@example.org")
    room.worker.run_pending()
    assert room.server.asked == ["a@example.org"]
    # The others have lost no attempt.
    assert [attempts for _, attempts, _ in room.jobs()] == [1, 0, 0]
    room.clock.advance(MAIL_PAUSES[0])
    assert room.worker.run_pending() == 3
    assert sorted(room.server.taken) == ["a@example.org", "b@example.org", "c@example.org"]


def test_a_mail_that_ends_its_workers_is_given_up_without_the_address(room: Room) -> None:
    room.leave(CANARY)
    for _ in range(len(MAIL_PAUSES) + 1):
        room.server.planned = [KeyboardInterrupt()]  # type: ignore[list-item]
        with pytest.raises(KeyboardInterrupt):
            room.worker.run_pending()
        room.clock.advance(LEASE)
    room.worker.run_pending()
    assert room.jobs() == [("failed", len(MAIL_PAUSES) + 2, "WorkerDied")]
    assert room.waiting() == []
