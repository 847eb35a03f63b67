"""Servers of our own on this machine, started for one benchmark and ended with it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic, sleep

REPOSITORY = Path(__file__).parents[1]
_START_SECONDS = 60
_STOP_SECONDS = 20


class ServerFailed(Exception):
    """A server did not start; the message holds what it printed."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: the root of its process tree, its port, and seconds from the command to each sign.

    `greeted` is when it printed its first line, `ready` when it first answered 200.
    """

    pid: int
    port: int
    greeted: float
    ready: float

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def kill(self) -> None:
        """End every process of it at once, without a word (SIGKILL)."""
        os.killpg(self.pid, signal.SIGKILL)

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, *, form: str | None = None
    ) -> tuple[HTTPResponse, bytes]:
        """One request on a connection of its own: GET, or POST of a body, which is a form unless said otherwise."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = dict(headers or {})
        if form is not None:
            given.setdefault("content-type", "application/x-www-form-urlencoded")
        try:
            connection.request("GET" if form is None else "POST", path, body=form, headers=given)
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()


@contextmanager
def ours(data: Path, *, inside: Sequence[str] = (), **settings: str) -> Iterator[Server]:
    """`zwiespraak serve` on a data folder, with further settings; `inside` is a command that runs it."""
    port = _free_port()
    given = {"data": str(data), "record": str(REPOSITORY), **settings}
    environment = {f"ZWIESPRAAK_{name.upper()}": value for name, value in given.items()}
    command = [*inside, sys.executable, "-m", "server", "serve", "--port", str(port)]
    with _running(command, environment, port, "/readyz") as server:
        yield server


@contextmanager
def yardstick(module: str, path: str, folder: Path) -> Iterator[Server]:
    """One of benchmarks/yardsticks as a server; `folder` is where it reads and writes."""
    port = _free_port()
    command = [sys.executable, "-m", f"benchmarks.yardsticks.{module}", str(port), str(folder)]
    with _running(command, {}, port, path) as server:
        yield server


@contextmanager
def _running(
    command: Sequence[str], environment: Mapping[str, str], port: int, path: str
) -> Iterator[Server]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ZWIESPRAAK_")}
    with TemporaryFile() as problems:
        began = monotonic()
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env={**inherited, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=problems,
            # A group of its own, so that at the end nothing of it is left.
            start_new_session=True,
        )
        try:
            assert process.stdout is not None
            process.stdout.readline()
            server = Server(process.pid, port, monotonic() - began, 0.0)
            while not _answers(server, path):
                if process.poll() is not None or monotonic() - began > _START_SECONDS:
                    problems.seek(0)
                    raise ServerFailed(f"{command}: {problems.read().decode()[-2000:]}")
                sleep(0.005)
            yield replace(server, ready=monotonic() - began)
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _answers(server: Server, path: str) -> bool:
    with suppress(OSError):
        return server.ask(path)[0].status == 200
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
