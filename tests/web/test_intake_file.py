"""Registering from a table on a page: every problem in the reader's language, large files from editors only."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Role
from server.formats.intake_table import MAX_BYTES
from server.web.pages.intake_file import SHOWN_PROBLEMS
from tests.formats.intake_tables import as_csv, as_xlsx, letters
from tests.participating import count
from tests.web.conftest import Site
from tests.web.html import element, elements, page_language
from tests.web.people import working

HERE = {"nl": "/nl/redactie/registreren/bestand", "de": "/de/redaktion/erfassen/datei"}


def send(browser: TestClient, data: bytes, here: str = HERE["nl"], do: str = "register", **typed: str) -> Any:
    """Choose a file and press a button."""
    fields = {"round": "autumn", "do": do, **typed}
    return browser.post(here, data=fields, files={"file": ("letters", data)})


def summary(page: str) -> str:
    """What the page says is wrong."""
    return element(page, class_="govuk-error-summary").text


@pytest.mark.parametrize(("language", "written"), [("nl", as_csv), ("de", as_xlsx)])
def test_a_table_is_checked_and_then_registered(site: Site, language: str, written: Any) -> None:
    browser, data = working(site).browser, written(letters({}, {"reactie": "Twee."}))
    checked = send(browser, data, HERE[language], "check")
    assert (checked.status_code, page_language(checked.text)) == (200, language)
    assert count(site.database) == (0, 0)
    done = send(browser, data, HERE[language])
    assert (done.status_code, count(site.database)) == (200, (2, 2))
    assert element(done.text, role="status").text != element(checked.text, role="status").text


@pytest.mark.parametrize("language", ["nl", "de"])
def test_problems_are_told_by_row_and_column_in_the_language_of_the_page(site: Site, language: str) -> None:
    browser = working(site).browser
    table = as_csv(letters({}, {"betreft": "9.9"}, {"ontvangen": "gisteren"}))
    answer = send(browser, table, HERE[language])
    assert answer.status_code == 422
    rows = [
        [cell.text for cell in elements(answer.text, "td") if row in cell.around]
        for row in elements(answer.text, "tr")
    ]
    columns = {"nl": ["betreft", "ontvangen"], "de": ["Bezug", "eingegangen"]}[language]
    assert [cells[:2] for cells in rows if cells] == [["3", columns[0]], ["4", columns[1]]]
    assert {"nl": "Schrijf de dag van ontvangst", "de": "Schreiben Sie den Tag"}[language] in rows[-1][2]
    assert count(site.database) == (0, 0)


def test_what_is_there_already_is_named_with_a_link(small_site: Site) -> None:
    browser, data = working(small_site).browser, as_csv(letters())
    send(browser, data)
    again = send(browser, data)
    [link] = [each for each in elements(again.text, "a") if each.text.startswith("c-")]
    assert link.attributes["href"] == f"/nl/redactie/moderatie?comment={link.text}"
    taken = send(browser, data, again="yes")
    assert (taken.status_code, count(small_site.database)) == (200, (2, 2))
    assert "lijkt al eerder geregistreerd" in taken.text


def test_many_problems_are_told_in_part(small_site: Site) -> None:
    table = as_csv(letters(*({"betreft": "9.9"} for _ in range(SHOWN_PROBLEMS + 7))))
    answer = send(working(small_site).browser, table)
    assert len(elements(answer.text, "td")) == 3 * SHOWN_PROBLEMS
    assert "van 107" in answer.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Kies een bestand"),
        (as_csv(letters({"mening": "x"})), "“mening”"),
        (as_csv([{"kanaal": "brief"}]), "“ontvangen” ontbreekt"),
        (as_csv(letters({"naam": "José"}), encoding="cp1252"), "CSV UTF-8"),
        (as_xlsx(letters())[:900], "werkmap"),
        (b"PK\x03\x04", "werkmap"),
        (as_csv(letters()) + b'"', "aanhalingsteken"),
        (b"x" * (MAX_BYTES + 1), "10 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(small_site: Site, data: bytes, said: str) -> None:
    answer = send(working(small_site).browser, data)
    assert answer.status_code == 422
    assert said in summary(answer.text)
    assert count(small_site.database) == (0, 0)


def test_a_form_without_a_file_field_is_refused(small_site: Site) -> None:
    answer = working(small_site).browser.post(HERE["nl"], data={"round": "autumn", "do": "register"})
    assert answer.status_code == 422


def test_a_large_table_arrives_from_editors_and_from_nobody_else(small_site: Site) -> None:
    large = as_csv(letters({"reactie": "x" * 9000})) + b"\r\n" * 4_000_000
    assert len(large) < MAX_BYTES
    assert send(working(small_site).browser, large).status_code == 200
    moderator = working(small_site, Role.MODERATOR, "Mo").browser
    for browser in (moderator, small_site.visitor):
        assert send(browser, large).status_code in (303, 403)
    assert count(small_site.database) == (1, 1)


def test_beyond_its_limit_a_file_is_refused_before_it_is_read(small_site: Site) -> None:
    assert send(working(small_site).browser, b"x" * (MAX_BYTES + 100_000)).status_code == 413


def test_other_forms_have_no_room_for_files(small_site: Site) -> None:
    answer = working(small_site).browser.post(
        "/nl/redactie/moderatie", files={"file": ("letters", b"x" * 300_000)}
    )
    assert answer.status_code == 413
