"""A full disk: nothing is lost, what cannot be kept goes back to its writer, and it passes by itself."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest

from benchmarks.servers import Server, ours
from benchmarks.submitting import API_PATH, api_body, basket_path, comment_form, contact_form, thread_path
from server.text.languages import Language
from server.web import addresses
from server.web.api.sending import KEY_HEADER
from server.web.sessions import BASKET_COOKIE
from tests.reliability import small_disk
from tests.reliability.small_disk import SmallDisk
from tests.web.html import elements, page_language

pytestmark = pytest.mark.skipif(not small_disk.can_be_made(), reason="no file system can be mounted here")

READING = (addresses.start(Language.DE), thread_path(), addresses.search(Language.NL, "mkb"))


@contextmanager
def on_small_disk(data: Path, folder: Path) -> Iterator[tuple[Server, SmallDisk]]:
    """A server whose data lie on a small disk, seen below `folder`."""
    folder.mkdir()
    with ours(folder, inside=small_disk.command(data), limits="0") as server:
        yield server, SmallDisk(server.pid, folder)


def post(server: Server, path: str, form: Mapping[str, str], key: str) -> tuple[int, str]:
    """Send a form from the browser whose basket has this key."""
    answer, body = server.ask(path, {"cookie": f"{BASKET_COOKIE}={key}"}, form=urlencode(form))
    return answer.status, body.decode()


def written_until_full(server: Server, disk: SmallDisk) -> tuple[str, str, str]:
    """Write comments until one is refused: the key of its basket, its text, and the page that refuses it.

    The write-ahead log has room of its own, so that a full disk may take some more.
    """
    for number in count():
        key, text = f"a-basket-of-one-{number:06d}", f"Dit is reactie {number}. " + "Lang verhaal. " * 700
        disk.fill()
        status, page = post(server, thread_path(), comment_form(key, text), key)
        if status != 303:
            assert status == 507
            return key, text, page
    raise AssertionError


def test_a_full_disk_gives_the_text_back_and_passes_when_there_is_room(data: Path, tmp_path: Path) -> None:
    with on_small_disk(data, tmp_path / "disk") as (server, disk):
        key, text, page = written_until_full(server, disk)
        assert page_language(page) == "nl"
        assert "".join(elements(page, "textarea")[0].texts).strip() == text.strip()
        assert {server.ask(path)[0].status for path in READING} == {200}
        answer, german = server.ask(
            thread_path().replace("/nl/edities", "/de/fassungen").replace("reacties", "anmerkungen"),
            form=urlencode(comment_form(key, text)),
        )
        assert (answer.status, page_language(german.decode())) == (507, "de")
        assert answer.headers["retry-after"] == "5"
        assert_problem(server, text)

        disk.make_room()
        # The same form, the same process.
        assert post(server, thread_path(), comment_form(key, text), key)[0] == 303
        assert post(server, basket_path(), contact_form(key), key)[0] == 303
        disk.back_up("zwiespraak.sqlite", tmp_path / "copy.sqlite")
    assert_whole(tmp_path / "copy.sqlite", text)


def assert_problem(server: Server, text: str) -> None:
    """A program is told the same in its own words, and finds what is there."""
    key = "a-key-of-one-program-1"
    headers = {"content-type": "application/json", KEY_HEADER: key}
    answer, body = server.ask(API_PATH, headers, form=api_body(key, text))
    assert (answer.status, answer.headers["content-type"]) == (507, "application/problem+json")
    assert json.loads(body)["status"] == 507
    assert server.ask(f"{addresses.API}/rounds")[0].status == 200


def assert_whole(file: Path, text: str) -> None:
    """The database is sound, holds the comment once, and nothing of a submission without the rest of it."""
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT text FROM comments").fetchall() == [(text.strip(),)]
        counts = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()
            for table in ("submissions", "submission_emails", "comments")
        ]
    assert counts == [(1,), (1,), (1,)]
