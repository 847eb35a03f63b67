"""The log: one line an event, for people or for machines."""

import json
import logging
from collections.abc import Iterator

import pytest

from server.logs import configure_logs


@pytest.fixture(autouse=True)
def _other_logs() -> Iterator[None]:
    """Leave the logs of the tests as they were."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_for_machines_is_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("json")
    logging.getLogger("zwiespraak.worker").info("job_done", extra={"kind": "index-comment"})
    line = json.loads(capsys.readouterr().err)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "job_done",
        "level": "info",
        "logger": "zwiespraak.worker",
        "kind": "index-comment",
    }


def test_a_line_for_people_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("text")
    logging.getLogger("zwiespraak.worker").info("job_done", extra={"kind": "index-comment"})
    written = capsys.readouterr().err
    assert written.endswith("level='info' logger='zwiespraak.worker' event='job_done' kind='index-comment'\n")


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_no_value_can_forge_a_line(capsys: pytest.CaptureFixture[str], log_format: str) -> None:
    configure_logs(log_format)
    logging.getLogger("zwiespraak.web").error("event", extra={"error": "a\nlevel='info'\x1b[31m\r\u2028"})
    logging.getLogger("zwiespraak.web").error("a\nb %s", "c\rd")
    written = capsys.readouterr().err
    assert len(written.splitlines()) == written.count("\n") == 2
    assert "\x1b" not in written


def test_only_one_handler_is_left_however_often_it_is_set_up() -> None:
    configure_logs("text")
    configure_logs("text")
    assert len(logging.getLogger().handlers) == 1
