"""Load on a server of ours on this machine, bounded in connections and time, with what it cost."""

import json
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from time import monotonic
from typing import Any

from benchmarks.machine import cpu_of_everything, cpu_of_tree
from benchmarks.servers import Server

CONNECTIONS = 16
# wrk counts whole seconds.
SECONDS = 1
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0}


class LoadFailed(Exception):
    """The server answered something else than it should have, or not at all."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One window of load; times in seconds, `cpu` of the whole server per request, `others` in cores.

    `answered` are the keys whose requests were all answered as they should be.
    """

    requests: int
    rate: float
    cpu: float
    p50: float
    p99: float
    others: float
    slowest: float = 0.0
    answered: list[str] = field(default_factory=list)


@cache
def generator() -> str:
    """Which load generator asks for pages: wrk where it is installed, else our own."""
    return "wrk" if shutil.which("wrk") else "our own client"


def read(
    server: Server, path: str, headers: Mapping[str, str] | None = None, *, status: int = 200
) -> Measured:
    """One window of the same GET over and over. Raises LoadFailed for any other status."""
    if generator() != "wrk":
        request = _request("GET", server.port, path, headers or {})
        return send(server, [request], key="", statuses=(status,))
    with _Window(server) as window:
        given = [part for name, value in (headers or {}).items() for part in ("-H", f"{name}: {value}")]
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", *given, server.url(path)]
        printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        raise LoadFailed(printed)
    count, rate = re.search(r"(\d+) requests in", printed), re.search(r"Requests/sec:\s*([\d.]+)", printed)
    if not count or not rate:
        raise LoadFailed(printed)
    return window.measured(int(count[1]), float(rate[1]), _latency(printed, 50), _latency(printed, 99))


def send(
    server: Server,
    requests: Sequence[str],
    *,
    key: str,
    statuses: Collection[int],
    connections: int = CONNECTIONS,
    seconds: float = SECONDS,
    rounds: int = sys.maxsize,
    twice: bool = False,
) -> Measured:
    """One window of rounds of requests with a key of their own each round (see client.py).

    It ends after so many seconds or rounds; with `twice` some keys are sent by two connections at once.
    Raises LoadFailed for an answer of another status.
    """
    plan = send_plan(server, requests, key=key, statuses=statuses, connections=connections, seconds=seconds)
    with _Window(server) as window:
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.client"],
            input=json.dumps({**plan, "rounds": rounds, "twice": twice}),
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 90,
        )
    result = json.loads(ran.stdout)
    if result["broken"] or not {int(status) for status in result["statuses"]} <= set(statuses):
        raise LoadFailed(f"{result['broken']} broken connections, statuses {result['statuses']}")
    rate = result["requests"] / result["seconds"]
    measured = window.measured(result["requests"], rate, result["p50"], result["p99"])
    return replace(measured, slowest=result["slowest"], answered=result["answered"])


def send_plan(
    server: Server,
    requests: Sequence[str],
    *,
    key: str,
    statuses: Collection[int],
    connections: int,
    seconds: float,
) -> dict[str, Any]:
    """What client.py is to do: rounds of requests until the time is up."""
    return {
        "port": server.port,
        "connections": connections,
        "seconds": seconds,
        "rounds": sys.maxsize,
        "requests": list(requests),
        "statuses": list(statuses),
        "key": key,
        "twice": False,
    }


def form(port: int, path: str, body: str, headers: Mapping[str, str]) -> str:
    """A POST of a form as it goes over the wire."""
    return posted(port, path, body, {"content-type": "application/x-www-form-urlencoded", **headers})


def posted(port: int, path: str, body: str, headers: Mapping[str, str]) -> str:
    """A POST as it goes over the wire."""
    given = {"content-length": str(len(body.encode())), **headers}
    return _request("POST", port, path, given) + body


def _request(method: str, port: int, path: str, headers: Mapping[str, str]) -> str:
    lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{port}"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""])


def _latency(printed: str, percent: int) -> float:
    found = re.search(rf"^\s*{percent}%\s+([\d.]+)([a-z]+)", printed, re.MULTILINE)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


class _Window:
    """CPU of the server, of the generator and of everything else while a block runs."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __enter__(self) -> "_Window":
        self._began = monotonic()
        self._before = self._used()
        return self

    def __exit__(self, *_: object) -> None:
        after = self._used()
        self._seconds = monotonic() - self._began
        self._cpu, self._own, self._all = (b - a for a, b in zip(self._before, after, strict=True))

    def _used(self) -> tuple[float, float, float]:
        own = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        generating = sum(each.ru_utime + each.ru_stime for each in own)
        return cpu_of_tree(self._server.pid), generating, cpu_of_everything()

    def measured(self, requests: int, rate: float, p50: float, p99: float) -> Measured:
        others = max(0.0, self._all - self._cpu - self._own) / self._seconds
        return Measured(requests, rate, self._cpu / max(requests, 1), p50, p99, others)
