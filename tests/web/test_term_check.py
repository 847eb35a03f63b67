"""The check of the terms as a work list: each finding with both wordings, mended or dismissed with a reason."""

from dataclasses import replace

import pytest

from server.domain.document import Paragraph
from server.store.database import Database
from server.store.dismissals import all_dismissals
from tests.web.conftest import OpenSite, Site
from tests.web.editors import signed_in
from tests.web.html import element, elements, form_values
from tests.worlds import OPENING, edition, paragraph, record

LIST = {"nl": "/nl/redactie/termen", "de": "/de/redaktion/benennungen"}


def world(number: int) -> tuple[Paragraph, ...]:
    """Paragraphs with a term in one wording only."""
    return tuple(
        paragraph(f"p-aaa{each:02}", f"De digitalisering, {each}.", f"Satz {each}.") for each in range(number)
    )


@pytest.fixture
def site(open_site: OpenSite, database: Database) -> Site:
    """Two findings."""
    return open_site(database, record(edition("2021", replace(OPENING, paragraphs=world(2)))))


@pytest.mark.parametrize("language", ["nl", "de"])
def test_each_finding_stands_with_both_wordings_and_its_place(site: Site, language: str) -> None:
    anna, _ = signed_in(site)
    page = anna.get(LIST[language]).text
    cards = elements(page, "article", class_="card")
    assert [element(page, "h3", id=card.attributes["aria-labelledby"]).text for card in cards] == [
        {"nl": f"1, alinea {number}", "de": f"1, Absatz {number}"}[language] for number in (1, 2)
    ]
    assert "De digitalisering, 0." in cards[0].text
    assert "Satz 0." in cards[0].text


def test_a_finding_is_dismissed_with_a_reason(site: Site) -> None:
    anna, _ = signed_in(site)
    sent = {**form_values(anna.get(LIST["nl"]).text, LIST["nl"]), "reason": " Zo bedoeld. "}
    answer = anna.post(LIST["nl"], data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, LIST["nl"])
    assert len(elements(anna.get(LIST["nl"]).text, "article", class_="card")) == 1
    with site.database.read() as connection:
        assert [(each.reason, each.by) for each in all_dismissals(connection)] == [("Zo bedoeld.", "Anna")]


def test_without_a_reason_it_stays_and_the_field_says_so(site: Site) -> None:
    anna, _ = signed_in(site)
    sent = form_values(anna.get(LIST["nl"]).text, LIST["nl"])
    answer = anna.post(LIST["nl"], data=sent)
    assert answer.status_code == 422
    field = element(answer.text, "input", aria_invalid="true")
    assert field.attributes["id"] == f"reason-{sent['finding']}"
    assert element(answer.text, "a", href=f"#reason-{sent['finding']}")
    assert len(elements(answer.text, "article", class_="card")) == 2


def test_a_finding_that_is_gone_says_so_and_the_reason_comes_back(site: Site) -> None:
    anna, _ = signed_in(site)
    answer = anna.post(LIST["nl"], data={"finding": "nothing", "reason": "Zo bedoeld."})
    assert answer.status_code == 422
    assert "Zo bedoeld." in element(answer.text, class_="govuk-error-summary").text


def test_the_list_is_one_screen_of_work_and_counts_all(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, record(edition("2021", replace(OPENING, paragraphs=world(55)))))
    anna, _ = signed_in(site)
    page = anna.get(LIST["nl"]).text
    assert len(elements(page, "article", class_="card")) == 50
    assert next(each.text for each in elements(page, "h2")) == "55 bevindingen"


def test_only_editors_see_it(site: Site) -> None:
    assert site.visitor.get(LIST["nl"]).headers["location"].startswith("/nl/aanmelden?next=")
    assert site.visitor.post(LIST["nl"], data={}).status_code == 403
    anna, _ = signed_in(site)
    assert anna.get(LIST["nl"]).headers["cache-control"] == "no-store"
