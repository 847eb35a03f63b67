"""A hundred people who submit on one paragraph at the same time, on each engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import shipped
from benchmarks.comments import kept_keys, submission_requests
from benchmarks.load import Measured, send
from benchmarks.report import Report, Target, median
from benchmarks.servers import REPOSITORY, ours
from server import assembly
from server.settings import Settings
from tests.postgres_cluster import NoPostgres, running_cluster

SUBMITTERS = 100
SUBMISSIONS = 3_000
_SECONDS = 300
_LIMIT_P99 = 0.5


def trial(settings: Settings, *, submissions: int, key: str = "") -> tuple[Measured, list[str]]:
    """So many submissions by SUBMITTERS connections to a server with these settings; then the kept keys."""
    with ours(settings.data, limits="0", database_url=settings.database_url) as server:
        measured = send(
            server,
            submission_requests(server.port),
            key=key,
            status=303,
            connections=SUBMITTERS,
            seconds=_SECONDS,
            rounds=submissions,
        )
    return measured, kept_keys(settings.database)


@contextmanager
def on_sqlite() -> Iterator[Settings]:
    """A folder of data with an open round."""
    with TemporaryDirectory() as folder:
        yield Settings(data=shipped.open_data_folder(Path(folder)))


@contextmanager
def on_postgres() -> Iterator[Settings]:
    """The same in PostgreSQL, with the durability that it is installed with. Raises NoPostgres."""
    with running_cluster(durable=True) as cluster, TemporaryDirectory() as folder:
        cluster.create("benchmark")
        settings = Settings(data=Path(folder), record=REPOSITORY, database_url=cluster.url("benchmark"))
        rooms = assembly.open_rooms(settings)
        try:
            assembly.load(rooms)
            shipped.open_round(rooms.database)
        finally:
            rooms.close()
        yield settings


def run(rounds: int) -> Report:
    """Both engines in turns; PostgreSQL only where it is installed."""
    report = Report(
        f"{SUBMITTERS} submitters at once on one paragraph, {SUBMISSIONS:,} submissions of two requests each.",
        ["engine", "requests/s", "p50 ms", "p99 ms", "slowest ms", "lost", "doubled"],
    )
    for name, opened in {"SQLite": on_sqlite, "PostgreSQL": on_postgres}.items():
        try:
            with opened() as settings:
                windows, acknowledged = list[Measured](), set[str]()
                for number in range(rounds):
                    measured, kept = trial(settings, submissions=SUBMISSIONS, key=f"{number:04d}")
                    windows.append(measured)
                    acknowledged |= set(measured.answered)
        except NoPostgres as reason:
            report.notes.append(f"Not on {name}: {reason}.")
            continue
        lost, doubled = len(acknowledged - set(kept)), len(kept) - len(set(kept))
        p99 = median(each.p99 for each in windows)
        report.rows.append(
            [
                name,
                median(each.rate for each in windows),
                median(each.p50 for each in windows) * 1e3,
                p99 * 1e3,
                max(each.slowest for each in windows) * 1e3,
                lost,
                doubled,
            ]
        )
        report.targets += [
            Target(f"{name}: p99 of a request in seconds", p99, _LIMIT_P99),
            Target(f"{name}: acknowledged submissions that are not kept", lost, 0),
            Target(f"{name}: submissions kept twice", doubled, 0),
        ]
    report.notes.append("Another answer than 303, or a broken connection, would have ended the trial.")
    return report
