"""A real server in processes of its own, started by the command as an administrator starts it."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from urllib.request import urlopen

REPOSITORY = Path(__file__).parents[2]

# Loading the whole record and building the index takes seconds; a machine under load gets many times that.
_START_SECONDS = 120
_STOP_SECONDS = 30
_ASK_AGAIN_SECONDS = 0.05


class ServerFailed(Exception):
    """The server did not start or did not end as it should; the message holds what it printed."""


@dataclass(frozen=True, slots=True)
class Site:
    """A running server: its address, the one-time sign-in link that it printed, what it printed in all.

    `environment` is for commands that work on the same data, `seconds_to_ready` from the start of the process.
    """

    base_url: str
    sign_in: str
    printed: str
    seconds_to_ready: float
    environment: Mapping[str, str]

    @property
    def outbox(self) -> Path:
        """The folder into which mails are written."""
        return Path(self.environment["ZWIESPRAAK_DATA"]) / "outbox"


@contextmanager
def serving(
    command: Sequence[str],
    *,
    data: Path,
    record: Path,
    folder: Path,
    log: Path,
    options: Sequence[str] = (),
    **settings: str,
) -> Iterator[Site]:
    """Run `command serve` in `folder` until the block ends, with more options and settings where they are given.

    Raises ServerFailed when it does not start or end cleanly.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ZWIESPRAAK_")}
    environment |= {"ZWIESPRAAK_DATA": str(data), "ZWIESPRAAK_RECORD": str(record)}
    environment |= {f"ZWIESPRAAK_{name.upper()}": value for name, value in settings.items()}
    port = _free_port()
    began = monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port), *options],
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # A group of its own: at the end nothing of it may be left.
            start_new_session=True,
        )
    try:
        _wait_until_ready(process, f"http://127.0.0.1:{port}/readyz", log)
        printed = log.read_text()
        link = re.search(r"^Administrator .*?(http\S+)$", printed, re.MULTILINE)
        if link is None:
            raise ServerFailed(f"it printed no sign-in link:\n{printed}")
        base_url = f"http://127.0.0.1:{port}"
        environment["ZWIESPRAAK_BASE_URL"] = base_url
        yield Site(base_url, link[1], printed, monotonic() - began, environment)
    finally:
        _stop(process, log)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = monotonic() + _START_SECONDS
    while monotonic() < deadline:
        with suppress(OSError), urlopen(address, timeout=5) as answer:
            if answer.status == 200:
                return
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(_ASK_AGAIN_SECONDS)
            raise ServerFailed(f"it ended with {code} before it was ready:\n{log.read_text()}")
    raise ServerFailed(f"it was not ready after {_START_SECONDS} s:\n{log.read_text()}")


def _stop(process: subprocess.Popen[bytes], log: Path) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        code = process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise ServerFailed(f"it did not end within {_STOP_SECONDS} s:\n{log.read_text()}") from None
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    else:
        raise ServerFailed(f"it left processes behind:\n{log.read_text()}")
    if code != 0:
        raise ServerFailed(f"it ended with {code}:\n{log.read_text()}")
