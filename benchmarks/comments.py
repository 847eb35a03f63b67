"""Submissions over HTTP, each acknowledged after it is on the disk: how many, how soon, and none lost or double."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from sqlalchemy import select

from benchmarks import shipped
from benchmarks.client import KEY
from benchmarks.load import CONNECTIONS, Measured, form, send
from benchmarks.report import Report, Target, median, ratio
from benchmarks.servers import Server, ours, yardstick
from benchmarks.submitting import TEXT, comment_form, contact_form, thread_path
from server.settings import Settings
from server.store.database import Database
from server.store.schema import submissions
from server.text.languages import Language
from server.web import addresses
from server.web.sessions import BASKET_COOKIE

# Held against CPU, since the rate also depends on what else the machine does. A submission leaves behind a
# draft, limits, a submission, an address, a comment, a mail and a job, in five transactions; the bare insert
# one row in one.
LIMIT = 40.0
_OURS, _EACH, _TOGETHER = "ours, a submission", "bare insert, commit each", "bare insert, group commit"
_SECONDS = 1.0


def run(rounds: int) -> Report:
    """Ours and the two bare inserts, one window each a round."""
    windows: dict[str, list[Measured]] = {_OURS: [], _EACH: [], _TOGETHER: []}
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = shipped.open_data_folder(folder)
        with ours(data, limits="0") as server, yardstick("inserting", "/ready", folder) as bare:
            series = {
                _OURS: (server, submission_requests(server.port)),
                _EACH: (bare, _bare(bare, "/each")),
                _TOGETHER: (bare, _bare(bare, "/together")),
            }
            for number in range(rounds):
                for name, (target, requests) in series.items():
                    key = f"{number:04d}"
                    windows[name].append(send(target, requests, key=key, status=303, seconds=_SECONDS))
        kept = kept_keys(Settings(data=data).database)
    return _report(windows, kept)


def submission_requests(port: int) -> list[str]:
    """What a browser sends for a submission of one comment: the comment into the basket, the basket handed in."""
    headers = {"sec-fetch-site": "same-origin", "cookie": f"{BASKET_COOKIE}={KEY}"}
    return [
        form(port, thread_path(), urlencode(comment_form(KEY)), headers),
        form(port, addresses.basket(Language.NL), urlencode(contact_form(KEY)), headers),
    ]


def kept_keys(database_url: str) -> list[str]:
    """The keys of all submissions that are kept."""
    database = Database(database_url)
    try:
        with database.read() as connection:
            return [str(key) for key in connection.execute(select(submissions.c.idempotency_key)).scalars()]
    finally:
        database.close()


def _bare(server: Server, path: str) -> list[str]:
    return [form(server.port, path, urlencode({**comment_form(KEY), **contact_form(KEY)}), {})]


def _report(windows: dict[str, list[Measured]], kept: Sequence[str]) -> Report:
    rate = {name: median(_rate(each) for each in measured) for name, measured in windows.items()}
    cpu = {name: median(_cpu(each) for each in measured) for name, measured in windows.items()}
    report = Report(
        f"Submissions of a comment of {len(TEXT)} characters, {CONNECTIONS} connections; "
        "SQLite, synchronous = FULL. Milliseconds are those of one request; ours are two for each.",
        ["series", "a second", "slower than bare", "CPU ms each", "to bare", "p50 ms", "p99 ms"],
    )
    for name, measured in windows.items():
        p50, p99 = (
            median(each) * 1e3 for each in zip(*((one.p50, one.p99) for one in measured), strict=True)
        )
        slower, dearer = ratio(rate[_EACH], rate[name]), ratio(cpu[name], cpu[_EACH])
        report.rows.append([name, rate[name], slower, cpu[name] * 1e3, dearer, p50, p99])
    acknowledged = {key for window in windows[_OURS] for key in window.answered}
    report.targets += [
        Target("CPU of a submission to the bare insert", cpu[_OURS] / cpu[_EACH], LIMIT),
        Target("acknowledged submissions that are not kept", len(acknowledged - set(kept)), 0),
        Target("submissions kept twice", len(kept) - len(set(kept)), 0),
    ]
    others = median(each.others for measured in windows.values() for each in measured)
    report.notes.append(
        f"{len(acknowledged):,} submissions were acknowledged. Load by our own client; other processes used "
        f"{others:.1f} cores (median)."
    )
    return report


def _rate(window: Measured) -> float:
    return window.rate * len(window.answered) / max(window.requests, 1)


def _cpu(window: Measured) -> float:
    return window.cpu * window.requests / max(len(window.answered), 1)
