"""From the command to the first answer: on an empty data folder, on a full one, and where the time goes."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.inside import rooms
from benchmarks.report import Report, Target, median, ratio
from benchmarks.servers import REPOSITORY, Server, ours, yardstick
from server import assembly

# Issue 2, section 1: the second start takes under 3 seconds.
SECOND_START_SECONDS = 3.0
_BARE, _FIRST, _SECOND = "bare Starlette on Granian", "serve, empty data folder", "serve, second start"
# Packages named in the note on imports; the rest is added up.
_NAMED = 9


def run(rounds: int) -> Report:
    """One first start; in every round a bare server, a second start and a look at its phases."""
    started: dict[str, list[Server]] = {_BARE: [], _FIRST: [], _SECOND: []}
    phases: list[dict[str, float]] = []
    with TemporaryDirectory() as temporary:
        data = Path(temporary)
        with ours(data) as server:
            started[_FIRST].append(server)
        _finish_jobs(data)
        for _ in range(rounds):
            with yardstick("bare", "/", data) as server:
                started[_BARE].append(server)
            with ours(data) as server:
                started[_SECOND].append(server)
            phases.append(json.loads(_python("-m", "benchmarks.start_phases", str(data)).stdout))
    return _report(started, phases)


def _report(started: dict[str, list[Server]], phases: list[dict[str, float]]) -> Report:
    ready = {name: median(server.ready for server in servers) for name, servers in started.items()}
    report = Report(
        "Wall time; the median of the starts, but for the first, of which there is one.",
        ["start", "s to first line", "s to ready", "to bare"],
        [
            [
                name,
                None if name == _BARE else median(server.greeted for server in servers),
                ready[name],
                ratio(ready[name], ready[_BARE]),
            ]
            for name, servers in started.items()
        ],
        [Target("second start until /readyz answers 200, in seconds", ready[_SECOND], SECOND_START_SECONDS)],
    )
    spent = {phase: median(each[phase] for each in phases) for phase in phases[0]}
    report.notes += [
        "CPU before the web process starts, ms: "
        + ", ".join(f"{phase} {seconds * 1e3:.0f}" for phase, seconds in spent.items()),
        f"Imports by package, self time in ms under -X importtime: {_imports()}",
    ]
    return report


def _imports() -> str:
    """What the processes of `serve` import; a web process is forked and imports nothing again."""
    spent: Counter[str] = Counter()
    for line in _python("-X", "importtime", "-c", "import server.cli.commands").stderr.splitlines():
        own, _, module = line.removeprefix("import time:").split("|")
        if own.strip().isdigit():
            spent[module.strip().partition(".")[0]] += int(own)
    named = spent.most_common(_NAMED)
    rest = spent.total() - sum(own for _, own in named)
    return ", ".join(f"{name} {own / 1e3:.0f}" for name, own in [*named, ("all others", rest)])


def _finish_jobs(data: Path) -> None:
    """Do what the first start left to its worker, so that the second start meets a folder at rest."""
    with rooms(data) as opened:
        assembly.worker(opened).run_pending()


def _python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=60
    )
