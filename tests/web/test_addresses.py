"""Addresses: every one answers in its language, names its counterpart, and an unknown one says so."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from server.domain.section_checks import RESERVED_SLUGS
from server.store.database import Database
from server.text.languages import LANGUAGES
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from server.web.addresses import PATTERNS
from tests.web.asking import ask
from tests.web.conftest import BASE_URL, EDITOR, OpenSite, Site, opening
from tests.web.html import alternates, element, elements, page_language
from tests.web.permission_table import Row, route_of, rows
from tests.web.permission_world import two_editions
from tests.worlds import DE, NL, OPENING, STEPS, edition, paragraph, record, section

PARTS = {
    "edition": "2021",
    "paragraph": "p-aaaa1",
    "concept": "digitalisation",
    "section": "1-opening",
    "older": "2020",
    "newer": "2021",
    "round": "autumn",
    "question": "missing",
    "comment": "c-zzzzzzzz",
    "account": "1",
    "token": "no-such-token",
    "bundle": "1",
    "response": "1",
}
# Objects of the table of permissions that need no more than that.
ANY = {"paragraph", "link of administrator"}


def names_with(rows_: Iterable[Row]) -> list[str]:
    """The pages that these rows of the table are about."""
    patterns = {route_of(row.path).path for row in rows_}
    return sorted(name for name, pair in PATTERNS.items() if pair["nl"] in patterns)


READABLE = names_with(
    row for row in rows() if (row.method, row.expected["reader"]) == ("GET", "200") and {*row.objects} <= ANY
)


@pytest.fixture(scope="module")
def reading_site(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with two editions that many tests read and none may write."""
    folder = tmp_path_factory.mktemp("reading")
    database = Database(f"sqlite:///{shutil.copy(migrated_file, folder / 'store.db')}")
    with opening(folder) as open_one:
        yield open_one(database, two_editions())
    database.close()


# Only for who is signed in.
CLOSED = names_with(row for row in rows() if row.expected["reader"] in ("sign in", "403"))


def address(name: str, language: str) -> str:
    """The address of a page that the small world has."""
    slug = OPENING.slug(NL if language == "nl" else DE)
    return PATTERNS[name][language].format(**PARTS, slug=slug)


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize("name", READABLE)
def test_every_address_answers_in_its_language(reading_site: Site, name: str, language: str) -> None:
    answer = reading_site.visitor.get(address(name, language))
    assert (answer.status_code, answer.headers["content-language"]) == (200, language)
    assert page_language(answer.text) == language


@pytest.mark.parametrize("name", READABLE)
def test_a_page_and_its_counterpart_name_each_other(reading_site: Site, name: str) -> None:
    pages = {language: reading_site.visitor.get(address(name, language)).text for language in ("nl", "de")}
    named = {language: BASE_URL + address(name, language) for language in ("nl", "de")}
    named["x-default"] = BASE_URL + ("/" if name == "start" else address(name, "nl"))
    assert [alternates(page) for page in pages.values()] == [named, named]
    for language, page in pages.items():
        assert element(page, "link", rel="canonical").attributes["href"] == named[language]
        # The switch that people see leads to the same place.
        switch = elements(page, "a", hreflang="de" if language == "nl" else "nl")[0]
        assert BASE_URL + switch.attributes["href"] == named[switch.attributes["hreflang"]]


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize("name", CLOSED)
def test_what_is_closed_asks_to_sign_in_in_its_language(reading_site: Site, name: str, language: str) -> None:
    read = reading_site.visitor.get(address(name, language))
    if read.status_code == 405:
        assert page_language(read.text) == language
    else:
        ways = {"nl": "/nl/aanmelden?next=", "de": "/de/anmelden?next="}[language]
        assert (read.status_code, read.headers["location"][: len(ways)]) == (303, ways)


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_moderators_list_answers_in_its_language(small_site: Site, language: str) -> None:
    answer = small_site.moderator().get(address("moderation", language))
    assert (answer.status_code, page_language(answer.text)) == (200, language)


UNKNOWN = {
    "an address": ("/nl/niets", "/de/nichts"),
    "a section": ("/nl/tekst/9-niets", "/de/text/9-nichts"),
    "a section side by side": ("/nl/tekst/9-niets/naast-elkaar", "/de/text/9-nichts/nebeneinander"),
    "a section by its slug in the other language": ("/nl/tekst/1-auftakt", "/de/text/1-opening"),
    "an edition": ("/nl/edities/1999", "/de/fassungen/1999"),
    "a section of an edition": ("/nl/edities/2021/9-niets", "/de/fassungen/2021/9-nichts"),
    "an edition of a section": ("/nl/edities/1999/1-opening", "/de/fassungen/1999/1-auftakt"),
    "a concept": ("/nl/begrippen/niets", "/de/begriffe/nichts"),
    "a paragraph": ("/nl/edities/2021/reacties/p-zzzz9", "/de/fassungen/2021/anmerkungen/p-zzzz9"),
    "an edition of a paragraph": (
        "/nl/edities/1999/reacties/p-aaaa1",
        "/de/fassungen/1999/anmerkungen/p-aaaa1",
    ),
    "a received comment": (
        "/nl/edities/2021/reacties/p-zzzz9/ontvangen",
        "/de/fassungen/2021/anmerkungen/p-zzzz9/erhalten",
    ),
    "a page of comments": (
        "/nl/edities/2021/reacties/p-aaaa1?page=2",
        "/de/fassungen/2021/anmerkungen/p-aaaa1?page=0",
    ),
    "a file of hits": ("/nl/zoeken.pdf?q=mkb", "/de/suche.xml?q=mkb"),
    "a NUL": ("/nl/tekst/1%00", "/de/begriffe/%00"),
    "a NUL for a paragraph": (
        "/nl/edities/2021/reacties/p-%00",
        "/de/fassungen/2021/anmerkungen/p-%00/erhalten",
    ),
    "broken UTF-8": ("/nl/tekst/%ff", "/de/begriffe/%ed%a0%80"),
}


@pytest.mark.parametrize(("nl", "de"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_is_not_there_is_not_found_in_the_language_of_the_address(site: Site, nl: str, de: str) -> None:
    for path, language, browser in ((nl, "nl", "de"), (de, "de", "nl")):
        fields = ((b"host", b"127.0.0.1:8000"), (b"accept-language", browser.encode()))
        answer = ask(site.app, path, fields)
        assert (answer.status, answer.field("content-language")) == (404, language)
        assert page_language(answer.body.decode()) == language


def test_an_address_in_no_language_is_not_found_in_the_readers(reading_site: Site) -> None:
    for asked, language in (("de-AT,de;q=0.9", "de"), ("nl", "nl"), ("fr", "nl")):
        answer = reading_site.visitor.get("/fr/texte", headers={"accept-language": asked})
        assert (answer.status_code, page_language(answer.text)) == (404, language)


def test_the_way_in_chooses_the_language(reading_site: Site) -> None:
    for asked, start in (("de-DE,de;q=0.9,nl;q=0.5", "/de/"), ("nl,de", "/nl/"), ("", "/nl/")):
        answer = reading_site.visitor.get("/", headers={"accept-language": asked})
        assert (answer.status_code, answer.headers["location"]) == (303, start)
        assert answer.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("written", ["/p/aaaa2", "/p/p-aaaa2"])
def test_a_paragraphs_address_leads_to_it_in_the_readers_language(reading_site: Site, written: str) -> None:
    for asked, place in (("de", "/de/text/1-auftakt#p-aaaa2"), ("nl", "/nl/tekst/1-opening#p-aaaa2")):
        answer = reading_site.visitor.get(written, headers={"accept-language": asked})
        assert (answer.status_code, answer.headers["location"]) == (303, place)
        page = reading_site.visitor.get(place)
        assert element(page.text, id="p-aaaa2").tag == "div"


@pytest.mark.parametrize("written", ["/p/zzzz9", "/p/p-", "/p/%00", "/p/p-AAAA1x"])
def test_an_unknown_paragraphs_address_is_not_found(site: Site, written: str) -> None:
    assert site.visitor.get(written).status_code == 404


def test_a_paragraphs_address_follows_it_into_the_newest_edition_that_has_it(
    open_site: OpenSite, sqlite: Database
) -> None:
    moved = section("3-end", "3", "Slot", "Ende", *STEPS.paragraphs)
    older = edition("2020", OPENING, STEPS, day=edition().date.replace(year=2020))
    site = open_site(sqlite, record(older, edition("2021", OPENING, moved, predecessor="2020")))
    assert site.visitor.get("/p/bbbb1").headers["location"] == "/nl/tekst/3-slot#p-bbbb1"


def test_other_methods_are_refused_with_all_that_are_allowed(reading_site: Site) -> None:
    allowed = {
        "/nl/": {"GET", "HEAD"},
        "/nl/tekst/1-opening": {"GET", "HEAD"},
        "/nl/edities/2021/reacties/p-aaaa1": {"GET", "HEAD", "POST"},
        "/de/anmelden/token": {"GET", "HEAD", "POST"},
        "/nl/redactie/moderatie": {"GET", "HEAD", "POST"},
        "/nl/afmelden": {"POST"},
        "/healthz": {"GET", "HEAD"},
        "/static/app.css": {"GET", "HEAD"},
        "/p/aaaa1": {"GET", "HEAD"},
    }
    for path, methods in allowed.items():
        answer = reading_site.visitor.request("DELETE", path)
        assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, methods)
    assert page_language(reading_site.visitor.delete("/de/").text) == "de"


@pytest.mark.parametrize("path", [*(address(name, "nl") for name in READABLE), "/nl/niets", "/", "/healthz"])
def test_the_head_of_a_page_is_that_of_the_page(reading_site: Site, path: str) -> None:
    full, head = reading_site.visitor.get(path), reading_site.visitor.head(path)
    # The key of the form is drawn for each page, but has one length.
    assert (head.status_code, head.headers) == (full.status_code, full.headers)


def test_a_slash_too_many_or_too_few_is_mended(reading_site: Site) -> None:
    moved = {
        "/nl": "/nl/",
        "/de": "/de/",
        "/nl/tekst/": "/nl/tekst",
        "/nl/zoeken/?q=een%20stap": "/nl/zoeken?q=een%20stap",
        "/de/text/1-auftakt///": "/de/text/1-auftakt",
    }
    for path, place in moved.items():
        answer = reading_site.visitor.get(path)
        assert (answer.status_code, answer.headers["location"]) == (308, place)


@pytest.mark.parametrize(
    "target", ["//evil.example/", "/\\evil.example/", "///evil.example//", "/%5cevil.example/"]
)
def test_mending_a_slash_never_leads_to_another_site(reading_site: Site, target: str) -> None:
    answer = ask(reading_site.app, target)
    assert answer.status == 308
    assert answer.field("location") in ("/evil.example", "/%5Cevil.example")


def test_a_link_that_signs_in_answers_in_both_languages(small_site: Site) -> None:
    token = make_sign_in_link(small_site.database, email=EDITOR, at=small_site.clock())
    for language in (NL, DE):
        page = small_site.visitor.get(addresses.sign_in(language, token))
        assert (page.status_code, page_language(page.text)) == (200, language)
        assert element(page.text, "form", method="post", action=addresses.sign_in(language, token))


def test_an_unnumbered_section_goes_by_its_title(open_site: OpenSite, sqlite: Database) -> None:
    preface = section(
        "0-preface", "", "Over déze editie & u", "Über dieß Fassung", paragraph("p-cccc1", "Ja.", "So.")
    )
    site = open_site(sqlite, record(edition("2021", preface)))
    assert site.visitor.get("/nl/tekst/over-deze-editie-u").status_code == 200
    assert site.visitor.get("/de/text/ueber-diess-fassung").status_code == 200


def test_no_section_can_have_the_address_of_another_page() -> None:
    for language in LANGUAGES:
        paths = [pair[language].split("/") for pair in PATTERNS.values()]
        beside = {path[4] for path in paths if len(path) > 4 and path[3] == "{edition}"}
        below = {
            path[place + 1] for path in paths for place in range(len(path) - 1) if path[place] == "{slug}"
        }
        assert {each for each in beside | below if "{" not in each} == RESERVED_SLUGS[language]
