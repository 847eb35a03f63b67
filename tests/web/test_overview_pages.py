"""The pages around the text: start, contents, editions, and what the service says of itself."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from server.store.database import Database
from server.web import addresses
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements
from tests.worlds import DE, NL, OPENING, STEPS, comment, edition, paragraph, record, section

PARTS = section("2-1-parts", "2.1", "Delen", "Teile", paragraph("p-cccc1", "Deel.", "Teil."))


def links(page: str, start: str) -> list[str]:
    """The addresses on a page that begin like this, in order, each once."""
    found = [each.attributes.get("href", "") for each in elements(page, "a")]
    return list(dict.fromkeys(href for href in found if href.startswith(start)))


@pytest.fixture
def two_editions(open_site: OpenSite, sqlite: Database) -> Site:
    """A site on two editions; the current one has a section within a chapter, and two comments."""
    older = edition("2020", OPENING, day=date(2020, 1, 1))
    newer = edition("2021", OPENING, STEPS, PARTS, predecessor="2020")
    return open_site(sqlite, record(older, newer, comments=[comment(1), comment(2)]))


def test_the_start_page_leads_to_every_section_of_the_current_edition(two_editions: Site) -> None:
    for path, start, slugs in (
        ("/nl/", "/nl/tekst/", ["1-opening", "2-stappen", "2-1-delen"]),
        ("/de/", "/de/text/", ["1-auftakt", "2-schritte", "2-1-teile"]),
    ):
        assert links(two_editions.visitor.get(path).text, start) == [start + slug for slug in slugs]


def test_a_section_within_a_chapter_stands_below_it(two_editions: Site) -> None:
    page = two_editions.visitor.get("/nl/").text
    depths = {
        link.attributes["href"]: sum(each.tag == "ol" for each in link.around)
        for link in elements(page, "a")
        if link.attributes.get("href", "").startswith("/nl/tekst/")
    }
    assert depths["/nl/tekst/2-1-delen"] == depths["/nl/tekst/2-stappen"] + 1


def test_the_start_page_names_the_document_and_leads_to_the_round_and_its_questions(
    two_editions: Site,
) -> None:
    page = two_editions.visitor.get("/de/").text
    assert element(page, "h1").text == "Die Strategie"
    for words in ("Über die Grenze", "Fassung 2021", "Herbst", "bis einschließlich 1. November 2021"):
        assert words in page
    assert links(page, "/de/konsultation/") == [
        "/de/konsultation/autumn",
        "/de/konsultation/autumn#questions",
    ]


STAGES = {
    "announced": (datetime(2021, 9, 27, 21, 59, tzinfo=UTC), "Aangekondigd", "van 28 september 2021"),
    "open": (datetime(2021, 11, 1, 22, 59, tzinfo=UTC), "Open", "tot en met 1 november 2021"),
    "closed": (datetime(2021, 11, 1, 23, tzinfo=UTC), "Gesloten", "U kunt niet meer meedoen."),
}


@pytest.mark.parametrize("stage", STAGES)
def test_the_start_page_says_whether_one_can_take_part_now(small_site: Site, stage: str) -> None:
    small_site.clock.moment, name, sentence = STAGES[stage]
    section = element(small_site.visitor.get("/nl/").text, "section", aria_labelledby="round-title")
    assert name in section.text
    assert sentence in section.text


def test_a_start_page_without_a_round_says_nothing_of_one(open_site: OpenSite, sqlite: Database) -> None:
    page = open_site(sqlite, replace(record(), rounds=())).visitor.get("/nl/").text
    assert elements(page, "section", aria_labelledby="round-title") == []


def test_the_start_page_counts_what_there_is(two_editions: Site) -> None:
    figures = [each.text for each in elements(two_editions.visitor.get("/nl/").text, "dd")]
    assert figures[:4] == ["4", "2", "1", "1"]


def test_the_contents_count_paragraphs_and_comments(two_editions: Site) -> None:
    page = two_editions.visitor.get("/nl/tekst").text
    assert links(page, "/nl/tekst/") == [
        f"/nl/tekst/{each}" for each in ("1-opening", "2-stappen", "2-1-delen")
    ]
    entry = next(each for each in elements(page, "a", href="/nl/tekst/1-opening")).around[-1]
    assert "2" in entry.text


def test_the_contents_of_an_edition_lead_to_its_frozen_pages(two_editions: Site) -> None:
    page = two_editions.visitor.get("/de/fassungen/2020").text
    assert links(page, "/de/fassungen/2020/")[-1:] == ["/de/fassungen/2020/1-auftakt"]


def test_editions_are_listed_newest_first(two_editions: Site) -> None:
    page = two_editions.visitor.get("/de/fassungen").text
    assert links(page, "/de/fassungen/") == ["/de/fassungen/2021", "/de/fassungen/2020"]
    assert "Für die Konsultation." in page


@pytest.mark.parametrize("name", ["privacy", "accessibility", "imprint"])
def test_what_the_service_says_of_itself_is_in_both_languages_and_linked_everywhere(
    reading_site: Site, name: str
) -> None:
    pages = [reading_site.visitor.get(addresses.about(language, name)).text for language in (NL, DE)]
    assert element(pages[0], "main").text != element(pages[1], "main").text
    elsewhere = reading_site.visitor.get("/nl/niets").text
    in_footer = [each for each in elements(elsewhere, "a") if any(a.tag == "footer" for a in each.around)]
    assert addresses.about(NL, name) in [each.attributes["href"] for each in in_footer]
