"""`serve` and `worker`: the processes of an installation; the only door to the web server, Granian."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import Annotated

import typer
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server import MPServer

from server import assembly
from server.assembly import Rooms, now
from server.cli.demo import NoDemonstration, put_in
from server.cli.output import rooms, say, settings
from server.domain.accounts import AccountDetails, AccountRefused, Role
from server.logs import configure_logs
from server.settings import Settings, on_port, to_environment
from server.text.languages import Language
from server.usecases.manage_accounts import add_account
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses

# A reader's browser sends its headers at once; who has not after this is holding the connection open.
HEADER_SECONDS = 15
# Names, cookies and addresses fit many times over; the server refuses more with 431.
HEADER_BYTES = 64 * 1024

# How long a worker waits before it asks again for a database that does not answer.
DATABASE_PAUSE_SECONDS = 1.0

# On a fresh machine somebody must be able to do everything; RFC 2606 keeps this name from ever being real.
FIRST_ADMINISTRATOR = "administrator@zwiespraak.invalid"


def serve(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="TCP port; ZWIESPRAAK_PORT.")] = None,
    with_demo: Annotated[
        bool, typer.Option("--demo", help="Put the demonstration in first: a round that is open today.")
    ] = False,
) -> None:
    """Serve everything: load the record, keep the index, start the web processes and a worker.

    Example: ZWIESPRAAK_DATA=/var/lib/zwiespraak zwiespraak serve --port 8000
    """
    chosen = on_port(settings(), port)
    os.environ.update(to_environment(chosen))
    configure_logs(chosen.log_format)
    with rooms() as opened:
        assembly.load(opened)
        if with_demo:
            _say_demonstration(opened)
        assembly.ensure_index(opened)
        _greet(opened)
    with _worker_process():
        web_server(chosen).serve()


def worker() -> None:
    """Carry out jobs (indexing) until stopped; `serve` starts one, more may run anywhere.

    Example: ZWIESPRAAK_DATABASE_URL=postgresql+psycopg://zwiespraak@db/zwiespraak zwiespraak worker
    """
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    configure_logs(settings().log_format)
    while not stop.is_set() and not assembly.database_answers(settings()):
        # A machine that starts may start its worker before its database.
        stop.wait(DATABASE_PAUSE_SECONDS)
    if stop.is_set():
        return
    with rooms() as opened:
        assembly.worker(opened).run(stop)


def _say_demonstration(opened: Rooms) -> None:
    """Put the demonstration in; without one the service is of use all the same."""
    try:
        say(put_in(opened))
    except NoDemonstration as reason:
        say(str(reason))


def _greet(opened: Rooms) -> None:
    base_url = opened.settings.base_url
    say(f"Nederlands:  {base_url}{addresses.start(Language.NL)}")
    say(f"Deutsch:     {base_url}{addresses.start(Language.DE)}")
    if not opened.settings.mail:
        say(f"Mails:       {opened.settings.outbox} (no mail server is set)")
    if not _is_for_this_machine_only(base_url):
        say("Sign in: make a link with 'zwiespraak users link EMAIL'.")
        return
    first = AccountDetails("Beheer", FIRST_ADMINISTRATOR, Role.ADMINISTRATOR, None)
    with suppress(AccountRefused):
        add_account(opened.database, details=first, by=None, at=now())
    token = make_sign_in_link(opened.database, email=FIRST_ADMINISTRATOR, at=now())
    say(f"Administrator (this link works once): {base_url}{addresses.sign_in(Language.NL, token)}")
    sys.stdout.flush()


def _is_for_this_machine_only(base_url: str) -> bool:
    return base_url.startswith(("http://127.0.0.1", "http://localhost"))


@contextmanager
def _worker_process() -> Iterator[None]:
    """A worker beside the web processes; one that dies is started again.

    By signal and not by a thread: the web processes are forked from this one, and a fork beside a thread
    may inherit a lock that nobody opens.
    """
    owner, process = os.getpid(), _start_worker()

    def start_again(*_: object) -> None:
        nonlocal process
        if os.getpid() == owner and process.poll() is not None:
            process = _start_worker()

    signal.signal(signal.SIGCHLD, start_again)
    try:
        yield
    finally:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        process.terminate()
        process.wait()


def _start_worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "server", "worker"])


def web_server(chosen: Settings, application: str = "server.assembly:application") -> MPServer:
    """Granian as this service runs it; the benchmarks put other applications ("module:factory") on it."""
    return MPServer(
        application,
        factory=True,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        address=chosen.host,
        port=chosen.port,
        workers=chosen.web_processes,
        respawn_failed_workers=True,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=HEADER_BYTES),
        # An access log would hold addresses of visitors; errors are logged by the application.
        log_access=False,
        log_enabled=False,
    )
