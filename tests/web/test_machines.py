"""Addresses for machines: what they say is true, and only what is public."""

from xml.etree import ElementTree

from server.store.database import Database
from tests.editions_compared import three_editions
from tests.web.conftest import BASE_URL, OpenSite, Site
from tests.web.html import alternates
from tests.worlds import statements

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def test_every_page_on_the_map_is_there_and_names_the_same_counterparts(reading_site: Site) -> None:
    answer = reading_site.visitor.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    for url in ElementTree.fromstring(answer.content):
        page = reading_site.visitor.get(url.findtext(f"{MAP}loc", "").removeprefix(BASE_URL))
        assert page.status_code == 200
        named = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(LINK)}
        assert named == {name: href for name, href in alternates(page.text).items() if name != "x-default"}


def test_the_map_has_every_section_and_concept_in_both_languages(reading_site: Site) -> None:
    found = [
        each.text
        for each in ElementTree.fromstring(reading_site.visitor.get("/sitemap.xml").content).iter(f"{MAP}loc")
    ]
    assert {
        f"{BASE_URL}/nl/tekst/1-opening",
        f"{BASE_URL}/de/text/2-schritte",
        f"{BASE_URL}/nl/begrippen/digitalisation",
        f"{BASE_URL}/de/konsultation/autumn",
    } <= set(found)
    assert len(found) == len(set(found))


def test_the_map_has_what_changed_from_edition_to_edition(open_site: OpenSite, sqlite: Database) -> None:
    map_of_the_site = open_site(sqlite, three_editions()).visitor.get("/sitemap.xml").text
    found = [each.text or "" for each in ElementTree.fromstring(map_of_the_site).iter(f"{MAP}loc")]
    assert [each.removeprefix(BASE_URL) for each in found if "/vergleichen" in each] == [
        "/de/vergleichen",
        "/de/vergleichen/2022/2023",
        "/de/vergleichen/2021/2022",
    ]
    assert f"{BASE_URL}/nl/geschiedenis/1-opening" in found


def test_the_map_leads_to_the_public_address_whoever_asks(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, base_url="https://example.org")
    for path in ("/sitemap.xml", "/robots.txt"):
        text = site.visitor.get(path, headers={"host": "localhost"}).text
        assert "https://example.org/" in text
        assert "localhost" not in text


def test_robots_stay_away_from_what_is_made_for_one_visitor(reading_site: Site) -> None:
    lines = reading_site.visitor.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /nl/zoeken", "Disallow: /de/redaktion/moderation"} <= set(lines)
    assert lines[-1] == f"Sitemap: {BASE_URL}/sitemap.xml"


def test_health_asks_nobody(reading_site: Site) -> None:
    with statements() as sent:
        assert reading_site.visitor.get("/healthz").text == "ok"
    assert sent == []


def test_ready_is_what_has_a_database_and_an_index(site: Site) -> None:
    answer = site.visitor.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "index": True})
