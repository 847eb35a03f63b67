"""Takes jobs from the job table, one at a time, and carries them out; what changed goes into the index beside."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Event, Thread
from typing import Final

from server.mail.mailer import MailerAway, MailRefused
from server.store import jobs
from server.store.database import StoreFull, StoreUnavailable
from server.store.jobs import Job
from server.store.mails import SEND_MAIL
from server.usecases.ask_for_export import MAKE_EXPORT
from server.usecases.make_export import give_up_export
from server.usecases.plan_day import plan_day
from server.usecases.send_mail import give_up_mail
from server.worker.acts import ACTS, Workplace
from server.worker.indexer import Indexer

# A job that is not done by then is taken to have died with its worker. Rebuilding 100,000 documents
# takes up to 45 s of CPU (measured), so ten times that.
LEASE: Final = timedelta(minutes=8)
MAX_ATTEMPTS: Final = 5
# How long to wait after each attempt to send a mail: a mail server may be away for a night.
MAIL_PAUSES: Final = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=18),
)
# How soon a mail is sent: half this on average.
PAUSE_SECONDS: Final = 0.5
# SQLite has one writer: without a pause between jobs a hundred people who submit at once wait half as long
# again, as each of them leaves a mail to be sent (measured: the slowest of 100 after 0.46 s instead of 0.67 s).
GIVE_WAY_SECONDS: Final = 0.02

log = logging.getLogger("zwiespraak.worker")


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker at its place; any number may work beside each other."""

    place: Workplace

    def run_pending(self) -> int:
        """Carry out every job that is due now, and put into the index what waits; how many jobs were done."""
        done = self._run_jobs()
        self._indexer.run_once()
        return done

    def _run_jobs(self, stop: Event | None = None) -> int:
        """With `stop` only until that is set, and giving way to everybody else after each job."""
        done, job = 0, self._next()
        while job is not None:
            is_done = self._carry_out(job)
            done += is_done
            is_over = stop is not None and stop.wait(GIVE_WAY_SECONDS)
            job = self._next(job if is_done else None, goes_on=not is_over)
        return done

    def run(self, stop: Event) -> None:
        """Carry out jobs as they come until `stop` is set, and plan those of each day.

        A database that is away is waited for.
        """
        with self._indexing():
            planned: date | None = None
            while not stop.is_set():
                try:
                    now = self.place.clock()
                    if now.date() != planned:
                        plan_day(self.place.database, at=now)
                        planned = now.date()
                    self._run_jobs(stop)
                except (StoreFull, StoreUnavailable) as error:
                    log.warning("store_error", extra={"error": type(error).__name__})
                stop.wait(PAUSE_SECONDS)

    @property
    def _indexer(self) -> Indexer:
        return Indexer(self.place.database, self.place.search)

    @contextmanager
    def _indexing(self) -> Iterator[None]:
        """An indexer beside the jobs: none of them, however long, keeps a comment from being found."""
        ended = Event()
        thread = Thread(target=self._indexer.run, args=(ended,), name="indexer")
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _next(self, done: Job | None = None, *, goes_on: bool = True) -> Job | None:
        """Cross off what was done and take the next job: one commit, as there may be a mail for every submission."""
        now = self.place.clock()
        with self.place.database.write() as connection:
            if done is not None:
                jobs.finish_job(connection, done)
            job = jobs.take_job(connection, now=now, until=now + LEASE) if goes_on else None
        if done is not None:
            log.info("job_done", extra={"kind": done.kind})
        return job

    def _carry_out(self, job: Job) -> bool:
        if job.attempts > _attempts(job):
            # Nobody came back to say what went wrong: the job ends its workers.
            self._fail(job, "WorkerDied", retry=None)
            return False
        try:
            self._act(job)
        except (StoreFull, StoreUnavailable):
            raise
        except Exception as error:  # a job that fails must not end the worker: it is kept with its reason
            self._fail(job, type(error).__name__, retry=self._retry(job, error))
            if isinstance(error, MailerAway):
                self._put_mails_off()
            return False
        return True

    def _act(self, job: Job) -> None:
        if job.kind not in ACTS:
            raise ValueError(f"no such kind of job: {job.kind}")
        ACTS[job.kind](self.place, job)

    def _retry(self, job: Job, error: Exception) -> datetime | None:
        """When to try again; None to give up."""
        if isinstance(error, MailRefused) or job.attempts >= _attempts(job):
            return None
        if job.kind == SEND_MAIL:
            return self.place.clock() + MAIL_PAUSES[job.attempts - 1]
        return self.place.clock() + timedelta(seconds=2**job.attempts)

    def _put_mails_off(self) -> None:
        """Wait once for a mail server that is away, not once for every mail: indexing waits behind them."""
        now = self.place.clock()
        with self.place.database.write() as connection:
            jobs.put_off(connection, SEND_MAIL, now=now, until=now + MAIL_PAUSES[0])

    def _fail(self, job: Job, reason: str, *, retry: datetime | None) -> None:
        # Without a traceback: it may quote what somebody typed.
        log.error("job_failed", extra={"kind": job.kind, "attempts": job.attempts, "error": reason})
        if retry is None and job.kind == SEND_MAIL:
            # That it failed stays visible; whose mail it was does not.
            give_up_mail(self.place.database, number=int(job.payload.get("mail", "0")))
        if retry is None and job.kind == MAKE_EXPORT:
            give_up_export(self.place.database, export_id=job.payload.get("export", ""))
        with self.place.database.write() as connection:
            jobs.fail_job(connection, job, reason, retry=retry)


def _attempts(job: Job) -> int:
    return len(MAIL_PAUSES) + 1 if job.kind == SEND_MAIL else MAX_ATTEMPTS
