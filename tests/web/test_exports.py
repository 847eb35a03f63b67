"""Editions to take along: a page with the files, a button for what takes long, a page that says how far it is."""

import io
import zipfile

import pytest
from pypdf import PdfReader

from server.domain.exports import FileFormat, Sides, edition_wanted, report_wanted
from server.domain.limits import EXPORT
from server.store import exports
from server.store.database import Database
from server.text.languages import Language
from server.web import addresses
from server.web.pages.disposition_report import AT_ONCE
from tests.answering import answered_record
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements
from tests.worlds import comment

PAGE = {"nl": "/nl/edities/2021/bestanden", "de": "/de/fassungen/2021/dateien"}
FIELDS = {"what": "edition", "edition": "2021", "sides": "de", "format": "pdf"}
REPORT = {"what": "report", "round": "autumn", "language": "nl", "format": "docx"}
WANTED = edition_wanted("2021", Sides.DE, FileFormat.PDF)
HERE = addresses.export("de", WANTED.id)


def ask(site: Site, **fields: str) -> str:
    """Press the button as a reader of the German page; where it leads."""
    answer = site.visitor.post(addresses.exports("de"), data=FIELDS | fields)
    assert answer.status_code == 303
    return answer.headers["location"]


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_contents_lead_to_the_files(small_site: Site, language: str) -> None:
    contents = small_site.visitor.get(addresses.contents(language)).text
    assert element(contents, "a", href=PAGE[language]).text
    page = small_site.visitor.get(PAGE[language]).text
    assert len(elements(page, "form", method="post", action=addresses.exports(language))) == 6
    zips = [each for each in elements(page, "a") if each.attributes["href"].endswith(".zip")]
    assert [each.attributes["href"] for each in zips] == [
        "/editions/2021/nl.zip",
        "/editions/2021/de.zip",
        "/editions/2021/nl-de.zip",
    ]


def test_a_reader_asks_waits_and_fetches(site: Site) -> None:
    assert ask(site) == HERE
    page = site.visitor.get(HERE)
    assert page.headers["cache-control"] == "no-store"
    state = element(page.text, id="export-state")
    assert state.attributes["role"] == "status"
    assert "data-watched" in state.attributes
    assert state.text == "Die Datei wartet, bis sie an der Reihe ist."
    # Without JavaScript the page looks again by itself, and there is a link.
    refresh = element(page.text, "meta", **{"http-equiv": "refresh"})
    assert [each.tag for each in refresh.around][-1] == "noscript"
    assert element(page.text, "a", href=HERE).text == "Nachsehen, wie weit sie jetzt ist"
    assert site.work() == 1
    page = site.visitor.get(HERE)
    assert elements(page.text, "meta", **{"http-equiv": "refresh"}) == []
    assert "data-watched" not in element(page.text, id="export-state").attributes
    file = site.visitor.get(element(page.text, "a", class_="govuk-button").attributes["href"])
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"] == 'attachment; filename="masterstrategie-2021-de.pdf"'
    assert "Auftakt" in "".join(each.extract_text() for each in PdfReader(io.BytesIO(file.content)).pages)
    # The same file has a name of its own, and the page of files now links it.
    named = site.visitor.get("/editions/2021/de.pdf")
    assert named.content == file.content
    again = site.visitor.get("/editions/2021/de.pdf", headers={"if-none-match": named.headers["etag"]})
    assert again.status_code == 304
    page = site.visitor.get(PAGE["de"])
    assert (
        element(page.text, "a", href="/editions/2021/de.pdf").text
        == "PDF, zum Lesen und Drucken: Auf Deutsch"
    )
    assert len(elements(page.text, "form", method="post", action=addresses.exports("de"))) == 5


def test_how_far_it_is_is_said_in_words_and_as_a_bar(small_site: Site) -> None:
    ask(small_site)
    with small_site.database.write() as connection:
        exports.take_export(connection, WANTED.id)
    seen = [element(small_site.visitor.get(HERE).text, id="export-state").text]
    for done in (2, 3):
        with small_site.database.write() as connection:
            exports.tell_export(connection, WANTED.id, done=done, total=3)
        page = small_site.visitor.get(HERE).text
        seen.append(element(page, id="export-state").text)
        bars = [each.attributes for each in elements(page, "progress")]
        assert [(each["value"], each["max"]) for each in bars] == ([("2", "3")] if done == 2 else [])
    assert seen == [
        "Die Datei wird erstellt.",
        "Die Datei wird erstellt: 2 von 3 Absätzen sind gelesen.",
        "Die Datei wird erstellt: Der Text ist gelesen, nun werden die Seiten gesetzt.",
    ]


def test_what_failed_can_be_tried_again_with_a_button(small_site: Site) -> None:
    ask(small_site)
    with small_site.database.write() as connection:
        exports.give_up_export(connection, WANTED.id)
    page = small_site.visitor.get(HERE).text
    assert "konnte nicht erstellt werden" in element(page, id="export-state").text
    [form] = [
        each for each in elements(page, "form") if each.attributes.get("action") == addresses.exports("de")
    ]
    fields = {
        each.attributes["name"]: each.attributes["value"]
        for each in elements(page, "input", type="hidden")
        if form in each.around
    }
    assert fields == FIELDS
    assert small_site.visitor.post(form.attributes["action"], data=fields).headers["location"] == HERE
    assert "wartet" in element(small_site.visitor.get(HERE).text, id="export-state").text


@pytest.mark.parametrize("sides", Sides)
def test_the_record_of_an_edition_is_packed_at_once(reading_site: Site, sides: Sides) -> None:
    file = reading_site.visitor.get(addresses.edition_file("2021", sides, "zip"))
    assert file.headers["content-disposition"] == f'attachment; filename="masterstrategie-2021-{sides}.zip"'
    with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
        texts = [each for each in packed.namelist() if each.endswith("/2-steps.md")]
        readme = packed.read("strategy-2021/README.md").decode()
    assert texts == [f"strategy-2021/{each}/2-steps.md" for each in sorted(sides.languages)]
    assert all(
        f"http://127.0.0.1:8000{addresses.contents(each, '2021')}" in readme for each in sides.languages
    )


def test_a_file_that_nobody_asked_for_leads_to_the_button(reading_site: Site) -> None:
    answer = reading_site.visitor.get("/editions/2021/nl-de.docx")
    assert (answer.status_code, answer.headers["location"]) == (303, PAGE["nl"])


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"what": "edition"},
        FIELDS | {"format": "zip"},
        FIELDS | {"format": "exe"},
        FIELDS | {"sides": "fr"},
        FIELDS | {"edition": "2021\x00"},
        FIELDS | {"what": "report"},
        REPORT | {"language": "fr"},
    ],
)
def test_there_is_no_file_but_those_that_the_forms_ask_for(small_site: Site, fields: dict[str, str]) -> None:
    assert small_site.visitor.post(addresses.exports("nl"), data=fields).status_code == 404
    assert small_site.work() == 0


def test_nobody_can_keep_the_workers_busy(small_site: Site) -> None:
    answers = [
        small_site.visitor.post(addresses.exports("nl"), data=FIELDS).status_code for _ in range(EXPORT.count)
    ]
    assert set(answers) == {303}
    refused = small_site.visitor.post(addresses.exports("nl"), data=FIELDS)
    assert (refused.status_code, "retry-after" in refused.headers) == (429, True)
    # However often it was asked for, it is one file.
    assert small_site.work() == 1


@pytest.fixture
def large_site(open_site: OpenSite, sqlite: Database) -> Site:
    """A site with a round of more comments than are set while somebody waits."""
    many = [comment(number) for number in range(1, AT_ONCE + 2)]
    return open_site(sqlite, answered_record(many))


def test_the_report_of_a_large_round_is_made_by_a_worker(large_site: Site) -> None:
    page = large_site.visitor.get(addresses.disposition_report("nl", "autumn")).text
    forms = elements(page, "form", action=addresses.exports("nl"))
    sent = [
        {
            each.attributes["name"]: each.attributes["value"]
            for each in elements(page, "input", type="hidden")
            if form in each.around
        }
        for form in forms
    ]
    assert sent == [REPORT | {"format": each, "for_editors": "no"} for each in ("pdf", "docx")]
    answer = large_site.visitor.post(addresses.exports("nl"), data=sent[1])
    here = answer.headers["location"]
    assert large_site.work() == 1
    state = element(large_site.visitor.get(here).text, id="export-state")
    assert state.text.startswith("Het bestand is klaar.")
    file = large_site.visitor.get(addresses.export_file(here.rpartition("/")[2]))
    assert file.headers["content-disposition"] == 'attachment; filename="autumn-nota-van-antwoord.docx"'
    assert file.headers["cache-control"] == "no-cache"
    assert file.content.startswith(b"PK")


def test_what_is_not_public_is_fetched_by_editors_only(small_site: Site) -> None:
    secret = report_wanted("autumn", Language.NL, FileFormat.DOCX, for_editors=True)
    fields = REPORT | {"for_editors": "yes"}
    assert small_site.visitor.post(addresses.exports("nl"), data=fields).status_code == 403
    editor = small_site.moderator()
    assert editor.post(addresses.exports("nl"), data=fields).status_code == 303
    assert small_site.work() == 1
    page, file = addresses.export("nl", secret.id), addresses.export_file(secret.id)
    assert [editor.get(each).status_code for each in (page, file)] == [200, 200]
    assert editor.get(file).headers["cache-control"] == "no-store"
    assert [small_site.visitor.get(each).status_code for each in (page, file)] == [404, 404]
