"""A hundred people who submit on one paragraph at the same time, on each engine."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import shipped
from benchmarks.client import TWICE_IN
from benchmarks.comments import api_requests, form_requests, kept_keys
from benchmarks.load import Measured, send
from benchmarks.report import Report, Target, median
from benchmarks.servers import REPOSITORY, ours
from server import assembly
from server.settings import Settings
from tests.postgres_cluster import Cluster, NoPostgres, running_cluster

SUBMITTERS = 100
SUBMISSIONS = 3_000
# More than one only writes well with PostgreSQL, which commits for several at once.
PROCESSES = 4
_SECONDS = 300
_LIMIT_P99 = 0.5


@dataclass(frozen=True, slots=True)
class Way:
    """A way to submit: its requests for a port, and how they are answered."""

    requests: Callable[[int], list[str]]
    statuses: Collection[int]
    twice: bool = False


FORMS, API = Way(form_requests, (303,)), Way(api_requests, (200, 201), twice=True)


def trial(settings: Settings, way: Way, *, submissions: int, key: str = "") -> tuple[Measured, list[str]]:
    """So many submissions by SUBMITTERS connections to a server with these settings; then the kept keys."""
    processes = str(settings.web_processes)
    with ours(
        settings.data, limits="0", database_url=settings.database_url, web_processes=processes
    ) as server:
        measured = send(
            server,
            way.requests(server.port),
            key=key,
            statuses=way.statuses,
            connections=SUBMITTERS,
            seconds=_SECONDS,
            rounds=submissions,
            twice=way.twice,
        )
    return measured, kept_keys(settings.database)


@contextmanager
def on_sqlite() -> Iterator[tuple[Settings, None]]:
    """A folder of data with an open round."""
    with TemporaryDirectory() as folder:
        yield Settings(data=shipped.open_data_folder(Path(folder))), None


@contextmanager
def on_postgres() -> Iterator[tuple[Settings, Cluster]]:
    """The same in PostgreSQL, with the durability that it is installed with. Raises NoPostgres."""
    with running_cluster(durable=True) as cluster, TemporaryDirectory() as folder:
        cluster.create("benchmark")
        url = cluster.url("benchmark")
        settings = Settings(data=Path(folder), record=REPOSITORY, database_url=url, web_processes=PROCESSES)
        rooms = assembly.open_rooms(settings)
        try:
            assembly.load(rooms)
            shipped.open_round(rooms.database)
        finally:
            rooms.close()
        yield settings, cluster


def run(rounds: int) -> Report:
    """Each way on each engine; PostgreSQL only where it is installed."""
    report = Report(
        f"{SUBMITTERS} submitters at once on one paragraph, {SUBMISSIONS:,} submissions each time.",
        [
            "engine and way",
            "submissions/s",
            "p50 ms",
            "p99 ms",
            "slowest ms",
            "lost",
            "doubled",
            "others, cores",
        ],
    )
    for engine, opened in {"SQLite": on_sqlite, "PostgreSQL": on_postgres}.items():
        try:
            with opened() as (settings, _):
                for number, (name, way) in enumerate({"API": API, "two forms": FORMS}.items()):
                    trials = [
                        trial(settings, way, submissions=SUBMISSIONS, key=f"{number}{each:03d}")
                        for each in range(rounds)
                    ]
                    _add(report, f"{engine}, {name}", [measured for measured, _ in trials], trials[-1][1])
        except NoPostgres as reason:
            report.notes.append(f"Not on {engine}: {reason}.")
    report.notes.append(
        f"Another answer, or a broken connection, would have ended the trial. One in {TWICE_IN} submissions by "
        "API was sent twice at once."
    )
    return report


def _add(report: Report, name: str, windows: list[Measured], kept: list[str]) -> None:
    acknowledged = {key for window in windows for key in window.answered}
    lost, doubled = len(acknowledged - set(kept)), len(kept) - len(set(kept))
    p50, p99 = median(each.p50 for each in windows), median(each.p99 for each in windows)
    rate = median(each.rate * len(each.answered) / each.requests for each in windows)
    slowest = max(each.slowest for each in windows)
    # PostgreSQL counts among the others: it is no process of ours.
    others = median(each.others for each in windows)
    report.rows.append([name, rate, p50 * 1e3, p99 * 1e3, slowest * 1e3, lost, doubled, others])
    report.targets += [
        Target(f"{name}: p99 of a request in seconds", p99, _LIMIT_P99),
        Target(f"{name}: acknowledged submissions that are not kept", lost, 0),
        Target(f"{name}: submissions kept twice", doubled, 0),
    ]
