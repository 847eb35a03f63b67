"""The disposition report as readers and editors see it: its page, its files, and nothing that is not public."""

import json

import pytest

from server.domain.limits import REPORT_FILE
from server.store.database import Database
from server.usecases.read_disposition_report import ON_PAGE
from server.web import addresses
from server.web.pages.disposition_report import AT_ONCE
from tests.answering import ON_STEPS, SUGGESTED, answered_record, decide
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements
from tests.worlds import comment

PAGE = {"nl": "/nl/consultatie/autumn/nota-van-antwoord", "de": "/de/konsultation/autumn/abwaegungstabelle"}
WORK = {
    "nl": "/nl/redactie/rondes/autumn/nota-van-antwoord",
    "de": "/de/redaktion/runden/autumn/abwaegungstabelle",
}
ENDINGS = ("pdf", "docx", "xlsx", "csv", "json")


@pytest.fixture
def answered(open_site: OpenSite, sqlite: Database) -> Site:
    """A site where one comment was answered in public and one is decided and not public yet."""
    site = open_site(sqlite, answered_record())
    decide(sqlite, SUGGESTED.id, paragraphs=("p-aaaa1",))
    decide(sqlite, ON_STEPS.id, public=None, responses={"nl": "Geheim nog.", "de": "Noch geheim."})
    return site


@pytest.mark.parametrize(("language", "outcome"), [("nl", "Overgenomen"), ("de", "Übernommen")])
def test_the_page_has_every_comment_with_what_became_of_it(
    answered: Site, language: str, outcome: str
) -> None:
    page = answered.visitor.get(PAGE[language])
    assert page.status_code == 200
    assert len(elements(page.text, "article")) == 4
    [answer] = elements(page.text, class_="disposition__outcome")
    assert answer.text == outcome
    assert [each.text for each in elements(page.text, "ins")] == ["heel", "heel"]


def test_the_numbers_are_in_pictures_with_a_name_and_in_tables(answered: Site) -> None:
    page = answered.visitor.get(PAGE["nl"]).text
    pictures = elements(page, "svg", role="img")
    assert [each.attributes["aria-label"] for each in pictures] == [
        "Reacties: Afdoening",
        "Reacties: Hoofdstuk",
        "Reacties: Doelgroep",
        "Reacties: Taal",
        "Reacties: Land",
    ]
    assert len(elements(page, "table")) == 5
    assert ' style="' not in page


def test_what_is_not_public_is_nowhere_but_with_editors(answered: Site) -> None:
    read = [answered.visitor.get(PAGE["nl"]).text]
    read += [answered.visitor.get(f"{PAGE['nl']}.{ending}").text for ending in ("csv", "json")]
    assert [text for text in read if "Geheim" in text] == []
    editor = answered.moderator()
    page = editor.get(WORK["nl"])
    assert "Geheim nog." in page.text
    assert element(page.text, class_="govuk-tag").text == "niet openbaar"
    assert page.headers["cache-control"] == "no-store"
    for ending in ENDINGS:
        file = editor.get(f"{WORK['nl']}.{ending}")
        assert (file.status_code, file.headers["cache-control"]) == (200, "no-store")
    assert "Geheim nog." in json.dumps(editor.get(f"{WORK['nl']}.json").json())


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_is_linked_and_is_a_file(answered: Site, ending: str) -> None:
    page = answered.visitor.get(PAGE["de"]).text
    [link] = [each for each in elements(page, "a") if each.attributes["href"].endswith(f".{ending}")]
    file = answered.visitor.get(link.attributes["href"])
    assert file.status_code == 200
    assert file.headers["content-disposition"] == f'attachment; filename="autumn-abwaegungstabelle.{ending}"'
    assert file.headers["content-language"] == "de"
    assert file.content.startswith({"pdf": b"%PDF-", "csv": b"\xef\xbb\xbf", "json": b"{"}.get(ending, b"PK"))


def test_a_large_report_comes_in_pages_and_is_not_set_while_somebody_waits(
    open_site: OpenSite, sqlite: Database
) -> None:
    many = [comment(number) for number in range(1, AT_ONCE + 2)]
    site = open_site(sqlite, answered_record(many))
    first, last = (
        site.visitor.get(addresses.disposition_report("nl", "autumn", page)).text for page in (1, 7)
    )
    assert [len(elements(each, "article")) for each in (first, last)] == [ON_PAGE, 1]
    assert [len(elements(each, "svg", role="img")) for each in (first, last)] == [5, 0]
    assert site.visitor.get(addresses.disposition_report("nl", "autumn", 8)).status_code == 404
    assert [site.visitor.get(f"{PAGE['nl']}.{ending}").status_code for ending in ENDINGS] == [
        404,
        404,
        200,
        200,
        200,
    ]
    assert ".pdf" not in first
    assert site.moderator().get(f"{WORK['nl']}.docx").status_code == 404
    # A worker makes them: see tests/web/test_exports.py.
    forms = [each.attributes["action"] for each in elements(first, "form", method="post")]
    assert forms == [addresses.exports("nl")] * 2


def test_nothing_typed_is_markup_on_the_page(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, answered_record([comment(1, "<script>alert(1)</script>")]))
    decide(sqlite, "c-00000001", responses={"nl": "<b>x</b>", "de": "<b>x</b>"})
    page = site.visitor.get(PAGE["nl"]).text
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page


def test_a_closed_round_leads_to_its_report(answered: Site) -> None:
    answered.clock.moment = answered.clock.moment.replace(year=2022)
    page = answered.visitor.get(addresses.round("nl", "autumn")).text
    assert element(page, "a", href=PAGE["nl"]).text


def test_nobody_has_files_made_without_end(answered: Site) -> None:
    path = f"{PAGE['nl']}.json"
    assert {answered.visitor.get(path).status_code for _ in range(REPORT_FILE.count)} == {200}
    refused = answered.visitor.get(f"{PAGE['de']}.csv")
    assert (refused.status_code, "retry-after" in refused.headers) == (429, True)
    assert answered.visitor.get(PAGE["nl"]).status_code == 200
    assert answered.moderator().get(f"{WORK['nl']}.json").status_code == 200
