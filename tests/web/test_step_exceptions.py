"""A signed exception of a published edition: what readers and machines see of it."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.editions import StepException
from server.store.database import Database
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements
from tests.worlds import DE, NL, edition, record

SIGNED = StepException(
    "p-aaaa2",
    DE,
    {NL: "Het cijfer wordt <nog> nagegaan.", DE: "Die Zahl wird <noch> geprüft."},
    "Els",
    date(2021, 9, 20),
)


@pytest.fixture
def site(open_site: OpenSite, database: Database) -> Site:
    """An edition in which the German wording of the second paragraph follows."""
    return open_site(database, record(replace(edition(), exceptions=(SIGNED,))))


@pytest.mark.parametrize(
    "address",
    [
        "/nl/tekst/1-opening",
        "/nl/tekst/1-opening/naast-elkaar",
        "/nl/edities/2021/1-opening",
        "/nl/edities/2021/reacties/p-aaaa2",
    ],
)
def test_readers_of_dutch_see_it_with_the_paragraph_in_every_way_of_reading(site: Site, address: str) -> None:
    [mark] = elements(site.visitor.get(address).text, class_="row__follows")
    assert mark.text == (
        "De Duitse tekst volgt later: Het cijfer wordt <nog> nagegaan. Getekend door Els, 20 september 2021"
    )
    assert (mark.language, mark.around[-1].attributes["id"]) == ("nl", "p-aaaa2")


@pytest.mark.parametrize(
    "address",
    ["/de/text/1-auftakt", "/de/text/1-auftakt/nebeneinander", "/de/fassungen/2021/anmerkungen/p-aaaa2"],
)
def test_readers_of_german_see_it_in_german(site: Site, address: str) -> None:
    mark = element(site.visitor.get(address).text, class_="row__follows")
    assert mark.text == (
        "Der deutsche Text folgt später: Die Zahl wird <noch> geprüft. Unterzeichnet von Els, 20. September 2021"
    )


def test_where_nothing_was_signed_there_is_no_mark(reading_site: Site) -> None:
    assert elements(reading_site.visitor.get("/nl/tekst/1-opening").text, class_="row__follows") == []


def test_machines_find_it_with_the_edition_and_with_the_paragraph(site: Site) -> None:
    expected = {
        "paragraph": "p-aaaa2",
        "follows": "de",
        "reasons": {"nl": SIGNED.reasons[NL], "de": SIGNED.reasons[DE]},
        "by": "Els",
        "date": "2021-09-20",
    }
    api = "/api/v1/editions"
    assert site.visitor.get(api).json()["editions"][0]["exceptions"] == [expected]
    assert site.visitor.get(f"{api}/2021").json()["edition"]["exceptions"] == [expected]
    assert site.visitor.get(f"{api}/2021/paragraphs/p-aaaa2").json()["exception"] == expected
    assert site.visitor.get(f"{api}/2021/paragraphs/p-aaaa1").json()["exception"] is None
