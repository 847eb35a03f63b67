"""What a search is narrowed down to: in its address, as links with counts, kept by the language switch."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from server.domain.comments import StakeholderGroup
from server.domain.public_record import PublicRecord
from server.store.database import Database
from tests.web.conftest import OpenSite, Site
from tests.web.html import alternates, element, elements
from tests.web.test_search_page import find, hits, many, notices
from tests.worlds import NL, OPENING, STEPS, comment, edition, record, statements


def world() -> PublicRecord:
    """Two editions, the older one with the comments; the word "digitalisering" is nearly everywhere."""
    said = (
        comment(1, "Digitalisierung ist gut.", on=OPENING.paragraphs[0]),
        replace(
            comment(2, "Digitalisering is goed.", on=OPENING.paragraphs[0], language=NL),
            group=StakeholderGroup.COMPANY,
        ),
    )
    older = edition("2021")
    newer = edition("2026", day=date(2026, 2, 1), predecessor="2021")
    whole = record(older, newer, comments=said)
    return replace(whole, rounds=tuple(replace(each, edition="2021") for each in whole.rounds))


@pytest.fixture
def narrow_site(open_site: OpenSite, database: Database) -> Site:
    """A site of that world."""
    return open_site(database, world())


def page_of(site: Site, path: str) -> str:
    """A page that is there."""
    answer = site.visitor.get(path)
    assert answer.status_code == 200
    return answer.text


def facets(page: str) -> Mapping[str, list[tuple[str, bool]]]:
    """The values of each facet with their counts, and whether they are chosen."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for each in elements(page, "a"):
        lists = [around for around in each.around if "aria-labelledby" in around.attributes]
        if lists:
            name = lists[-1].attributes["aria-labelledby"].removeprefix("facet-")
            text = " ".join(each.text.split())
            found.setdefault(name, []).append((text, each.attributes.get("aria-current") == "true"))
    return found


def link(page: str, text: str) -> str:
    """Where a link with this text leads to."""
    [found] = [each for each in elements(page, "a") if " ".join(each.text.split()) == text]
    return found.attributes["href"]


def test_values_stand_with_their_counts_everything_first(narrow_site: Site) -> None:
    page = find(narrow_site, "digitalisering")
    assert facets(page)["kind"] == [
        ("alle", True),
        ("Alinea 1", False),
        ("Reactie 2", False),
        ("Begrip 1", False),
    ]
    assert facets(page)["group"] == [("alle", True), ("Bedrijf 1", False), ("Burger 1", False)]
    # Older wordings are left out, but counted: choosing the edition shows them.
    assert facets(page)["edition"] == [("alle", True), ("Editie 2026 1", False), ("Editie 2021 3", False)]


def test_a_choice_narrows_down_and_can_be_taken_back(narrow_site: Site) -> None:
    page = page_of(narrow_site, link(find(narrow_site, "digitalisering"), "Reactie 2"))
    assert [kind for _, kind in hits(page)] == ["comment", "comment"]
    assert ("Reactie 2", True) in facets(page)["kind"]
    both = page_of(narrow_site, link(page, "Begrip 1"))
    assert sorted(kind for _, kind in hits(both)) == ["comment", "comment", "concept"]
    back = page_of(narrow_site, link(both, "Filter weghalen: Soort: Reactie×"))
    assert [kind for _, kind in hits(back)] == ["concept"]
    assert link(both, "Alle filters weghalen") == "/nl/zoeken?q=digitalisering"


def test_beside_a_field_word_only_its_values_can_be_chosen(narrow_site: Site) -> None:
    page = find(narrow_site, "digitalisering soort:reactie soort:begrip")
    assert facets(page)["kind"] == [("alle", True), ("Reactie 2", False), ("Begrip 1", False)]
    narrower = page_of(narrow_site, link(page, "Begrip 1"))
    assert [kind for _, kind in hits(narrower)] == ["concept"]
    assert facets(narrower)["kind"] == [("alle", False), ("Reactie 2", False), ("Begrip 1", True)]


def test_the_address_alone_says_what_is_asked(narrow_site: Site) -> None:
    asked = "q=digitalisering&kind=comment&kind=concept&group=company"
    assert [kind for _, kind in hits(page_of(narrow_site, f"/nl/zoeken?{asked}"))] == ["comment"]
    assert [
        kind for _, kind in hits(page_of(narrow_site, "/nl/zoeken?q=digitalisering&language=nl&kind=comment"))
    ] == ["comment"]


def test_filters_alone_list_everything_they_let_through(narrow_site: Site) -> None:
    page = page_of(narrow_site, "/de/suche?kind=comment&order=newest")
    assert [href.rpartition("#")[2] for href, _ in hits(page)] == ["c-00000002", "c-00000001"]
    assert "2 Treffer" in [each.text for each in elements(page, "h2")]


def test_an_older_wording_is_found_by_its_edition_and_shown_where_it_stands(narrow_site: Site) -> None:
    page = page_of(narrow_site, "/nl/zoeken?q=mkb&edition=2021")
    assert hits(page) == [("/nl/edities/2021/1-opening#p-aaaa2", "paragraph")]
    assert hits(find(narrow_site, "mkb")) == [("/nl/tekst/1-opening#p-aaaa2", "paragraph")]


def test_the_language_switch_and_the_next_search_keep_what_is_chosen(narrow_site: Site) -> None:
    asked = "q=mkb&kind=comment&kind=paragraph&edition=2021&order=newest&only=nl"
    page = page_of(narrow_site, f"/nl/zoeken?{asked}")
    assert alternates(page) == {
        "nl": f"http://127.0.0.1:8000/nl/zoeken?{asked}",
        "de": f"http://127.0.0.1:8000/de/suche?{asked}",
        "x-default": f"http://127.0.0.1:8000/nl/zoeken?{asked}",
    }
    assert element(page, "link", rel="canonical").attributes["href"].endswith(f"/nl/zoeken?{asked}")
    assert element(page, "meta", name="robots").attributes["content"] == "noindex"
    kept = [
        (each.attributes["name"], each.attributes["value"]) for each in elements(page, "input", type="hidden")
    ]
    assert kept == [
        ("kind", "comment"),
        ("kind", "paragraph"),
        ("edition", "2021"),
        ("order", "newest"),
        ("only", "nl"),
    ]


def test_values_that_nobody_knows_are_left_out_and_named(narrow_site: Site) -> None:
    asked = "kind=elephant&edition=1999&section=zzz&order=worst&only=fr&group=%00company"
    page = page_of(narrow_site, f"/nl/zoeken?q=digitalisering&{asked}&utm_source=mail")
    assert [kind for _, kind in hits(page)] == ["comment"]
    assert notices(page) == [
        f"Het filter “{value}” kennen wij niet. Wij hebben het weggelaten."
        for value in ("elephant", "worst", "fr", "1999", "zzz")
    ]


def test_only_the_readers_language_is_searched_on_request(narrow_site: Site) -> None:
    page = find(narrow_site, "KMU")
    assert len(hits(page)) == 1
    only = page_of(narrow_site, link(page, "Alleen in Nederlandse teksten zoeken"))
    assert hits(only) == []
    back = {each.attributes["href"] for each in elements(only, "a") if each.text == "In beide talen zoeken"}
    assert back == {"/nl/zoeken?q=KMU"}


def test_a_misspelt_word_leads_to_what_may_have_been_meant_with_the_filters(narrow_site: Site) -> None:
    page = page_of(narrow_site, "/nl/zoeken?q=digitaliserign&kind=concept")
    assert hits(page) == []
    meant = element(page, "p", class_="search-meant")
    assert meant.text == "Bedoelt u: digitalisering"
    assert [kind for _, kind in hits(page_of(narrow_site, link(page, "digitalisering")))] == ["concept"]


def test_without_hits_there_is_help(narrow_site: Site) -> None:
    page = page_of(narrow_site, "/de/suche?q=xyzzyqq&kind=comment&only=de")
    assert "Nichts gefunden für „xyzzyqq“" in [each.text for each in elements(page, "h2")]
    assert link(page, "Ohne Filter suchen") == "/de/suche?q=xyzzyqq&only=de"
    assert link(page, "Inhalt") == "/de/text"
    assert element(page, "details", class_="govuk-details search-help")


def test_a_page_costs_the_same_queries_however_much_is_found(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, record(edition("2021", many(1_020), STEPS)))
    counts = {}
    for typed, total in (("xyzzyqq", 0), ("stap", 1), ("veel", 1_020)):
        find(site, typed)
        with statements() as sent:
            page = find(site, typed)
        assert len(hits(page)) == min(total, 20)
        counts[total] = len(sent)
    # Without a hit there is nothing to be read of it.
    assert counts[0] <= counts[1] == counts[1_020] <= 25
    # The last page that is shown; all there are come with a file.
    assert len(hits(page_of(site, "/nl/zoeken?q=veel&page=50"))) == 20
    rows = site.visitor.get("/nl/zoeken.csv?q=veel").content.count(b"\r\n")
    assert rows == 1 + 1_000
