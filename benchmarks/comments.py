"""Comments over HTTP, each acknowledged after it is on the disk: how many, how soon, and none lost or double."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks import shipped
from benchmarks.client import KEY, TWICE_IN
from benchmarks.load import CONNECTIONS, Measured, form, post
from benchmarks.report import Report, Target, median, ratio
from benchmarks.servers import Server, ours, yardstick
from server.domain.comments import StakeholderGroup
from server.text.languages import Language
from server.web import addresses

# Goal 5 of the studies: at least a quarter of what the bare insert reaches. Held against CPU, since the rate
# also depends on what else the machine does.
LIMIT = 4.0
_OURS, _EACH, _TOGETHER = "ours", "bare insert, commit each", "bare insert, group commit"
_SECONDS = 1.0
_TEXT = (
    "Wij vinden dat het mkb in de grensregio hier te weinig aan bod komt. Juist kleine bedrijven hebben geen "
    "eigen afdeling voor digitalisering. Een voucher die aan beide kanten van de grens geldt, zou voor hen "
    "het verschil maken, mits de aanvraag kort is en in de eigen taal kan worden gedaan."
)


def run(rounds: int) -> Report:
    """Ours and the two bare inserts, one window each a round."""
    windows: dict[str, list[Measured]] = {_OURS: [], _EACH: [], _TOGETHER: []}
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = shipped.data_folder(folder)
        with ours(data) as server, yardstick("inserting", "/ready", folder) as bare:
            for number in range(rounds):
                for name, target, path in _targets(server, bare):
                    sent = form(target.port, path, _body(), {"sec-fetch-site": "same-origin"})
                    key = f"{number:04d}"
                    windows[name].append(post(target, sent, key=key, status=303, seconds=_SECONDS))
        kept = _kept_keys(data)
    return _report(windows, kept)


def _targets(server: Server, bare: Server) -> Iterable[tuple[str, Server, str]]:
    edition, paragraph = shipped.edition(), shipped.longest_section().paragraphs[0]
    thread = addresses.thread(Language.NL, edition.key, paragraph.id)
    return (_OURS, server, thread), (_EACH, bare, "/each"), (_TOGETHER, bare, "/together")


def _body() -> str:
    return urlencode(
        {
            "text": _TEXT,
            "language": Language.NL,
            "name": "Jantje Meijer",
            "group": StakeholderGroup.COMPANY,
            "email": "jantje@example.org",
            "idempotency_key": KEY,
        }
    )


def _kept_keys(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "zwiespraak.sqlite")) as database:
        return [key for (key,) in database.execute("SELECT idempotency_key FROM comments")]


def _report(windows: dict[str, list[Measured]], kept: list[str]) -> Report:
    rate = {name: median(each.rate for each in measured) for name, measured in windows.items()}
    cpu = {name: median(each.cpu for each in measured) for name, measured in windows.items()}
    report = Report(
        f"POST of a comment of {len(_TEXT)} characters, {CONNECTIONS} connections; SQLite, synchronous = FULL.",
        ["series", "requests/s", "slower than bare", "CPU ms/request", "to bare", "p50 ms", "p99 ms"],
    )
    for name, measured in windows.items():
        p50, p99 = (
            median(each) * 1e3 for each in zip(*((one.p50, one.p99) for one in measured), strict=True)
        )
        slower, dearer = ratio(rate[_EACH], rate[name]), ratio(cpu[name], cpu[_EACH])
        report.rows.append([name, rate[name], slower, cpu[name] * 1e3, dearer, p50, p99])
    acknowledged = {key for window in windows[_OURS] for key in window.answered}
    report.targets += [
        Target("CPU of a comment to the bare insert", cpu[_OURS] / cpu[_EACH], LIMIT),
        Target("acknowledged comments that are not kept", len(acknowledged - set(kept)), 0),
        Target("comments kept twice", len(kept) - len(set(kept)), 0),
    ]
    sent = sum(len(window.answered) for window in windows[_OURS])
    others = median(each.others for measured in windows.values() for each in measured)
    report.notes.append(
        f"{sent:,} comments were acknowledged, one in {TWICE_IN} of them sent twice at once: {len(kept):,} are kept. "
        f"Load by our own client; other processes used {others:.1f} cores (median)."
    )
    return report
