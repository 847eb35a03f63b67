"""A PostgreSQL cluster for one test session: own folder, no network, thrown away at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

# initdb and postgres refuse to run as root; these accounts exist where PostgreSQL or Debian is installed.
_UNPRIVILEGED = ("postgres", "nobody")
# A cluster that is thrown away needs no protection against power cuts; and without autovacuum only our own
# writes move the change marker.
_OPTIONS = "-c listen_addresses='' -c autovacuum=off"
_FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class NoPostgres(Exception):
    """Why there is no PostgreSQL to test on."""


class Cluster:
    """A running server that listens on a socket in `folder`; names of databases are given by the caller."""

    def __init__(self, folder: Path, account: str | None, start: Sequence[object]) -> None:
        self._folder = folder
        self._account = account
        self._start = start

    def url(self, name: str) -> str:
        """The address of one database, for SQLAlchemy."""
        return f"postgresql+psycopg://tests@/{name}?host={self._folder}"

    def create(self, name: str) -> None:
        """Create an empty database."""
        import psycopg

        address = f"host={self._folder} user=tests dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())

    def start(self) -> None:
        """Start the server; it answers when this returns."""
        _call(self._account, *self._start, "start")

    def stop(self) -> None:
        """Stop the server at once: what it has not written is gone, as in a crash."""
        program, *options = self._start
        _call(self._account, program, *options[:2], "-m", "immediate", "stop")


@contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Start a cluster and stop it at the end; raises NoPostgres with the reason where that cannot be.

    A durable one keeps what it acknowledged through a crash, as PostgreSQL does when it is installed.
    """
    if find_spec("psycopg") is None:
        raise NoPostgres("psycopg is not installed")
    programs = _server_programs()
    account = _account()
    # Not below pytest's own folder: the server's account may not enter that, and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="zwiespraak-"))
    try:
        if account:
            shutil.chown(folder, account, pwd.getpwnam(account).pw_gid)
        data, log = folder / "data", folder / "log"
        _call(
            account, programs / "initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"
        )
        options = f"{_OPTIONS} {'' if durable else _FORGETFUL} -k {folder}"
        cluster = Cluster(folder, account, (programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options))
        cluster.start()
        try:
            yield cluster
        finally:
            # Whoever used it may have stopped it already.
            with suppress(NoPostgres):
                cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _server_programs() -> Path:
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    config = shutil.which("pg_config")
    if config:
        found = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
        candidates.insert(0, Path(found.stdout.strip()))
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgres("no PostgreSQL server programs (initdb, pg_ctl) on this machine")


def _account() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in _UNPRIVILEGED:
        if name in known:
            return name
    raise NoPostgres(f"PostgreSQL does not run as root and there is none of {', '.join(_UNPRIVILEGED)}")


def _call(account: str | None, *command: object) -> None:
    group = pwd.getpwnam(account).pw_gid if account else None
    done = subprocess.run(
        [str(part) for part in command],
        user=account,
        group=group,
        extra_groups=None if account is None else [],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        cwd="/",
        # Not pipes: the server inherits them and would keep them open.
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise NoPostgres(f"{command[0]} ended with {done.returncode}")
