"""What became of a comment: on its card, on the paragraph, on the receipt, and all decisions on one page."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.dispositions import Outcome, PublicDisposition
from server.domain.moderation import ModerationState
from server.store.comments import comment_by_id
from server.store.database import Database
from server.usecases.move_comment import move_comment
from tests.web.conftest import OpenSite, Site
from tests.web.html import elements
from tests.worlds import DE, NL, NOON, OPENING, STEPS, comment, edition, paragraph, record, statements

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


def test_the_way_to_the_change_ends_at_the_paragraph(site: Site) -> None:
    """Also at the second half of one that was split: the comparison tells both in one place."""
    page = site.visitor.get("/nl/vergelijken/2021/2022").text
    for paragraph_id in ("p-aaaa3", "p-aaaa4", "p-aaaa2"):
        assert len(elements(page, id=paragraph_id)) == 1


def test_the_paragraph_of_the_new_edition_leads_to_what_was_said_before(site: Site) -> None:
    section = site.visitor.get("/nl/tekst/1-opening").text
    earlier = [each for each in elements(section, "a") if "#earlier" in each.attributes.get("href", "")]
    assert [each.attributes["href"] for each in earlier] == [
        "/nl/edities/2022/reacties/p-aaaa3#earlier",
        "/nl/edities/2022/reacties/p-aaaa4#earlier",
    ]
    thread = site.visitor.get("/nl/edities/2022/reacties/p-aaaa3").text
    assert elements(thread, "a", href="/nl/edities/2021/reacties/p-aaaa1")[0].text == "3 reacties"
    assert elements(thread, "a", href="/c/c-00000001?language=nl")[0].text == "reactie 1"


def test_the_kept_page_of_the_new_edition_follows_the_comments_on_the_old_one(site: Site) -> None:
    """Sections are kept ready: how often a paragraph was spoken of before has to follow all the same."""

    def told() -> list[str]:
        page = site.visitor.get("/nl/tekst/1-opening").text
        links = elements(page, "a")
        return [each.text for each in links if each.attributes.get("href", "").endswith("p-aaaa3#earlier")]

    before = told()
    with site.database.write() as connection:
        said = comment_by_id(connection, "c-00000003")
        assert said is not None
        assert move_comment(connection, said, ModerationState.WITHDRAWN, at=NOON)
    assert (len(before), len(told())) == (1, 1)
    assert told() != before


def test_an_edition_whose_only_answered_comments_are_gone_leads_to_no_decisions(site: Site) -> None:
    for number in (1, 2):
        with site.database.write() as connection:
            said = comment_by_id(connection, f"c-{number:08}")
            assert said is not None
            assert move_comment(connection, said, ModerationState.WITHDRAWN, at=NOON)
    assert elements(site.visitor.get("/nl/tekst").text, "a", href=PAGE["nl"]) == []
    page = site.visitor.get(PAGE["nl"])
    assert (page.status_code, elements(page.text, "article", class_="card")) == (200, [])


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


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_link_to_a_comment_stays_in_the_language_of_the_page(site: Site, language: str) -> None:
    other = {"nl": "de", "de": "nl"}[language]
    page = site.visitor.get(PAGE[language]).text
    [link] = elements(page, "a", href=f"/c/c-00000001?language={language}")
    led = site.visitor.get(link.attributes["href"], headers={"accept-language": other})
    thread = {"nl": "/nl/edities/2021/reacties/p-aaaa1", "de": "/de/fassungen/2021/anmerkungen/p-aaaa1"}
    assert (led.status_code, led.headers["location"]) == (303, f"{thread[language]}#c-00000001")
