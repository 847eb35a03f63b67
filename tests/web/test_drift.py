"""The view of the drift as a page: what it lists, its filters with counts, its pages, what it costs."""

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Account
from server.domain.document import Section
from server.store.database import Database
from server.usecases.confirm_in_step import confirm_in_step, sign_exception
from tests.revising import bases, begun, revised
from tests.web.conftest import OpenSite, Site
from tests.web.editors import signed_in
from tests.web.html import Element, element, elements
from tests.worlds import DE, NL, NOON, STEPS, comment, edition, paragraph, record, section, statements

LIST = {"nl": "/nl/redactie/werkversie/uiteenlopend", "de": "/de/redaktion/arbeitsfassung/auseinander"}
Work = tuple[Site, TestClient, Account]


def key(number: int) -> str:
    """The id of a paragraph of the long section."""
    return f"p-{number:05}"


def long_section(paragraphs: int) -> Section:
    """A section of many paragraphs."""
    made = (
        paragraph(key(number), f"Zin nummer {number}.", f"Satz Nummer {number}.")
        for number in range(paragraphs)
    )
    return section("1-long", "1", "Lang", "Lang", *made)


def opened(open_site: OpenSite, database: Database, paragraphs: int) -> Work:
    """A site with a long section and a short one, Anna's browser, Anna; the working edition has begun."""
    long = long_section(paragraphs)
    said = comment(1, on=long.paragraphs[0], section=long.key)
    site = open_site(database, record(edition("2021", long, STEPS), comments=[said]))
    browser, account = signed_in(site)
    begun(site.database, account)
    return site, browser, account


@pytest.fixture
def work(open_site: OpenSite, database: Database) -> Work:
    """Four paragraphs: one changed in Dutch, one in German, one in both and confirmed, one not at all."""
    site, browser, account = opened(open_site, database, 4)
    revised(site.database, account, key(0), nl="Zin nul is anders.", comments=("c-00000001",))
    revised(site.database, account, key(1), de="Satz eins ist anders.")
    revised(site.database, account, key(2), nl="Zin twee is anders.", de="Satz zwei ist anders.", minute=3)
    confirm_in_step(site.database, paragraph=key(2), bases=bases(site.database, key(2)), by=account, at=NOON)
    return site, browser, account


def cards(page: str) -> list[Element]:
    """The paragraphs listed."""
    return elements(page, "article")


def listed(page: str) -> list[str]:
    """Their labels."""
    return [each.text for each in elements(page, "h3")]


def filters(page: str) -> dict[str, str]:
    """The filters: what they say, and where they lead."""
    links = (
        each
        for each in elements(page, "a")
        if any("filters" in e.attributes.get("class", "") for e in each.around)
    )
    return {each.text: each.attributes["href"] for each in links}


@pytest.mark.parametrize("language", ["nl", "de"])
def test_uneven_paragraphs_stand_on_top_and_what_changed_alike_is_folded(work: Work, language: str) -> None:
    page = work[1].get(LIST[language]).text
    label = {"nl": "1, alinea {}", "de": "1, Absatz {}"}[language]
    assert listed(page) == [label.format(number) for number in (1, 2, 3)]
    folded = [
        any("drift__folded" in e.attributes.get("class", "") for e in card.around) for card in cards(page)
    ]
    assert folded == [False, False, True]


def test_a_row_has_states_amounts_words_and_ways_on(work: Work) -> None:
    first = cards(work[1].get(LIST["nl"]).text)[0]
    assert "Nederlands: gelijk Deutsch: verouderd Alleen Nederlands gewijzigd" in first.text
    assert "Nederlands 3 woorden (75 %), inhoudelijk, 1 wijziging" in first.text
    assert "Deutsch niet gewijzigd" in first.text
    links = [
        each.attributes["href"]
        for each in elements(work[1].get(LIST["nl"]).text, "a")
        if any(e.attributes.get("aria-labelledby") == f"{key(0)}-title" for e in each.around)
    ]
    there = f"/nl/redactie/werkversie/alinea/{key(0)}"
    assert links == [f"{there}/gelijk", "/nl/redactie/afdoening/c-00000001", f"{there}/gelijk", there]


def test_the_words_that_changed_are_marked_in_their_language(work: Work) -> None:
    page = work[1].get(LIST["de"]).text
    marked = [each for each in elements(page, "ins") if each.language == "nl"]
    assert marked[0].text == "hinzugefügt: nul is anders"


def test_every_filter_says_how_many_it_gives_and_gives_them(work: Work) -> None:
    browser = work[1]
    page = browser.get(LIST["nl"]).text
    found = filters(page)
    assert {name for name in found if not name.startswith(("1 Lang", "2 ", "alle"))} == {
        "Alles 3",
        "Alleen Nederlands gewijzigd 1",
        "Alleen Duits gewijzigd 1",
        "Nederlands verouderd 1",
        "Duits verouderd 1",
    }
    for name, address in found.items():
        assert len(cards(browser.get(address).text)) == int(name.split()[-1])


def test_who_asks_for_a_mark_finds_nothing_folded(work: Work) -> None:
    site, browser, account = work
    revised(site.database, account, key(2), nl="Zin twee is heel anders.", minute=5)
    page = browser.get(f"{LIST['nl']}?show=outdated-de").text
    assert listed(page) == ["1, alinea 1", "1, alinea 3"]
    assert "drift__folded" not in page


def test_a_section_narrows_the_list_and_the_counts(work: Work) -> None:
    site, browser, account = work
    revised(site.database, account, "p-bbbb1", nl="De tweede stap.", minute=5)
    page = browser.get(f"{LIST['nl']}?section=2-steps").text
    assert listed(page) == ["2, alinea 1"]
    names = filters(page)
    assert "Alleen Nederlands gewijzigd 1" in names
    assert [name for name in names if name.startswith("2 Stappen")] == ["2 Stappen 1"]
    assert element(page, "details", open_="").attributes["class"] == "govuk-details"


def test_a_signed_exception_is_shown_with_its_reason(work: Work) -> None:
    site, browser, account = work
    sign_exception(
        site.database,
        paragraph=key(0),
        follows=DE,
        reasons={NL: "Het wacht.", DE: "Es wartet."},
        bases=bases(site.database, key(0)),
        by=account,
        at=NOON,
    )
    page = browser.get(f"{LIST['de']}?show=excepted").text
    assert listed(page) == ["1, Absatz 1"]
    assert "Der deutsche Text folgt später: Es wartet. Anna, 1. Oktober 2021" in cards(page)[0].text


def test_marks_that_there_are_not_and_pages_beyond_the_last_give_the_list(work: Work) -> None:
    browser = work[1]
    assert len(listed(browser.get(f"{LIST['nl']}?show=sideways&page=99").text)) == 3
    assert len(listed(browser.get(f"{LIST['nl']}?page=-1").text)) == 3
    assert browser.get(f"{LIST['nl']}?section=unknown").status_code == 404


@pytest.mark.parametrize("language", ["nl", "de"])
def test_without_changes_or_a_working_edition_it_says_so(
    open_site: OpenSite, sqlite: Database, language: str
) -> None:
    site = open_site(sqlite)
    browser, account = signed_in(site)
    told = {"nl": "Er is op dit moment geen werkversie.", "de": "Im Moment gibt es keine Arbeitsfassung."}
    assert element(browser.get(LIST[language]).text, "p", class_="lede").text == told[language]
    begun(site.database, account)
    page = browser.get(LIST[language]).text
    told = {
        "nl": "Er is nog niets gewijzigd en beide talen zijn overal gelijk.",
        "de": "Noch wurde nichts geändert, und beide Sprachen sind überall im Gleichstand.",
    }
    assert told[language] in page
    assert cards(page) == []


def test_a_long_list_has_pages_and_costs_as_many_questions(open_site: OpenSite, sqlite: Database) -> None:
    site, browser, account = opened(open_site, sqlite, 60)
    with statements() as few:
        browser.get(LIST["nl"])
    for number in range(55):
        revised(site.database, account, key(number), nl=f"Anders {number}.", minute=number + 1)
    with statements() as many:
        page = browser.get(LIST["nl"]).text
    assert len(few) == len(many)
    assert len(cards(page)) == 50
    following = element(page, "a", rel="next").attributes["href"]
    assert following == f"{LIST['nl']}?page=2"
    assert listed(browser.get(following).text) == [f"1, alinea {number}" for number in range(51, 56)]


def test_only_editors_see_it(work: Work) -> None:
    site = work[0]
    assert site.visitor.get(LIST["nl"]).headers["location"].startswith("/nl/aanmelden?next=")
