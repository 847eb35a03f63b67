"""Kept pages: ready as bytes for every reader, and never older than the database."""

import asyncio
import gzip
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from starlette.testclient import TestClient

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.record.record import read_record
from server.store import comments
from server.store.accounts import account_by_email
from server.store.database import Database
from server.usecases.moderate_comment import moderate_comment
from server.web.kept_pages import MAX_KEPT, KeptPage, KeptPages
from server.web.services import one_thread
from tests.web.asking import HOST, Answer, ask
from tests.web.conftest import EDITOR, OpenSite, Site
from tests.web.html import elements, page_language
from tests.web.other_process import show_comment
from tests.worlds import NOON, comment, load, statements

PAGE = "/nl/tekst/1-opening"
PAGES = [PAGE, "/de/text/1-auftakt", f"{PAGE}/naast-elkaar", "/de/fassungen/2021/1-auftakt"]


def held_comment(database: Database) -> Comment:
    """A comment that waits for a moderator."""
    waiting = replace(comment(), state=ModerationState.HELD)
    with database.write() as connection:
        comments.add_comment(connection, waiting)
    return waiting


def decide(database: Database, comment: Comment, to: ModerationState) -> None:
    """Let the editor decide."""
    with database.read() as connection:
        editor = account_by_email(connection, EDITOR)
    assert editor is not None
    moderate_comment(database, comment_id=comment.id, to=to, by=editor, at=NOON)


def get(site: Site, path: str = PAGE, **fields: str) -> Answer:
    """An answer with its bytes as they go over the wire."""
    sent = [(b"host", HOST)]
    sent += [(name.replace("_", "-").encode(), value.encode()) for name, value in fields.items()]
    return ask(site.app, path, sent)


def comments_on(visitor: TestClient, path: str) -> list[str]:
    """The ids of the comments on a page."""
    return [each.attributes["id"] for each in elements(visitor.get(path).text, class_="comment")]


@pytest.mark.parametrize("path", PAGES)
def test_a_kept_page_costs_no_statement_but_the_marker(site: Site, path: str) -> None:
    made = site.visitor.get(path)
    with statements() as sent:
        kept = site.visitor.get(path)
    assert (kept.content, kept.headers) == (made.content, made.headers)
    # SQLite tells its marker over a connection of its own, PostgreSQL in one round trip.
    assert all("pg_current_snapshot" in statement for statement in sent)
    assert len(sent) <= 1


def test_a_write_elsewhere_costs_the_stamp_once(site: Site) -> None:
    site.visitor.get("/nl/tekst/2-stappen")
    decide(site.database, held_comment(site.database), ModerationState.SHOWN)
    costs = []
    for _ in range(2):
        with statements() as sent:
            site.visitor.get("/nl/tekst/2-stappen")
        costs.append(len([each for each in sent if "pg_current_snapshot" not in each]))
    assert costs == [1, 0]


@pytest.mark.parametrize("path", PAGES)
def test_a_comment_is_on_the_page_the_moment_it_is_shown_and_off_it_when_it_is_not(
    site: Site, path: str
) -> None:
    waiting = held_comment(site.database)
    assert comments_on(site.visitor, path) == []
    decide(site.database, waiting, ModerationState.SHOWN)
    assert comments_on(site.visitor, path) == [waiting.id]
    decide(site.database, waiting, ModerationState.DECLINED)
    assert comments_on(site.visitor, path) == []


def test_it_changes_when_the_comment_is_shown_over_another_connection(site: Site, database_url: str) -> None:
    waiting = held_comment(site.database)
    assert comments_on(site.visitor, PAGE) == []
    other = Database(database_url)
    decide(other, waiting, ModerationState.SHOWN)
    other.close()
    assert comments_on(site.visitor, PAGE) == [waiting.id]


def test_it_changes_when_the_comment_is_shown_in_another_process(site: Site, database_url: str) -> None:
    waiting = held_comment(site.database)
    assert comments_on(site.visitor, PAGE) == []
    show_comment(database_url, waiting.id)
    assert comments_on(site.visitor, PAGE) == [waiting.id]


def test_every_web_process_shows_it(open_site: OpenSite, database: Database, database_url: str) -> None:
    first = open_site(database)
    other = Database(database_url)
    second = open_site(other, loaded=True)
    waiting = held_comment(database)
    assert [comments_on(each.visitor, PAGE) for each in (first, second)] == [[], []]
    decide(database, waiting, ModerationState.SHOWN)
    assert [comments_on(each.visitor, PAGE) for each in (first, second)] == [[waiting.id], [waiting.id]]
    other.close()


def test_it_changes_when_another_record_is_loaded(site: Site, tmp_path: Path) -> None:
    before = site.visitor.get(PAGE).text
    wording = tmp_path / "record/content/strategy/editions/2021/nl/1-opening.md"
    wording.write_text(wording.read_text().replace("gaat snel", "gaat langzaam"))
    load(site.database, tmp_path / "record", read_record(tmp_path / "record"))
    assert site.visitor.get(PAGE).text == before.replace("gaat snel", "gaat langzaam")


def test_each_encoding_has_its_own_tag_and_the_same_page(small_site: Site) -> None:
    plain = get(small_site)
    packed = {
        "br": brotli.decompress(get(small_site, accept_encoding="gzip, deflate, br").body),
        "gzip": gzip.decompress(get(small_site, accept_encoding="gzip;q=1.0, br;q=0").body),
    }
    assert packed == {"br": plain.body, "gzip": plain.body}
    answers = [plain, get(small_site, accept_encoding="br"), get(small_site, accept_encoding="gzip")]
    assert len({answer.field("etag") for answer in answers}) == 3
    assert [answer.field("vary") for answer in answers] == ["Accept-Encoding"] * 3
    for answer in answers:
        assert answer.field("content-length") == str(len(answer.body))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.0", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("vibrant, agzip", ""),
        ("br;q=x", ""),
    ],
)
def test_only_what_the_browser_takes_is_sent(reading_site: Site, accepted: str, encoding: str) -> None:
    answer = get(reading_site, accept_encoding=accepted)
    assert [value for name, value in answer.fields if name == b"content-encoding"] == (
        [encoding.encode()] if encoding else []
    )


@pytest.mark.parametrize("encoding", ["", "gzip", "br"])
def test_who_has_the_page_gets_no_second_one(reading_site: Site, encoding: str) -> None:
    full = get(reading_site, accept_encoding=encoding)
    for known in (full.field("etag"), f'"old", W/{full.field("etag")}', "*"):
        again = get(reading_site, accept_encoding=encoding, if_none_match=known)
        assert (again.status, again.body) == (304, b"")
        # RFC 9110, 15.4.5: what a 304 must repeat, and what it may not say.
        for name in ("etag", "vary", "cache-control"):
            assert again.field(name) == full.field(name)
        assert {name for name, _ in again.fields}.isdisjoint({b"content-length", b"content-encoding"})


def test_the_tag_of_one_encoding_is_not_that_of_another(reading_site: Site) -> None:
    tag = get(reading_site, accept_encoding="gzip").field("etag")
    assert get(reading_site, accept_encoding="br", if_none_match=tag).status == 200


def test_who_has_the_page_of_before_gets_the_new_one(site: Site) -> None:
    tag = get(site).field("etag")
    decide(site.database, held_comment(site.database), ModerationState.SHOWN)
    again = get(site, if_none_match=tag)
    assert again.status == 200
    assert again.field("etag") != tag


def test_the_first_reader_gets_a_304_as_well(open_site: OpenSite, sqlite: Database) -> None:
    tag = get(open_site(sqlite)).field("etag")
    assert get(open_site(sqlite, loaded=True), if_none_match=tag).status == 304


def test_readers_get_no_cookie_and_the_page_may_be_kept_but_must_be_asked_for(reading_site: Site) -> None:
    for answer in (get(reading_site), get(reading_site, if_none_match="*")):
        assert {name for name, _ in answer.fields}.isdisjoint({b"set-cookie"})
        assert answer.field("cache-control") == "no-cache"


def test_who_is_signed_in_gets_a_page_of_their_own_and_leaves_none_behind(small_site: Site) -> None:
    moderator = small_site.moderator()
    own = moderator.get(PAGE)
    public = small_site.visitor.get(PAGE)
    assert ("Els" in own.text, "Els" in public.text) == (True, False)
    # Now that one is kept, too.
    assert "Els" in moderator.get(PAGE).text
    assert own.headers["cache-control"] == "no-store"
    assert "etag" not in own.headers


def test_a_session_that_has_ended_reads_like_everybody(small_site: Site) -> None:
    public = small_site.visitor.get(PAGE).text
    stranger = small_site.another_visitor()
    stranger.cookies.set("zwiespraak_session", "forged")
    assert stranger.get(PAGE).text == public
    assert small_site.visitor.get(PAGE).text == public


@pytest.mark.parametrize("query", ["?", "?x=1", "?q=<script>", "?paragraph=p-aaaa2"])
def test_a_query_changes_nothing_for_the_next_reader(small_site: Site, query: str) -> None:
    asked = small_site.visitor.get(PAGE + query)
    assert asked.text == small_site.visitor.get(PAGE).text
    assert "script>" not in asked.text.replace("</script>", "")


def test_asking_for_the_head_leaves_a_whole_page_behind(small_site: Site) -> None:
    head = small_site.visitor.head(PAGE)
    full = small_site.visitor.get(PAGE)
    assert full.text.endswith("</html>")
    assert head.headers == full.headers
    assert (small_site.visitor.head(PAGE).content, small_site.visitor.head(PAGE).headers) == (
        b"",
        full.headers,
    )


def test_the_host_that_was_asked_is_in_no_page(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, base_url="https://example.org")
    first = ask(site.app, PAGE, [(b"host", b"localhost:1234"), (b"x-forwarded-host", b"evil.example")])
    second = ask(site.app, PAGE, [(b"host", b"example.org")])
    assert first.body == second.body
    assert b"localhost" not in first.body
    assert b"evil" not in first.body
    assert b'href="https://example.org/nl/tekst/1-opening"' in first.body


def test_what_is_not_there_is_not_kept(small_site: Site) -> None:
    assert small_site.visitor.get("/nl/tekst/9-niets").status_code == 404
    with statements() as sent:
        small_site.visitor.get("/nl/tekst/9-niets")
    assert sent


def test_the_longest_kept_page_goes_when_there_are_too_many() -> None:
    with one_thread() as thread:
        kept = KeptPages(lambda: 1, lambda _edition, _section: "1", thread, marker_is_instant=True)
        for number in range(MAX_KEPT + 1):
            kept.keep(f"/{number}", KeptPage(b"", "nl", "1", "2021", "1-opening"), marker=1)
        first, second = (asyncio.run(kept.fresh(f"/{number}")) for number in (0, 1))
    assert (first is None, second is None) == (True, False)


def test_a_page_made_while_something_changed_is_not_kept_for_good() -> None:
    # The marker is from before the page was read; the database has moved on since.
    stamps = {"1-opening": "2"}
    with one_thread() as thread:
        kept = KeptPages(lambda: 7, lambda _edition, section: stamps[section], thread, marker_is_instant=True)
        kept.keep("/stale", KeptPage(b"", "nl", "1", "2021", "1-opening"), marker=6)
        kept.keep("/true", KeptPage(b"", "nl", "2", "2021", "1-opening"), marker=6)
        stale, true = (asyncio.run(kept.fresh(path)) for path in ("/stale", "/true"))
    assert (stale is None, true is None) == (True, False)


@pytest.mark.parametrize("marker_is_instant", [True, False])
def test_a_marker_that_takes_a_round_trip_is_not_asked_for_in_the_event_loop(marker_is_instant: bool) -> None:
    asked_in: list[str] = []

    def marker() -> int:
        asked_in.append(threading.current_thread().name)
        return 1

    async def ask_twice() -> None:
        await kept.present_marker()
        await kept.fresh("/page")

    with one_thread() as thread:
        kept = KeptPages(marker, lambda *_: "1", thread, marker_is_instant=marker_is_instant)
        kept.keep("/page", KeptPage(b"", "nl", "1", "2021", "1-opening"), marker=1)
        asyncio.run(ask_twice())
    here = threading.current_thread().name
    assert [name == here for name in asked_in] == [marker_is_instant] * 2


def test_only_sqlite_tells_its_marker_at_once(site: Site, database_url: str) -> None:
    assert site.database.marker_is_instant == database_url.startswith("sqlite")


def test_a_database_that_is_away_is_a_sentence_even_for_a_kept_page(
    open_site: OpenSite, sqlite_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "away"
    folder.mkdir()
    database = Database(f"sqlite:///{shutil.copy(tmp_path / 'store.db', folder)}")
    site = open_site(database)
    assert site.visitor.get("/de/text/1-auftakt").status_code == 200
    database.close()
    folder.rename(tmp_path / "elsewhere")
    away = site.visitor.get("/de/text/1-auftakt")
    assert (away.status_code, away.headers["retry-after"], page_language(away.text)) == (503, "5", "de")
    (tmp_path / "elsewhere").rename(folder)
    assert site.visitor.get("/de/text/1-auftakt").status_code == 200
    database.close()
