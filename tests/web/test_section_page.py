"""The page of a section: what stands on it, and what it costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from markdown_it import MarkdownIt

from server.domain.document import Section
from server.store.database import Database
from tests.web.commenting import show
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements
from tests.worlds import DE, NL, OPENING, STEPS, comment, edition, paragraph, record, section, statements

SECTION_THREAD = {
    "nl": "/nl/edities/2021/1-opening/reacties",
    "de": "/de/fassungen/2021/1-auftakt/anmerkungen",
}
NL_PAGE, DE_PAGE, BOTH = "/nl/tekst/1-opening", "/de/text/1-auftakt", "/nl/tekst/1-opening/naast-elkaar"


def long_section(paragraphs: int) -> Section:
    """A section of many paragraphs, with the concept in each."""
    made = (
        paragraph(f"p-{number:05}", f"Digitalisering {number}.", f"Digitalisierung {number}.")
        for number in range(paragraphs)
    )
    return section(OPENING.key, "1", "Opening", "Auftakt", *made)


def wordings(html: str) -> list[tuple[str, str]]:
    """Every wording on a page: its language and its text."""
    return [(each.attributes["lang"], each.text) for each in elements(html) if is_wording(each.attributes)]


def is_wording(attributes: dict[str, str]) -> bool:
    """Whether an element holds the wording of a paragraph."""
    return "row__text" in attributes.get("class", "").split()


def test_a_page_shows_every_paragraph_in_its_language(reading_site: Site) -> None:
    assert wordings(reading_site.visitor.get(NL_PAGE).text) == [
        ("nl", "De digitalisering gaat snel."),
        ("nl", "Het mkb doet mee, voor 75%."),
    ]
    assert wordings(reading_site.visitor.get(DE_PAGE).text) == [
        ("de", "Die Digitalisierung kommt schnell voran."),
        ("de", "Die KMU machen mit, zu 75 %."),
    ]


def test_side_by_side_both_wordings_stand_in_one_row_each_in_its_language(reading_site: Site) -> None:
    rows = elements(reading_site.visitor.get(BOTH).text, class_="row")
    assert [row.attributes["id"] for row in rows] == ["p-aaaa1", "p-aaaa2"]
    page = reading_site.visitor.get("/de/text/1-auftakt/nebeneinander").text
    texts = [each for each in elements(page) if is_wording(each.attributes)]
    assert [(each.around[-1].attributes["id"], each.language) for each in texts] == [
        ("p-aaaa1", "de"),
        ("p-aaaa1", "nl"),
        ("p-aaaa2", "de"),
        ("p-aaaa2", "nl"),
    ]


def test_a_paragraph_has_a_number_a_permanent_address_and_a_link_to_comment(reading_site: Site) -> None:
    page = reading_site.visitor.get(NL_PAGE).text
    links = {
        link.attributes["href"]: link.text
        for link in elements(page, "a")
        if any(around.attributes.get("id") == "p-aaaa2" for around in link.around)
    }
    assert list(links) == ["/p/aaaa2", "/nl/edities/2021/reacties/p-aaaa2"]
    assert links["/p/aaaa2"].endswith(" 2")


def test_a_concept_in_the_text_links_to_its_page_in_the_language_of_the_wording(reading_site: Site) -> None:
    links = elements(reading_site.visitor.get(BOTH).text, "a", class_="term disputed")
    assert [(link.language, link.text, link.attributes["href"]) for link in links] == [
        ("nl", "digitalisering", "/nl/begrippen/digitalisation"),
        ("de", "Digitalisierung", "/de/begriffe/digitalisation"),
    ]


def test_the_definition_is_on_the_page_with_both_readings(reading_site: Site) -> None:
    box = element(reading_site.visitor.get(NL_PAGE).text, "dd", data_concept="digitalisation")
    assert "Betekenis van digitalisering." in box.text
    readings = elements(reading_site.visitor.get(NL_PAGE).text, "span", lang="de")
    assert "eine Aufgabe" in [each.text for each in readings]


def test_a_shown_comment_stands_under_its_paragraph_on_both_pages_in_its_own_language(
    open_site: OpenSite, database: Database
) -> None:
    site = open_site(database, record(comments=[comment(1, "Gut so.\n\nWeiter so.\nBitte.")]))
    for path in (NL_PAGE, DE_PAGE, BOTH):
        card = element(site.visitor.get(path).text, id="c-00000001")
        assert card.around[-2].attributes["id"] == "p-aaaa1"
        text = element(site.visitor.get(path).text, class_="comment__text")
        assert (text.language, text.text) == ("de", "Gut so. Weiter so. Bitte.")


def test_only_the_newest_comments_stand_on_the_page_and_the_count_says_how_many_there_are(
    open_site: OpenSite, database: Database
) -> None:
    site = open_site(database, record(comments=[comment(number) for number in range(1, 8)]))
    page = site.visitor.get(NL_PAGE).text
    cards = [each.attributes["id"] for each in elements(page, class_="comment")]
    assert cards == [f"c-{number:08}" for number in range(3, 8)]
    link = next(each for each in elements(page, "a", class_="row__comment"))
    assert "7" in link.text


def test_the_frozen_page_of_an_edition_says_so_and_leads_to_the_current_text(
    open_site: OpenSite, sqlite: Database
) -> None:
    first = section(OPENING.key, "1", "Begin", "Anfang", *OPENING.paragraphs)
    editions = (edition("2020", first, STEPS, day=date(2020, 1, 1)), edition("2021", predecessor="2020"))
    site = open_site(sqlite, record(*editions))
    old = site.visitor.get("/nl/edities/2020/1-begin").text
    assert element(old, "h1").text == "1 Begin"
    notice = element(old, "a", href=NL_PAGE)
    assert "Editie 2020" in notice.around[-1].text


def test_each_section_lists_the_editions_in_which_it_changed(open_site: OpenSite, sqlite: Database) -> None:
    first = section(OPENING.key, "1", "Begin", "Anfang", *OPENING.paragraphs)
    editions = (edition("2020", first, STEPS, day=date(2020, 1, 1)), edition("2021", predecessor="2020"))
    site = open_site(sqlite, record(*editions))
    opening, steps = (
        [
            link.text
            for link in elements(site.visitor.get(path).text, "a")
            if link.text.startswith("Fassung 2")
        ]
        for path in (DE_PAGE, "/de/text/2-schritte")
    )
    assert (opening, steps) == (["Fassung 2020"], ["Fassung 2020"])
    assert "Fassung 2021" in site.visitor.get(DE_PAGE).text
    assert "Fassung 2021" not in site.visitor.get("/de/text/2-schritte").text


def test_a_page_costs_the_same_statements_however_long_it_is(open_site: OpenSite, database: Database) -> None:
    costs = []
    for paragraphs, comments in ((3, 1), (200, 1), (200, 100)):
        text = long_section(paragraphs)
        said = [comment(number, on=text.paragraphs[number]) for number in range(comments)]
        site = open_site(database, record(edition("2021", text, STEPS), comments=said))
        for path in (NL_PAGE, BOTH, "/nl/edities/2021/1-opening"):
            with statements() as sent:
                page = site.visitor.get(path).text
            assert page.count('class="row"') == paragraphs
            assert page.count('class="comment"') == comments
            costs.append(len(sent))
    assert set(costs) == {costs[0]}
    assert costs[0] > 0


def test_an_edition_more_costs_no_statement_more(open_site: OpenSite, database: Database) -> None:
    editions = [edition(str(year), day=date(year, 1, 1)) for year in range(2015, 2022)]
    costs = []
    for count in (1, 7):
        site = open_site(database, record(*editions[-count:]))
        with statements() as sent:
            site.visitor.get(NL_PAGE)
        costs.append(len(sent))
    assert costs[0] == costs[1]


@contextmanager
def no_markdown(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever parses Markdown now fails."""

    def parse(*_: object) -> None:
        raise AssertionError("Markdown is parsed while serving")

    with monkeypatch.context() as patch:
        patch.setattr(MarkdownIt, "parse", parse)
        yield


@pytest.mark.parametrize(
    "path",
    [
        "/nl/",
        "/nl/tekst",
        NL_PAGE,
        DE_PAGE,
        BOTH,
        "/nl/edities/2021/1-opening",
        "/nl/edities/2021/reacties/p-aaaa1",
        "/nl/begrippen",
    ],
)
def test_no_markdown_is_parsed_while_reading(
    small_site: Site, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    with no_markdown(monkeypatch):
        assert small_site.visitor.get(path).status_code == 200


def test_the_language_switch_of_a_page_stays_on_the_section_and_the_view(reading_site: Site) -> None:
    page = reading_site.visitor.get(BOTH).text
    switch = elements(page, "a", hreflang="de")[0]
    assert switch.attributes["href"] == "/de/text/1-auftakt/nebeneinander"
    assert "data-keep-paragraph" in switch.attributes


def test_neighbours_lead_through_the_text(reading_site: Site) -> None:
    first, last = (reading_site.visitor.get(path).text for path in (DE_PAGE, "/de/text/2-schritte"))
    assert element(first, "a", rel="next").attributes["href"] == "/de/text/2-schritte"
    assert element(last, "a", rel="prev").attributes["href"] == DE_PAGE
    assert not elements(first, "a", rel="prev")
    assert {NL, DE} == set(STEPS.titles)


@pytest.mark.parametrize(
    ("path", "thread"), [(NL_PAGE, SECTION_THREAD["nl"]), (DE_PAGE, SECTION_THREAD["de"])]
)
def test_the_whole_section_can_be_commented_on_from_its_head_and_its_end(
    reading_site: Site, path: str, thread: str
) -> None:
    page = reading_site.visitor.get(path).text
    assert len(elements(page, "a", href=thread)) == 2
    assert reading_site.visitor.get(thread).status_code == 200


def test_how_many_comments_there_are_on_it_is_told_at_once(site: Site) -> None:
    site.visitor.get(NL_PAGE)
    show(site, SECTION_THREAD["nl"])
    links = [each.text for each in elements(site.visitor.get(NL_PAGE).text, "a", href=SECTION_THREAD["nl"])]
    assert links == ["1 reactie op dit onderdeel", "Reageren op dit hele onderdeel"]


def test_the_whole_document_can_be_commented_on_from_the_contents(reading_site: Site) -> None:
    for path, thread in {
        "/nl/tekst": "/nl/edities/2021/reacties",
        "/de/text": "/de/fassungen/2021/anmerkungen",
    }.items():
        assert elements(reading_site.visitor.get(path).text, "a", href=thread)
