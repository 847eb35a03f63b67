"""Submissions over HTTP, each acknowledged after it is on the disk: how many, how soon, and none lost or double."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from sqlalchemy import select

from benchmarks import shipped
from benchmarks.client import KEY, TWICE_IN
from benchmarks.load import CONNECTIONS, Measured, form, posted, send
from benchmarks.report import Report, Target, median, ratio
from benchmarks.servers import Server, ours, yardstick
from benchmarks.submitting import (
    API_PATH,
    TEXT,
    api_body,
    basket_path,
    comment_form,
    contact_form,
    thread_path,
)
from server.settings import Settings
from server.store.database import Database
from server.store.schema import submissions
from server.web.api.sending import KEY_HEADER
from server.web.sessions import BASKET_COOKIE

# Held against CPU, since the rate also depends on what else the machine does. The bare insert keeps one row;
# a submission a row in each of five tables, checked against the round, the paragraph and what arrived before.
LIMIT = 20.0
_FORMS, _API = "ours, two forms", "ours, API"
_EACH, _TOGETHER = "bare insert, commit each", "bare insert, group commit"
_SECONDS = 1.0
# How each is answered; the second of two alike finds what became of the first.
STATUSES = {_FORMS: (303,), _API: (200, 201), _EACH: (303,), _TOGETHER: (303,)}


def run(rounds: int) -> Report:
    """Ours and the two bare inserts, one window each a round."""
    windows: dict[str, list[Measured]] = {name: [] for name in STATUSES}
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = shipped.open_data_folder(folder)
        with ours(data, limits="0") as server, yardstick("inserting", "/ready", folder) as bare:
            series = {
                _FORMS: (server, form_requests(server.port)),
                _API: (server, api_requests(server.port)),
                _EACH: (bare, _bare(bare, "/each")),
                _TOGETHER: (bare, _bare(bare, "/together")),
            }
            for number in range(rounds):
                for place, (name, (target, requests)) in enumerate(series.items()):
                    measured = send(
                        target,
                        requests,
                        key=f"{number:03d}{place}",
                        statuses=STATUSES[name],
                        seconds=_SECONDS,
                        twice=name == _API,
                    )
                    windows[name].append(measured)
        kept = kept_keys(Settings(data=data).database)
    return _report(windows, kept)


def form_requests(port: int) -> list[str]:
    """What a browser sends for a submission of one comment: the comment into the basket, the basket handed in."""
    headers = {"sec-fetch-site": "same-origin", "cookie": f"{BASKET_COOKIE}={KEY}"}
    return [
        form(port, thread_path(), urlencode(comment_form(KEY)), headers),
        form(port, basket_path(), urlencode(contact_form(KEY)), headers),
    ]


def api_requests(port: int) -> list[str]:
    """What a program sends for a submission of one comment: all of it at once."""
    return [posted(port, API_PATH, api_body(KEY), {"content-type": "application/json", KEY_HEADER: KEY})]


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
        "SQLite, synchronous = FULL. Milliseconds of waiting are those of one request.",
        ["series", "a second", "slower than bare", "CPU ms each", "to bare", "p50 ms", "p99 ms"],
    )
    for name, measured in windows.items():
        p50, p99 = (
            median(each) * 1e3 for each in zip(*((one.p50, one.p99) for one in measured), strict=True)
        )
        slower, dearer = ratio(rate[_EACH], rate[name]), ratio(cpu[name], cpu[_EACH])
        report.rows.append([name, rate[name], slower, cpu[name] * 1e3, dearer, p50, p99])
    acknowledged = {key for name in (_FORMS, _API) for window in windows[name] for key in window.answered}
    report.targets += [
        Target("CPU of a submission by API to the bare insert", cpu[_API] / cpu[_EACH], LIMIT),
        Target("acknowledged submissions that are not kept", len(acknowledged - set(kept)), 0),
        Target("submissions kept twice", len(kept) - len(set(kept)), 0),
    ]
    others = median(each.others for measured in windows.values() for each in measured)
    report.notes.append(
        f"{len(acknowledged):,} submissions were acknowledged; one in {TWICE_IN} of those by API was sent twice at "
        f"once. Load by our own client; other processes used {others:.1f} cores (median)."
    )
    return report


def _rate(window: Measured) -> float:
    return window.rate * len(window.answered) / max(window.requests, 1)


def _cpu(window: Measured) -> float:
    return window.cpu * window.requests / max(len(window.answered), 1)
