"""What became of a comment: on its card, on the paragraph, on the receipt, and all decisions on one page."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.dispositions import Outcome, PublicDisposition
from server.store.database import Database
from tests.web.conftest import OpenSite, Site
from tests.web.html import elements
from tests.worlds import DE, NL, OPENING, STEPS, comment, edition, paragraph, record, statements

PAGE = {"nl": "/nl/edities/2022/afdoening", "de": "/de/fassungen/2022/abwaegung"}
ANSWERS = {NL: "Wij hebben het **mkb** genoemd.", DE: "Wir haben die **KMU** genannt."}


def answer(number: int, outcome: Outcome, *paragraphs: str) -> PublicDisposition:
    """The public disposition of a comment of the small world."""
    return PublicDisposition(
        f"c-{number:08}", "autumn", "2022", outcome, ANSWERS, date(2022, 1, 5), paragraphs
    )


@pytest.fixture
def site(open_site: OpenSite, database: Database) -> Site:
    """Two editions: the first paragraph of the older one was split; two comments on it are answered."""
    first, second = OPENING.paragraphs
    halves = (
        paragraph("p-aaaa3", "Half een.", "Halb eins."),
        paragraph("p-aaaa4", "Half twee.", "Halb zwei."),
    )
    newer = replace(
        edition("2022", replace(OPENING, paragraphs=(*halves, second)), STEPS, day=date(2022, 1, 1)),
        predecessor="2021",
        lineage={"p-aaaa3": (first.id,), "p-aaaa4": (first.id,)},
    )
    world = record(edition("2021"), newer, comments=[comment(1), comment(2), comment(3)])
    answered = (answer(1, Outcome.ADOPTED, "p-aaaa3"), answer(2, Outcome.NOTED))
    round_ = replace(world.rounds[0], edition="2021")
    return open_site(database, replace(world, rounds=(round_,), dispositions=answered))


@pytest.mark.parametrize("language", ["nl", "de"])
def test_all_decisions_of_an_edition_stand_on_one_page_with_counts_as_links(
    site: Site, language: str
) -> None:
    page = site.visitor.get(PAGE[language]).text
    links = [each.text for each in elements(page, "a") if "outcome=" in each.attributes.get("href", "")]
    assert (
        links
        == {
            "nl": ["overgenomen (1)", "voor kennisgeving (1)"],
            "de": ["übernommen (1)", "zur Kenntnis genommen (1)"],
        }[language]
    )
    assert len(elements(page, "article", class_="card")) == 2


def test_of_one_outcome_only_its_decisions_are_shown(site: Site) -> None:
    page = site.visitor.get(PAGE["nl"] + "?outcome=adopted").text
    assert [each.attributes["aria-labelledby"] for each in elements(page, "article", class_="card")] == [
        "on-c-00000001"
    ]
    assert site.visitor.get(PAGE["nl"] + "?outcome=praised").status_code == 404
    assert site.visitor.get(PAGE["nl"] + "?page=2").status_code == 404


def test_an_edition_without_decisions_says_so(site: Site) -> None:
    page = site.visitor.get("/nl/edities/2021/afdoening")
    assert page.status_code == 200
    assert "In deze editie zijn geen openbare afdoeningen." in page.text


def test_a_card_says_what_became_of_the_comment_and_leads_to_the_change(site: Site) -> None:
    page = site.visitor.get("/nl/edities/2021/reacties/p-aaaa1").text
    boxes = elements(page, "div", class_="disposition")
    assert len(boxes) == 2
    assert "Wij hebben het <strong>mkb</strong> genoemd." in page
    assert elements(page, "a", href="/nl/vergelijken/2021/2022#p-aaaa3")[0].text == (
        "Bekijk wat er in de tekst is veranderd"
    )


def test_the_paragraph_of_the_new_edition_leads_to_what_was_said_before(site: Site) -> None:
    section = site.visitor.get("/nl/tekst/1-opening").text
    earlier = [each for each in elements(section, "a") if "#earlier" in each.attributes.get("href", "")]
    assert [each.attributes["href"] for each in earlier] == [
        "/nl/edities/2022/reacties/p-aaaa3#earlier",
        "/nl/edities/2022/reacties/p-aaaa4#earlier",
    ]
    thread = site.visitor.get("/nl/edities/2022/reacties/p-aaaa3").text
    assert elements(thread, "a", href="/nl/edities/2021/reacties/p-aaaa1")[0].text == "3 reacties"
    assert elements(thread, "a", href="/c/c-00000001")[0].text == "reactie 1"


def test_contents_and_list_of_editions_lead_to_the_decisions(site: Site) -> None:
    for path in ("/nl/tekst", "/nl/edities"):
        assert len(elements(site.visitor.get(path).text, "a", href=PAGE["nl"])) == 1


def test_the_page_costs_the_same_queries_for_one_decision_and_for_two(site: Site) -> None:
    counts = []
    for path in (PAGE["nl"], PAGE["nl"] + "?outcome=adopted"):
        with statements() as ran:
            site.visitor.get(path)
        counts.append(len(ran))
    assert counts[0] == counts[1]
