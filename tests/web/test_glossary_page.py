"""The glossary from A to Z: filters are addresses, and each says how much it finds."""

from dataclasses import replace

import pytest

from server.domain.glossary import Concept, DisputeState, ProcessState, SignOff, Term, TermStatus
from server.store.database import Database
from tests.web.conftest import BASE_URL, OpenSite, Site
from tests.web.html import Element, alternates, elements
from tests.worlds import DE, NL, NOON, digitalisation, record

GLOSSARY = "/nl/begrippen"


def concept(key: str, nl: str, de: str, *, field: str = "business and economy", reason: str = "") -> Concept:
    """A concept that nobody disputes; with a reason also a deprecated German term."""
    base = digitalisation()
    sides = {
        NL: replace(base.sides[NL], terms=(Term(nl, TermStatus.PREFERRED),), reading="", reading_source=""),
        DE: replace(base.sides[DE], terms=(Term(de, TermStatus.PREFERRED),), reading="", reading_source=""),
    }
    if reason:
        old = Term(f"{de}-alt", TermStatus.DEPRECATED, reason=reason)
        sides[DE] = replace(sides[DE], terms=(*sides[DE].terms, old))
    return replace(
        base, key=key, subject_field=field, dispute=DisputeState.NONE, dispute_reasons={}, sides=sides
    )


@pytest.fixture
def site(open_site: OpenSite, sqlite: Database) -> Site:
    """One disputed concept, one with a deprecated term, one decided."""
    signed = tuple(SignOff(side, by, NOON) for side, by in ((NL, "Anna"), (DE, "Bernd")))
    decided = replace(
        concept("voucher", "voucher", "Gutschein"), process=ProcessState.DECIDED, sign_offs=signed
    )
    concepts = (digitalisation(), concept("ecosystem", "écosysteem", "Ökosystem", reason="Alt."), decided)
    return open_site(sqlite, replace(record(), concepts=concepts))


def entries(page: str) -> list[str]:
    """The entries, from top to bottom."""
    return [
        each.text
        for each in elements(page, "li")
        if any(around.attributes.get("class") == "entries" for around in each.around)
    ]


def choices(page: str) -> list[Element]:
    """The links of the filters."""
    return [
        each
        for each in elements(page, "a")
        if any(around.attributes.get("class") == "filters" for around in each.around)
    ]


def test_the_terms_stand_from_a_to_z_in_the_readers_language_with_their_counterparts(site: Site) -> None:
    assert entries(site.visitor.get("/nl/begrippen").text) == [
        "digitalisering Digitalisierung Anders gelezen",
        "écosysteem Ökosystem niet: Ökosystem-alt",
        "voucher Gutschein besloten",
    ]
    german = site.visitor.get("/de/begriffe").text
    assert [each.split()[0] for each in entries(german)] == ["Digitalisierung", "Gutschein", "Ökosystem"]
    letters = [each.text for each in elements(german, "a") if each.attributes["href"].startswith("#letter")]
    assert letters == ["D", "G", "O"]


FOUND = {
    "": ["digitalisering", "écosysteem", "voucher"],
    "begripsverschil": ["digitalisering"],
    "open": ["digitalisering", "écosysteem"],
    "besloten": ["voucher"],
    "afgeraden": ["écosysteem"],
}


@pytest.mark.parametrize("name", FOUND)
def test_a_filter_finds_what_it_says(site: Site, name: str) -> None:
    page = site.visitor.get(GLOSSARY, params={"filter": name}).text
    assert [each.split()[0] for each in entries(page)] == FOUND[name]
    [status] = elements(page, role="status")
    assert status.text.startswith(f"{len(FOUND[name])} begrip")


def test_every_filter_is_a_link_with_a_count_that_holds(site: Site) -> None:
    links = choices(site.visitor.get(GLOSSARY).text)
    assert [each.text for each in links] == [
        "alle begrippen 3",
        "met begripsverschil 1",
        "nog niet besloten 2",
        "besloten 1",
        "met afgeraden termen 1",
        "alle vakgebieden 3",
        "bedrijfsleven en economie 2",
        "digitale transformatie 1",
    ]
    for each in links:
        found = entries(site.visitor.get(each.attributes["href"]).text)
        assert each.text.endswith(f" {len(found)}")


def test_a_filter_and_a_subject_field_go_together(site: Site) -> None:
    page = site.visitor.get(f"{GLOSSARY}?filter=open&vakgebied=business-and-economy").text
    assert entries(page) == ["écosysteem Ökosystem niet: Ökosystem-alt"]
    chosen = [each.text for each in choices(page) if "aria-current" in each.attributes]
    assert chosen == ["nog niet besloten 1", "bedrijfsleven en economie 1"]
    assert alternates(page)["de"] == f"{BASE_URL}/de/begriffe?filter=offen&fachgebiet=business-and-economy"


@pytest.mark.parametrize(
    "asked", ["filter=besloten&vakgebied=digital-transformation", "filter=offen", "vakgebied=niets"]
)
def test_what_finds_nothing_says_so_and_leads_back_to_all(site: Site, asked: str) -> None:
    page = site.visitor.get(f"{GLOSSARY}?{asked}").text
    assert entries(page) == []
    [status] = elements(page, role="status")
    assert status.text == "Geen enkel begrip past hierbij. Toon alle 3 begrippen"
