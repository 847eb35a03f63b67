"""PostgreSQL stopped at once under a load of submissions, and started again, over and over."""

from collections import Counter
from dataclasses import dataclass
from time import monotonic

from benchmarks.machine import processes_below
from benchmarks.parallel import on_postgres
from benchmarks.report import Report, Target, median
from benchmarks.servers import Server, ours
from benchmarks.submitting import Crowd, Kept, count_kept
from server.settings import Settings
from server.store.database import Database
from server.text.languages import Language
from server.web import addresses
from tests.postgres_cluster import Cluster, NoPostgres

STOPS = 10
SUBMITTERS = 10
PER_LIFE = 100
_LIFE_SECONDS = 120
_LIMIT_BACK = 3.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it; `back` are seconds from when PostgreSQL answers again to the first acknowledgement.

    `meanwhile` counts what pages answered while it was away, as (status, Retry-After); `same_processes` says
    whether the service went on in the processes in which it began.
    """

    kept: Kept
    back: list[float]
    meanwhile: Counter[tuple[int, str]]
    same_processes: bool


def trial(settings: Settings, cluster: Cluster, *, stops: int, submitters: int, per_life: int) -> Trial:
    """Stop the database so many times, each after so many submissions, and ask for pages while it is away."""
    back, meanwhile = list[float](), Counter[tuple[int, str]]()
    with ours(settings.data, limits="0", database_url=settings.database_url) as server:
        processes = processes_below(server.pid)
        crowd = Crowd(submitters, port=lambda: server.port)
        crowd.start()
        for _ in range(stops):
            crowd.wait_for(crowd.acknowledged + per_life, _LIFE_SECONDS)
            cluster.stop()
            meanwhile.update(_asked(server) for _ in range(3))
            cluster.start()
            started, before = monotonic(), crowd.acknowledged
            crowd.wait_for(before + 1, _LIFE_SECONDS)
            back.append(monotonic() - started)
        crowd.finish()
        same = processes_below(server.pid) == processes
    database = Database(settings.database)
    try:
        return Trial(count_kept(database, crowd), back, meanwhile, same)
    finally:
        database.close()


def _asked(server: Server) -> tuple[int, str]:
    answer, _ = server.ask(addresses.search(Language.NL, "mkb"))
    return answer.status, answer.headers.get("retry-after", "")


def run(_rounds: int) -> Report:
    """One long trial: its stops are its rounds."""
    report = Report(
        f"PostgreSQL stopped {STOPS} times (immediate) under {SUBMITTERS} submitters.",
        ["acknowledged", "lost", "doubled", "altered", "back s (median)", "back s (max)"],
    )
    try:
        with on_postgres() as (settings, cluster):
            done = trial(settings, cluster, stops=STOPS, submitters=SUBMITTERS, per_life=PER_LIFE)
    except NoPostgres as reason:
        report.notes.append(f"Not measured: {reason}.")
        return report
    kept = done.kept
    report.rows.append(
        [str(kept.acknowledged), kept.lost, kept.doubled, kept.altered, median(done.back), max(done.back)]
    )
    report.targets += [
        Target("acknowledged submissions that are not kept", kept.lost, 0),
        Target("submissions kept twice", kept.doubled, 0),
        Target("seconds until the first acknowledgement", max(done.back), _LIMIT_BACK),
        Target(
            "answers meanwhile other than 503 with Retry-After",
            sum(done.meanwhile.values()) - done.meanwhile[503, "5"],
            0,
        ),
        Target("processes of the service that were restarted", 0 if done.same_processes else 1, 0),
    ]
    return report
