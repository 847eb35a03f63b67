"""Takes jobs from the job table, one at a time, and carries them out."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Final

from server.search.engine import IndexBroken, SearchEngine
from server.store import jobs
from server.store.database import Database, StoreFull, StoreUnavailable
from server.store.jobs import Job
from server.usecases.index_record import MEND_INDEX, index_comment, mend_index, rebuild_index

# A job that is not done by then is taken to have died with its worker. Rebuilding 100,000 documents
# takes up to 45 s of CPU (measured), so ten times that.
LEASE: Final = timedelta(minutes=8)
MAX_ATTEMPTS: Final = 5
# How soon a comment that was shown is found: half this on average.
PAUSE_SECONDS: Final = 0.5

log = logging.getLogger("zwiespraak.worker")


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker with the rooms it needs; any number may run beside each other."""

    database: Database
    search: SearchEngine
    clock: Callable[[], datetime]

    def run_pending(self) -> int:
        """Carry out every job that is due now; returns how many were done."""
        done = 0
        while (job := self._take()) is not None:
            done += self._carry_out(job)
        return done

    def run(self, stop: Event) -> None:
        """Carry out jobs as they come until `stop` is set; a database that is away is waited for."""
        while not stop.is_set():
            try:
                self.run_pending()
            except (StoreFull, StoreUnavailable) as error:
                log.warning("store_error", extra={"error": type(error).__name__})
            stop.wait(PAUSE_SECONDS)

    def _take(self) -> Job | None:
        now = self.clock()
        with self.database.write() as connection:
            return jobs.take_job(connection, now=now, until=now + LEASE)

    def _carry_out(self, job: Job) -> bool:
        if job.attempts > MAX_ATTEMPTS:
            # Nobody came back to say what went wrong: the job ends its workers.
            self._fail(job, "WorkerDied")
            return False
        try:
            self._act(job)
        except (StoreFull, StoreUnavailable):
            raise
        except Exception as error:  # a job that fails must not end the worker: it is kept with its reason
            self._fail(job, type(error).__name__)
            return False
        with self.database.write() as connection:
            jobs.finish_job(connection, job)
        log.info("job_done", extra={"kind": job.kind})
        return True

    def _fail(self, job: Job, reason: str) -> None:
        # Without a traceback: it may quote what somebody typed.
        log.error("job_failed", extra={"kind": job.kind, "attempts": job.attempts, "error": reason})
        last = job.attempts >= MAX_ATTEMPTS
        retry = None if last else self.clock() + timedelta(seconds=2**job.attempts)
        with self.database.write() as connection:
            jobs.fail_job(connection, job, reason, retry=retry)

    def _act(self, job: Job) -> None:
        if job.kind == "rebuild-index":
            rebuild_index(self.database, self.search)
        elif job.kind == MEND_INDEX:
            mend_index(self.database, self.search)
        elif job.kind == "index-comment":
            try:
                index_comment(self.database, self.search, job.payload["comment"])
            except IndexBroken:
                rebuild_index(self.database, self.search)
        else:
            raise ValueError(f"no such kind of job: {job.kind}")
