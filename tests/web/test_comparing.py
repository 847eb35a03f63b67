"""The pages that compare editions: what a reader sees of the differences, and the ways to them."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from server.domain.dispositions import Outcome, PublicDisposition
from server.store import dispositions
from server.store.database import Database
from server.web import addresses
from tests.editions_compared import three_editions
from tests.web.atom_rules import ATOM, faults
from tests.web.conftest import BASE_URL, OpenSite, Site
from tests.web.html import element, elements
from tests.worlds import DE, NL, OPENING, edition, paragraph, record

PATH = "/nl/vergelijken/2021/2022"


@pytest.fixture
def compared(open_site: OpenSite, sqlite: Database) -> Site:
    """A site with three editions."""
    return open_site(sqlite, three_editions())


def get(site: Site, path: str = PATH) -> str:
    answer = site.visitor.get(path)
    assert answer.status_code == 200, path
    return answer.text


def hrefs(page: str) -> list[str]:
    return [each.attributes.get("href", "") for each in elements(page, "a")]


def changes(page: str) -> list[str]:
    """The headings of the changes, in order."""
    return [" ".join(each.text.split()) for each in elements(page, "h3")]


def test_every_change_is_named_with_its_place(compared: Site) -> None:
    assert changes(get(compared)) == [
        "Anders geformuleerd 1, alinea 2",
        "Gesplitst 1, alinea 3",
        "Verplaatst 1, alinea 5",
        "Verwijderd 2, alinea 3",
        "Toegevoegd 2.1, alinea 2",
        "Anders geformuleerd 2.1, alinea 3",
    ]


def test_words_are_marked_as_the_language_of_the_text_says(compared: Site) -> None:
    dutch = get(compared)
    assert {(each.language, each.text) for each in elements(dutch, "del")} == {
        (NL, "verwijderde woorden"),
        (NL, "verwijderd: 2"),
        (DE, "entfernt: 2"),
        (NL, "verwijderd: grote en oude"),
        (NL, "Dit vervalt."),
        (DE, "Das entfällt."),
    }
    german = get(compared, "/de/vergleichen/2022/2023/1-auftakt")
    assert {(each.language, each.text) for each in elements(german, "ins")} == {
        (DE, "hinzugefügte Wörter"),
        (DE, "hinzugefügt: Ein Satz."),
        (NL, "toegevoegd: Een zin."),
    }


def test_both_languages_stand_beside_each_other_and_one_can_be_asked_for(compared: Site) -> None:
    both = get(compared)
    assert "Die große und alte Stadt wächst." in both
    assert "Deze formulering is niet veranderd." in both
    dutch = get(compared, f"{PATH}?language=nl")
    assert "Die große und alte Stadt wächst." not in dutch
    assert f'rel="canonical" href="http://127.0.0.1:8000{PATH}"' in dutch
    assert compared.visitor.get(f"{PATH}?language=fr").status_code == 404


def test_what_was_moved_leads_there_and_back(compared: Site) -> None:
    page = get(compared)
    assert element(page, "p", id="w-p-bbbb1").text == "Alinea 1 stond hier en is verplaatst: 1, alinea 5"
    assert "#d-p-bbbb1" in hrefs(page)
    assert {
        "/nl/edities/2021/2-stappen#p-bbbb1",
        "/nl/edities/2022/1-opening#p-bbbb1",
    } <= set(hrefs(page))


def test_a_place_in_another_section_leads_to_the_comparison_of_that_section(compared: Site) -> None:
    page = get(compared, f"{PATH}/2-1-stappen")
    assert f"{PATH}/1-opening#d-p-bbbb1" in hrefs(page)


def test_the_contents_say_what_changed_where(compared: Site) -> None:
    page = get(compared)
    assert "Nieuw nummer of nieuwe titel" in page
    assert "ongewijzigd" in page
    assert f"{PATH}/1-opening" in hrefs(page)
    assert f"{PATH}/3-slot" in hrefs(page)


def test_counts_lead_to_the_first_change_of_their_kind(compared: Site) -> None:
    page = get(compared)
    for kind, anchor in (
        ("2 anders geformuleerd", "#d-p-aaaa1"),
        ("1 gesplitst", "#d-p-aaaa3"),
        ("1 verplaatst", "#d-p-bbbb1"),
        ("1 verwijderd", "#d-p-bbbb3"),
        ("1 toegevoegd", "#d-p-bbbb4"),
    ):
        link = next(each for each in elements(page, "a") if each.text == kind)
        assert link.attributes["href"] == anchor
        assert f'id="{anchor[1:]}"' in page


def test_each_change_leads_to_the_next_and_the_one_before(compared: Site) -> None:
    page = get(compared)
    assert [
        each.attributes["href"] for each in elements(page, "a") if each.text == "↓ Volgende verschil"
    ] == [
        "#d-p-aaaa3",
        "#d-p-bbbb1",
        "#d-p-bbbb3",
        "#d-p-bbbb4",
        "#d-p-bbbb5",
    ]
    assert [each.attributes["href"] for each in elements(page, "a") if each.text == "↑ Vorige verschil"] == [
        "#d-p-aaaa1",
        "#d-p-aaaa3",
        "#d-p-bbbb1",
        "#d-p-bbbb3",
        "#d-p-bbbb4",
    ]


def test_only_unchanged_paragraphs_are_folded(compared: Site) -> None:
    page = get(compared)
    folded = [" ".join(each.text.split()) for each in elements(page, "summary")]
    assert [each for each in folded if "alinea" in each] == [
        "1 alinea ongewijzigd (1)",
        "1 alinea ongewijzigd (1)",
    ]


def test_a_change_that_nobody_sees_is_said_to_be_one(compared: Site) -> None:
    assert get(compared).count("Alleen een link of de opmaak is veranderd.") == 2


def test_the_notes_stand_on_top(compared: Site) -> None:
    assert "De stad is herzien." in get(compared, f"{PATH}/1-opening")
    assert "De stad is herzien." not in get(compared, f"{PATH}/2-1-stappen")


def test_a_change_leads_to_the_comment_behind_it(compared: Site) -> None:
    led = PublicDisposition(
        comment="c-00000001",
        round="autumn",
        edition="2022",
        outcome=Outcome.ADOPTED_IN_PART,
        responses={NL: "Ja.", DE: "Ja."},
        decided=date(2022, 4, 1),
        paragraphs=("p-aaaa1",),
    )
    # What was kept of the page before is not what is shown after.
    assert "De reactie die hiertoe leidde" not in get(compared)
    with compared.database.write() as connection:
        dispositions.save_public(connection, [led])
    page = get(compared)
    assert "De reactie die hiertoe leidde" in page
    assert addresses.comment("c-00000001", "nl") in hrefs(page)
    assert "deels overgenomen" in page


def test_a_comparison_is_sent_compressed_and_only_when_it_is_new(compared: Site) -> None:
    answer = compared.visitor.get(PATH, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    known = {"accept-encoding": "gzip", "if-none-match": answer.headers["etag"]}
    assert compared.visitor.get(PATH, headers=known).status_code == 304
    one = compared.visitor.get(f"{PATH}?language=de", headers={"accept-encoding": "gzip"})
    assert (one.headers["content-encoding"], one.headers["content-language"]) == ("gzip", "nl")


def test_who_is_signed_in_has_a_page_of_their_own(compared: Site) -> None:
    get(compared)
    editor = compared.moderator()
    assert editor.get(PATH).headers["cache-control"] == "no-store"
    assert "Els" not in get(compared)


def test_the_newest_edition_first_leads_to_the_one_address(compared: Site) -> None:
    answer = compared.visitor.get("/nl/vergelijken/2022/2021/1-opening")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{PATH}/1-opening")


def test_the_form_leads_to_the_one_address(compared: Site) -> None:
    for query in ("a=2021&b=2022", "a=2022&b=2021"):
        answer = compared.visitor.get(f"/nl/vergelijken?{query}")
        assert (answer.status_code, answer.headers["location"]) == (303, PATH)
    within = compared.visitor.get("/de/vergleichen?a=2021&b=2022&section=2-steps")
    assert within.headers["location"] == "/de/vergleichen/2021/2022/2-1-schritte"


def test_one_edition_twice_is_refused_with_what_was_chosen(compared: Site) -> None:
    answer = compared.visitor.get("/nl/vergelijken?a=2022&b=2022")
    assert answer.status_code == 422
    assert "Kies twee verschillende edities" in answer.text
    assert answer.text.count("selected") == 2


@pytest.mark.parametrize("path", ["/2021/2099", "/2099/2021", "/2021/2021", "/2021/2022/9-niets"])
def test_what_is_not_there(compared: Site, path: str) -> None:
    assert compared.visitor.get(f"/nl/vergelijken{path}").status_code == 404


def test_with_one_edition_the_form_says_so(reading_site: Site) -> None:
    page = reading_site.visitor.get("/nl/vergelijken").text
    assert "Er is nog maar één editie." in page
    assert elements(page, "select") == []


def test_editions_that_do_not_differ_say_so(compared: Site) -> None:
    page = get(compared, f"{PATH}/3-slot")
    assert "In dit hoofdstuk is niets veranderd." in page


def test_the_editions_lead_to_what_changed_since_the_one_before(compared: Site) -> None:
    page = get(compared, "/nl/edities")
    assert [href for href in hrefs(page) if href.startswith("/nl/vergelijken")] == [
        "/nl/vergelijken/2022/2023",
        PATH,
        "/nl/vergelijken",
    ]


def test_a_section_leads_to_its_history_and_that_to_what_changed(compared: Site) -> None:
    assert "/nl/geschiedenis/1-opening" in hrefs(get(compared, "/nl/tekst/1-opening"))
    history = get(compared, "/nl/geschiedenis/1-opening")
    assert element(history, "h1").text == "Geschiedenis van “1 Opening”"
    assert [href for href in hrefs(history) if href.startswith("/nl/vergelijken/")] == [
        "/nl/vergelijken/2022/2023/1-opening",
        "/nl/vergelijken/2021/2022/1-opening",
    ]
    assert "De stad is herzien." in history


def test_the_history_of_a_section_that_is_gone(compared: Site) -> None:
    history = get(compared, "/de/verlauf/3-last")
    assert "Die aktuelle Fassung hat diesen Abschnitt nicht mehr." in history
    assert "/de/fassungen/2022/3-schluss" in hrefs(history)
    assert "/de/vergleichen/2022/2023/3-schluss" in hrefs(history)


def test_the_feed_of_a_section_tells_each_edition_in_which_it_changed(compared: Site) -> None:
    answer = compared.visitor.get("/de/verlauf/3-last/feed.atom")
    assert faults(answer.content) == []
    root = ElementTree.fromstring(answer.content)
    told = [
        (
            each.findtext(f"{ATOM}title"),
            each.findtext(f"{ATOM}updated"),
            each.find(f"{ATOM}link").attrib["href"].removeprefix(BASE_URL),  # type: ignore[union-attr]
        )
        for each in root.findall(f"{ATOM}entry")
    ]
    assert told == [
        (
            "Fassung 2023: Der Abschnitt ist entfallen",
            "2023-05-01T00:00:00Z",
            "/de/vergleichen/2022/2023/3-schluss",
        ),
        ("Fassung 2021: Der Abschnitt ist neu", "2021-09-28T00:00:00Z", "/de/fassungen/2021/3-schluss"),
    ]


def test_the_feed_carries_the_change_notes(compared: Site) -> None:
    feed = compared.visitor.get("/nl/geschiedenis/1-opening/feed.atom").text
    assert "De stad is herzien." in feed
    assert "Editie 2022: het hoofdstuk is veranderd" in feed


def test_hostile_words_stay_words(open_site: OpenSite, sqlite: Database) -> None:
    hostile = '<script>alert("x")</script> & <b>zo</b>'
    old = edition("2021", replace(OPENING, paragraphs=(paragraph("p-aaaa1", hostile, hostile),)))
    new = edition(
        "2022",
        replace(OPENING, paragraphs=(paragraph("p-aaaa1", f"{hostile} ja", f"ja {hostile}"),)),
        day=date(2022, 1, 1),
        predecessor="2021",
    )
    page = get(open_site(sqlite, record(old, new)))
    assert "&lt;script&gt;" in page
    assert "<b>" not in page
    assert "alert(&#34;x&#34;)" in page
