"""The whole service killed with SIGKILL under a load of submissions, and started again, over and over."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from benchmarks import shipped
from benchmarks.report import Report, Target, median
from benchmarks.servers import ours
from benchmarks.submitting import Crowd, Kept, count_kept
from server.settings import Settings
from server.store.database import Database

KILLS = 50
SUBMITTERS = 20
# At least 10,000 acknowledged in all.
PER_LIFE = 205
_LIFE_SECONDS = 120
_LIMIT_BACK = 2.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it; `back` are seconds from each new start to the first acknowledgement of a submission.

    `resent` counts the submissions that had to be sent more than once.
    """

    kept: Kept
    back: list[float]
    resent: int
    seconds: float


def trial(data: Path, *, kills: int, submitters: int, per_life: int) -> Trial:
    """Kill the service on a data folder so many times, each after so many submissions, at no fixed moment."""
    port: int | None = None
    crowd = Crowd(submitters, port=lambda: port)
    began, back = monotonic(), list[float]()
    crowd.start()
    for life in range(kills + 1):
        started, before = monotonic(), crowd.acknowledged
        with ours(data, limits="0") as server:
            port = server.port
            crowd.wait_for(before + 1, _LIFE_SECONDS)
            if life:
                back.append(monotonic() - started)
            if life == kills:
                crowd.finish()
                break
            crowd.wait_for(before + per_life + secrets.randbelow(submitters), _LIFE_SECONDS)
            server.kill()
            port = None
    database = Database(Settings(data=data).database)
    try:
        kept = count_kept(database, crowd)
    finally:
        database.close()
    resent = sum(each.sent > 1 for each in crowd.submissions)
    return Trial(kept, back, resent, monotonic() - began)


def run(_rounds: int) -> Report:
    """One long trial: its kills are its rounds."""
    with TemporaryDirectory() as folder:
        data = shipped.open_data_folder(Path(folder))
        done = trial(data, kills=KILLS, submitters=SUBMITTERS, per_life=PER_LIFE)
    report = Report(
        f"{KILLS} times kill -9 of the whole process group under {SUBMITTERS} submitters; SQLite, synchronous = FULL.",
        ["acknowledged", "sent again", "lost", "doubled", "altered", "back s (median)", "back s (max)"],
    )
    kept = done.kept
    report.rows.append(
        [
            str(kept.acknowledged),
            done.resent,
            kept.lost,
            kept.doubled,
            kept.altered,
            median(done.back),
            max(done.back),
        ]
    )
    report.targets += [
        Target("submissions short of 10,000 acknowledged", max(0, 10_000 - kept.acknowledged), 0),
        Target("acknowledged submissions that are not kept", kept.lost, 0),
        Target("submissions kept twice", kept.doubled, 0),
        Target("submissions kept with another text", kept.altered, 0),
        Target("median seconds from the start to the first acknowledgement", median(done.back), _LIMIT_BACK),
    ]
    return report
