"""Errors: a sentence in the reader's language, and nothing of the machine."""

from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from server.store.database import Database
from tests.web.commenting import THREAD, drafts, filled
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements, page_language
from tests.worlds import statements

FORM = "application/x-www-form-urlencoded"
READING = ["/de/", "/de/text", "/de/text/1-auftakt", "/de/suche?q=mkb", "/de/begriffe", THREAD["de"]]


@pytest.fixture
def moved_site(open_site: OpenSite, sqlite_url: str, tmp_path: Path) -> Site:
    """A site whose database has gone from under it."""
    folder = tmp_path / "database"
    folder.mkdir()
    (tmp_path / "store.db").rename(folder / "store.db")
    database = Database(sqlite_url.replace("/store.db", "/database/store.db"))
    site = open_site(database)
    database.close()
    folder.rename(tmp_path / "moved")
    return site


@pytest.fixture
def broken_site(small_site: Site) -> Site:
    """A site with a fault of ours: a table that it counts on is not there."""
    with small_site.database.write() as connection:
        connection.execute(text("DROP TABLE documents"))
    return small_site


def assert_tells_nothing(page: str) -> None:
    """No word of why, where or how."""
    for word in ("Traceback", "documents", "store.db", "sqlite", ".py", "Error:", "Exception", "server."):
        assert word not in page


@pytest.mark.parametrize("path", READING)
def test_a_database_that_is_away_is_a_sentence_and_a_time_to_try_again(moved_site: Site, path: str) -> None:
    answer = moved_site.visitor.get(path)
    assert (answer.status_code, page_language(answer.text)) == (503, "de")
    assert answer.headers["retry-after"] == "5"
    assert_tells_nothing(answer.text)


def test_without_a_database_the_process_lives_and_says_that_it_is_not_ready(moved_site: Site) -> None:
    assert moved_site.visitor.get("/healthz").status_code == 200
    ready = moved_site.visitor.get("/readyz")
    assert (ready.status_code, ready.json()["database"]) == (503, False)
    assert moved_site.visitor.post(THREAD["nl"], data={"text": "x"}).status_code == 503
    moved_site.visitor.cookies.set("zwiespraak_session", "unknown")
    assert moved_site.visitor.get("/nl/redactie/moderatie").status_code == 503


@pytest.mark.parametrize("path", READING)
def test_a_fault_of_ours_is_a_page_that_tells_nothing(broken_site: Site, path: str) -> None:
    answer = broken_site.visitor.get(path)
    assert (answer.status_code, page_language(answer.text)) == (500, "de")
    assert element(answer.text, "h1").text
    assert element(answer.text, "a", class_="govuk-link", href="/de/")
    assert_tells_nothing(answer.text)
    assert answer.headers["cache-control"] == "no-store"


def no_more_room(site: Site, pages: int | None = None) -> None:
    """Let the database grow to so many pages, by default no further than it is."""
    with site.database.write() as connection:
        pages = pages or connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_full_disk_gives_the_text_back_and_reading_goes_on(small_site: Site, language: str) -> None:
    no_more_room(small_site)
    # A page or two may be free within the file.
    for _ in range(50):
        typed = filled(small_site.visitor, THREAD[language], text="<b>Lang</b>\n\n verhaal. " * 400)
        answer = small_site.visitor.post(THREAD[language], data=typed)
        if answer.status_code != 303:
            break
    before = len(drafts(small_site))
    assert (answer.status_code, page_language(answer.text)) == (507, language)
    assert_tells_nothing(answer.text)
    [given_back] = elements(answer.text, "textarea")
    assert "".join(given_back.texts).removeprefix("\n") == typed["text"]
    assert "readonly" in given_back.attributes
    assert element(answer.text, "label", for_=given_back.attributes["id"]).text
    assert small_site.visitor.get(READING[2]).status_code == 200
    no_more_room(small_site, pages=1_000_000)
    # The same form is taken as soon as there is room.
    assert small_site.visitor.post(THREAD[language], data=typed).status_code == 303
    assert len(drafts(small_site)) == before + 1


def test_a_database_that_is_away_gives_the_text_back(moved_site: Site) -> None:
    typed = {"text": "Het handwerk ontbreekt.", "suggested_wording": "Het handwerk doet mee.", "name": "Jan"}
    answer = moved_site.visitor.post(THREAD["de"], data=typed)
    assert (answer.status_code, page_language(answer.text)) == (503, "de")
    assert [each.text for each in elements(answer.text, "textarea")] == [
        "Het handwerk ontbreekt.",
        "Het handwerk doet mee.",
    ]


def test_what_cannot_be_read_any_more_is_not_given_back(moved_site: Site) -> None:
    for body, kind in (("", FORM), ("{}", "application/json")):
        answer = moved_site.visitor.post(THREAD["de"], content=body, headers={"content-type": kind})
        assert answer.status_code == 503
        assert elements(answer.text, "textarea") == []


def test_each_status_has_words_of_its_own_in_each_language(reading_site: Site) -> None:
    answers = [reading_site.visitor.get(path) for path in ("/nl/niets", "/de/nichts")]
    answers += [
        reading_site.visitor.post(path) for path in ("/nl/redactie/termen", "/de/redaktion/benennungen")
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 403, 403]
    assert len({element(answer.text, "h1").text for answer in answers}) == 4


def test_an_error_page_asks_nothing_of_the_database(reading_site: Site) -> None:
    with statements() as sent:
        assert reading_site.visitor.get("/nl/zo/maar/iets").status_code == 404
    assert sent == []


def test_before_the_first_load_there_is_no_page_but_a_sentence(empty_site: TestClient) -> None:
    for path in ("/nl/", "/nl/tekst", "/nl/begrippen", "/sitemap.xml", "/nl/zoeken"):
        answer = empty_site.get(path)
        assert answer.status_code == 404
        assert element(answer.text, "h1").text
    assert empty_site.get("/healthz").status_code == 200
