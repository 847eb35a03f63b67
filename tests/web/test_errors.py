"""Errors: a sentence in the reader's language, and nothing of the machine."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from server.store.database import StoreFull, StoreUnavailable
from tests.web.commenting import THREAD, filled, held
from tests.web.conftest import Site
from tests.web.html import element, page_language
from tests.worlds import statements

INSIDE = "relation wordings of /srv/secret/zwiespraak.sqlite is gone"
ENDPOINTS = ["/de/", "/de/text", "/de/text/1-auftakt", "/de/suche?q=mkb", "/de/begriffe", THREAD["de"]]


def failing(error: Exception) -> Callable[..., None]:
    """A function that always fails so."""

    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def assert_tells_nothing(page: str) -> None:
    """No word of why, where or how."""
    for word in ("Traceback", "wordings", "secret", "sqlite", ".py", "Error:", "Exception", "server."):
        assert word not in page


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize(
    ("error", "status"),
    [(StoreUnavailable(INSIDE), 503), (StoreFull(INSIDE), 507), (ValueError(INSIDE), 500)],
    ids=["away", "full", "a fault of ours"],
)
def test_what_goes_wrong_below_is_a_page_that_tells_nothing(
    small_site: Site, monkeypatch: pytest.MonkeyPatch, path: str, error: Exception, status: int
) -> None:
    monkeypatch.setattr("server.store.documents.document", failing(error))
    answer = small_site.visitor.get(path)
    assert (answer.status_code, page_language(answer.text)) == (status, "de")
    assert element(answer.text, "h1").text
    assert element(answer.text, "a", class_="govuk-link", href="/de/")
    assert_tells_nothing(answer.text)
    assert ("retry-after" in answer.headers) == (status != 500)
    assert answer.headers["cache-control"] == "no-store"


def test_each_status_has_words_of_its_own_in_each_language(small_site: Site) -> None:
    headings = [
        element(small_site.visitor.get(path).text, "h1").text
        for path in ("/nl/niets", "/de/nichts", "/nl/redactie/moderatie", "/de/redaktion/moderation")
    ]
    assert len(set(headings)) == 4


def test_an_error_page_asks_nothing_of_the_database(small_site: Site) -> None:
    with statements() as sent:
        assert small_site.visitor.get("/nl/zo/maar/iets").status_code == 404
    assert sent == []


def test_a_full_disk_refuses_the_comment_and_reading_goes_on(
    small_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = filled(small_site.visitor)
    monkeypatch.setattr("server.store.comments.add_comment", failing(StoreFull(INSIDE)))
    answer = small_site.visitor.post(THREAD["nl"], data=typed)
    assert (answer.status_code, page_language(answer.text)) == (507, "nl")
    assert_tells_nothing(answer.text)
    assert small_site.visitor.get("/nl/tekst/1-opening").status_code == 200
    monkeypatch.undo()
    # The same form is taken as soon as there is room.
    assert small_site.visitor.post(THREAD["nl"], data=typed).status_code == 303
    assert len(held(small_site.database)) == 1


def test_before_the_first_load_there_is_no_page_but_a_sentence(open_empty: TestClient) -> None:
    for path in ("/nl/", "/nl/tekst", "/nl/begrippen", "/sitemap.xml", "/nl/zoeken?q=mkb"):
        answer = open_empty.get(path)
        assert answer.status_code == 404
        assert element(answer.text, "h1").text
    assert open_empty.get("/healthz").status_code == 200
