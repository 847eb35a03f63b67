"""The processes that run until they are stopped."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from server.store import jobs
from server.store.database import Database
from tests.cli.conftest import Installation
from tests.worlds import NOON

REPOSITORY = Path(__file__).parents[2]


def test_serving_a_broken_record_does_not_begin(installation: Installation) -> None:
    (installation.record / "content/strategy/document.toml").write_text("nothing")
    said = installation.run("serve")
    assert (said.code, said.out) == (1, "")
    assert "content/strategy/document.toml:1: " in said.err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_does_what_is_left_and_ends_when_it_is_told_to(
    loaded: Installation, number: signal.Signals
) -> None:
    database = Database(f"sqlite:///{loaded.data / 'zwiespraak.sqlite'}")
    with database.write() as connection:
        jobs.add_job(connection, "rebuild-index", {}, run_after=NOON)
    database.close()
    with subprocess.Popen(
        [sys.executable, "-m", "server", "worker"],
        env={**os.environ, "ZWIESPRAAK_LOG_FORMAT": "json"},
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert '"event": "job_done"' in process.stderr.readline()
        process.send_signal(number)
        assert process.wait() == 0
        # What is left of the day may still be done before it ends; nothing goes wrong on the way.
        events = {json.loads(line)["event"] for line in process.stderr.read().splitlines()}
        assert events <= {"job_done"}
