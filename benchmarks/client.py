"""The load generator of our own: keep-alive connections over plain sockets, in a process of its own.

It is used where wrk is not installed and for requests that all differ. One plan comes in as JSON on
standard input, one result goes out as JSON on standard output; it ends by itself.
"""

import asyncio
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from statistics import quantiles
from time import perf_counter
from typing import Any

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
# Takes the place of KEY in a body: the same length for every number, so that lengths can be written before.
KEY = "k" * 24
# Of so many keys one is sent twice, by two connections at almost the same moment, where the plan says so.
TWICE_IN = 20


@dataclass(slots=True)
class Run:
    """What all connections share: what to send until when, and what came back."""

    plan: dict[str, Any]
    ends: float
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    sent: int = 0
    broken: int = 0

    def next_key(self) -> str | None:
        """The key of the next round of requests; None when time is up or all have been sent."""
        if perf_counter() >= self.ends or self.sent >= self.plan["rounds"]:
            return None
        twice = self.sent // TWICE_IN if self.plan["twice"] else 0
        key = f"{self.plan['key']}-{self.sent - twice:08d}".rjust(len(KEY), "0")
        self.sent += 1
        return key


class Connection(asyncio.Protocol):
    """One connection: sends the requests of a round one after another, then those of the next round.

    A round is over early when a request of it is not answered as it should be.
    """

    def __init__(self, run: Run, done: asyncio.Future[None]) -> None:
        self._run, self._done = run, done
        self._received, self._missing, self._key, self._began = b"", -1, "", 0.0
        self._left: list[str] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        """Take a part of an answer; the next request follows a whole one."""
        if self._missing >= 0:
            self._missing -= len(data)
        else:
            self._received += data
            head, separator, body = self._received.partition(b"\r\n\r\n")
            if not separator:
                return
            self._take_head(head, len(body))
        if self._missing == 0:
            self._run.seconds.append(perf_counter() - self._began)
            self._send()

    def connection_lost(self, _reason: Exception | None) -> None:
        """Count a connection that the server closed."""
        if not self._done.done():
            self._run.broken += 1
            self._done.set_result(None)

    def _take_head(self, head: bytes, have: int) -> None:
        status, length = int(head[9:12]), _LENGTH.search(head)
        self._run.statuses[status] += 1
        if status not in self._run.plan["statuses"]:
            self._left.clear()
        elif not self._left:
            self._run.answered.append(self._key)
        self._missing = (int(length[1]) if length and status != 304 else 0) - have

    def _send(self) -> None:
        if not self._left:
            key = self._run.next_key()
            if key is None:
                self._done.set_result(None)
                self._transport.close()
                return
            self._key, self._left = key, list(self._run.plan["requests"])
        request = self._left.pop(0).replace(KEY, self._key).encode()
        self._received, self._missing, self._began = b"", -1, perf_counter()
        self._transport.write(request)


async def _run(plan: dict[str, Any]) -> dict[str, Any]:
    began = perf_counter()
    run = Run(plan, began + plan["seconds"])
    loop, waiting = asyncio.get_running_loop(), []
    for _ in range(plan["connections"]):
        done: asyncio.Future[None] = loop.create_future()
        waiting.append(done)
        await loop.create_connection(partial(Connection, run, done), "127.0.0.1", plan["port"])
    await asyncio.wait_for(asyncio.gather(*waiting), plan["seconds"] + 60)
    cuts = quantiles(run.seconds, n=100) if len(run.seconds) > 1 else [0.0] * 99
    return {
        "requests": len(run.seconds),
        "seconds": perf_counter() - began,
        "p50": cuts[49],
        "p99": cuts[98],
        "slowest": max(run.seconds, default=0.0),
        "statuses": run.statuses,
        "broken": run.broken,
        "answered": run.answered,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_run(json.load(sys.stdin)))))
