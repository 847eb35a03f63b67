"""Jobs: what is left to do, written in the transaction that makes it necessary."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from server.store.schema import jobs


class JobState(StrEnum):
    """Open jobs are waiting or taken; a failed one was given up. A finished job is gone."""

    WAITING = "waiting"
    TAKEN = "taken"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do; `attempts` includes the one that has just begun."""

    id: int
    kind: str
    payload: Mapping[str, str]
    attempts: int


def add_job(connection: Connection, kind: str, payload: Mapping[str, str], *, run_after: datetime) -> int:
    """Leave a job behind and return its id."""
    [job_id] = connection.execute(
        insert(jobs).returning(jobs.c.id),
        {
            "kind": kind,
            "payload": payload,
            "state": JobState.WAITING,
            "attempts": 0,
            "run_after": run_after,
            "error": "",
        },
    ).one()
    return int(job_id)


def take_job(connection: Connection, *, now: datetime, until: datetime) -> Job | None:
    """Take the job that is due longest; no other worker gets it until the moment `until`.

    A job that is neither finished nor failed by then is due again: its worker died. So a job may run
    twice and must not mind. Needs a connection from `write()`.
    """
    row = connection.execute(
        select(jobs)
        .where(jobs.c.state.in_([JobState.WAITING, JobState.TAKEN]), jobs.c.run_after <= now)
        .order_by(jobs.c.run_after, jobs.c.id)
        .limit(1)
        # SQLite ignores this: there the whole transaction is exclusive.
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return None
    connection.execute(
        update(jobs)
        .where(jobs.c.id == row.id)
        .values(state=JobState.TAKEN, attempts=row.attempts + 1, run_after=until)
    )
    return Job(row.id, row.kind, row.payload, row.attempts + 1)


def finish_job(connection: Connection, job: Job) -> None:
    """The job is done."""
    connection.execute(delete(jobs).where(jobs.c.id == job.id))


def fail_job(connection: Connection, job: Job, error: str, *, retry: datetime | None) -> None:
    """The job went wrong: try again from the moment `retry`, or give up when that is None.

    Does nothing when another worker has taken the job in the meantime.
    """
    changes = {"state": JobState.FAILED} if retry is None else {"state": JobState.WAITING, "run_after": retry}
    connection.execute(
        update(jobs)
        .where(jobs.c.id == job.id, jobs.c.attempts == job.attempts)
        .values(error=error, **changes)
    )


def put_off(connection: Connection, kind: str, *, now: datetime, until: datetime) -> None:
    """Leave every job of a kind that is due until the moment `until`; its attempts are not counted."""
    connection.execute(
        update(jobs)
        .where(jobs.c.kind == kind, jobs.c.state == JobState.WAITING, jobs.c.run_after <= now)
        .values(run_after=until)
    )
