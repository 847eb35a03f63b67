"""The glossary as files for other tools: every format, its name and type, and nothing sent twice."""

from xml.etree import ElementTree

import pytest

from server.formats import glossary_tables, skos, tbx2, tbx3
from tests.editing import editor, revise, with_definition
from tests.web.conftest import BASE_URL, Site
from tests.web.html import elements
from tests.worlds import digitalisation

CONCEPTS = (digitalisation(),)
FILES = {
    "tbx": ("application/xml", tbx3.export(CONCEPTS)),
    "v2.tbx": ("application/xml", tbx2.export(CONCEPTS)),
    "csv": ("text/csv; charset=utf-8; header=present", glossary_tables.export_csv(CONCEPTS)),
    "tsv": ("text/tab-separated-values; charset=utf-8", glossary_tables.export_tsv(CONCEPTS)),
    "ttl": ("text/turtle; charset=utf-8", skos.export(CONCEPTS, f"{BASE_URL}/glossary/")),
}


@pytest.mark.parametrize("ending", FILES)
def test_a_file_is_what_the_format_makes_of_all_concepts(reading_site: Site, ending: str) -> None:
    answer = reading_site.visitor.get(f"/glossary/masterstrategie.{ending}")
    kind, body = FILES[ending]
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, kind, body)
    assert answer.headers["content-disposition"] == f'attachment; filename="masterstrategie.{ending}"'
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_tbx_is_xml(reading_site: Site) -> None:
    for ending in ("tbx", "v2.tbx"):
        ElementTree.fromstring(reading_site.visitor.get(f"/glossary/masterstrategie.{ending}").content)


def test_who_has_the_file_gets_it_only_when_it_has_changed(site: Site) -> None:
    address = "/glossary/masterstrategie.csv"
    etag = site.visitor.get(address).headers["etag"]
    again = site.visitor.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    revise(site.database, with_definition(digitalisation(), "anders"), editor(site.database))
    assert site.visitor.get(address, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("ending", ["xls", "tbx2", "", "tbx.tbx"])
def test_another_ending_is_not_found(reading_site: Site, ending: str) -> None:
    assert reading_site.visitor.get(f"/glossary/masterstrategie.{ending}").status_code == 404


def test_the_glossary_page_offers_every_file(reading_site: Site) -> None:
    page = reading_site.visitor.get("/de/begriffe").text
    offered = {each.attributes["href"] for each in elements(page, "a") if "download" in each.attributes}
    assert offered == {f"/glossary/masterstrategie.{ending}" for ending in FILES}


def test_the_name_of_a_concept_leads_to_its_page_in_the_readers_language(reading_site: Site) -> None:
    for language, page in (("de", "/de/begriffe/digitalisation"), ("nl", "/nl/begrippen/digitalisation")):
        answer = reading_site.visitor.get("/glossary/digitalisation", headers={"accept-language": language})
        assert (answer.status_code, answer.headers["location"]) == (303, page)
        assert answer.headers["vary"] == "Accept-Language"
    assert reading_site.visitor.get("/glossary/nothing").status_code == 404
