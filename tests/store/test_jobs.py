"""Jobs are taken by one worker at a time, oldest first, and none is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.store.database import Database
from server.store.jobs import Job, JobState, add_job, fail_job, finish_job, take_job
from server.store.schema import jobs
from tests.store.worlds import LATER, NOON


def test_the_job_that_is_due_longest_is_taken_first(database: Database) -> None:
    with database.write() as connection:
        late = add_job(connection, "index", {"comment": "c-2"}, run_after=NOON)
        early = add_job(connection, "index", {"comment": "c-1"}, run_after=NOON - timedelta(minutes=1))
        assert take_job(connection, now=NOON, until=LATER) == Job(early, "index", {"comment": "c-1"}, 1)
        assert take_job(connection, now=NOON, until=LATER) == Job(late, "index", {"comment": "c-2"}, 1)
        assert take_job(connection, now=NOON, until=LATER) is None


def test_a_job_waits_for_its_time(database: Database) -> None:
    with database.write() as connection:
        add_job(connection, "index", {}, run_after=LATER)
        assert take_job(connection, now=NOON, until=LATER) is None
        assert take_job(connection, now=LATER, until=LATER) is not None


def test_a_job_is_left_behind_only_if_its_reason_is_kept(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as connection:
            add_job(connection, "index", {}, run_after=NOON)
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    with database.write() as connection:
        assert take_job(connection, now=NOON, until=LATER) is None


def test_a_finished_job_is_gone(database: Database) -> None:
    with database.write() as connection:
        add_job(connection, "index", {}, run_after=NOON)
        job = take_job(connection, now=NOON, until=LATER)
        assert job is not None
        finish_job(connection, job)
        assert connection.execute(select(jobs)).all() == []


def test_a_job_whose_worker_died_is_due_again(database: Database) -> None:
    with database.write() as connection:
        number = add_job(connection, "index", {}, run_after=NOON)
        take_job(connection, now=NOON, until=LATER)
        assert take_job(connection, now=LATER, until=LATER + timedelta(hours=1)) == Job(
            number, "index", {}, 2
        )


def test_a_failed_job_is_tried_again_when_asked(database: Database) -> None:
    with database.write() as connection:
        number = add_job(connection, "mail", {}, run_after=NOON)
        job = take_job(connection, now=NOON, until=LATER)
        assert job is not None
        fail_job(connection, job, "no mail server", retry=NOON + timedelta(minutes=5))
        assert take_job(connection, now=NOON, until=LATER) is None
        assert take_job(connection, now=NOON + timedelta(minutes=5), until=LATER) == Job(
            number, "mail", {}, 2
        )


def test_a_job_that_is_given_up_stays_with_its_error(database: Database) -> None:
    with database.write() as connection:
        add_job(connection, "mail", {}, run_after=NOON)
        job = take_job(connection, now=NOON, until=LATER)
        assert job is not None
        fail_job(connection, job, "no such address", retry=None)
        assert take_job(connection, now=LATER, until=LATER) is None
        [kept] = connection.execute(select(jobs.c.state, jobs.c.error))
        assert kept == (JobState.FAILED, "no such address")


def test_a_worker_that_comes_too_late_does_not_disturb_the_next(database: Database) -> None:
    with database.write() as connection:
        add_job(connection, "mail", {}, run_after=NOON)
        slow = take_job(connection, now=NOON, until=LATER)
        take_job(connection, now=LATER, until=LATER + timedelta(hours=1))
        assert slow is not None
        fail_job(connection, slow, "took too long", retry=LATER)
        assert take_job(connection, now=LATER, until=LATER) is None


def test_two_workers_on_postgresql_take_different_jobs_without_waiting(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as connection:
        for number in range(2):
            add_job(connection, "index", {"number": str(number)}, run_after=NOON)
    with database.write() as first, database.write() as second:
        taken = [take_job(each, now=NOON, until=LATER) for each in (first, second)]
    assert [job.payload for job in taken if job] == [{"number": "0"}, {"number": "1"}]
    database.close()
