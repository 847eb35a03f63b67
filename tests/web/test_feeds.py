"""The feeds: valid Atom in the reader's language, comments as they were written, and copies that can follow."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from server.domain.comments import CommentKind, Quote
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.targets import Target, TargetKind
from tests.editing import close_thread, editor, revise, sign_off, with_definition
from tests.saying import kept, moved, shown, withdrawn
from tests.web.atom_rules import ATOM, GONE, LANGUAGE, THREAD, faults
from tests.web.conftest import BASE_URL, OpenSite, Site
from tests.web.html import elements
from tests.worlds import NOON, OPENING, STEPS, comment, digitalisation, edition, record

KEY = "digitalisation"
DOCUMENT = {"nl": "/nl/feed.atom", "de": "/de/feed.atom"}
SECTION = {"nl": "/nl/tekst/1-opening/feed.atom", "de": "/de/text/1-auftakt/feed.atom"}
ROUND = {"nl": "/nl/consultatie/autumn/feed.atom", "de": "/de/konsultation/autumn/feed.atom"}
CONCEPT = {"nl": f"/nl/begrippen/{KEY}/feed.atom", "de": f"/de/begriffe/{KEY}/feed.atom"}
HISTORY = {"nl": "/nl/geschiedenis/1-opening/feed.atom", "de": "/de/verlauf/1-opening/feed.atom"}
PAGES = {
    "document": (DOCUMENT, {"nl": "/nl/", "de": "/de/"}),
    "section": (SECTION, {"nl": "/nl/tekst/1-opening", "de": "/de/text/1-auftakt"}),
    "round": (ROUND, {"nl": "/nl/consultatie/autumn", "de": "/de/konsultation/autumn"}),
    "history": (HISTORY, {"nl": "/nl/geschiedenis/1-opening", "de": "/de/verlauf/1-opening"}),
    "concept": (CONCEPT, {"nl": f"/nl/begrippen/{KEY}", "de": f"/de/begriffe/{KEY}"}),
}
FEEDS = [paths[language] for paths, _ in PAGES.values() for language in ("nl", "de")]
ON_CONCEPT = replace(comment(9), target=Target(TargetKind.CONCEPT, KEY), section="")


def feed(site: Site, path: str = DOCUMENT["nl"]) -> Element:
    """A valid feed, parsed."""
    answer = site.visitor.get(path)
    assert (answer.status_code, answer.headers["content-language"]) == (200, path[1:3])
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert faults(answer.content) == []
    return ElementTree.fromstring(answer.content)


def entries(root: Element) -> list[Element]:
    """The entries, from top to bottom."""
    return root.findall(f"{ATOM}entry")


def told(root: Element) -> list[str]:
    """The titles of the entries."""
    return [each.findtext(f"{ATOM}title") or "" for each in entries(root)]


def gone(root: Element) -> list[tuple[str, str, str]]:
    """Which entries were taken out, when and why."""
    return [
        (each.attrib["ref"], each.attrib["when"], each.findtext(f"{GONE}comment") or "")
        for each in root.findall(f"{GONE}deleted-entry")
    ]


def tag(comment_id: str) -> str:
    """The id that a comment's entry has."""
    return f"tag:127.0.0.1,2026:comment/{comment_id}"


def links(root: Element, rel: str) -> list[str]:
    """Where the links of this kind lead."""
    return [each.attrib["href"] for each in root.findall(f"{ATOM}link[@rel='{rel}']")]


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize("name", PAGES)
def test_a_feed_names_itself_its_page_and_its_counterpart(
    reading_site: Site, name: str, language: str
) -> None:
    paths, pages = PAGES[name]
    root = feed(reading_site, paths[language])
    assert root.attrib[LANGUAGE] == language
    assert links(root, "self") == [BASE_URL + paths[language]]
    assert links(root, "alternate") == [BASE_URL + pages["nl"], BASE_URL + pages["de"]]
    assert (root.findtext(f"{ATOM}author/{ATOM}name"), root.findtext(f"{ATOM}rights")) == (
        "Partners / Partner",
        "CC-BY-4.0",
    )


def test_every_feed_has_an_id_of_its_own(reading_site: Site) -> None:
    assert len({feed(reading_site, path).findtext(f"{ATOM}id") for path in FEEDS}) == len(FEEDS)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (DOCUMENT["nl"], "Strategie: edities en reacties"),
        (SECTION["de"], "1 Auftakt: Anmerkungen"),
        (ROUND["nl"], "Najaar: reacties"),
        (HISTORY["de"], "1 Auftakt: Unterschiede je Fassung"),
        (CONCEPT["de"], "Der Begriff „Digitalisierung“: Änderungen und Anmerkungen"),
    ],
)
def test_a_feed_is_called_by_what_it_is_about(reading_site: Site, path: str, title: str) -> None:
    assert feed(reading_site, path).findtext(f"{ATOM}title") == title


def test_before_anything_has_been_said_the_document_tells_its_editions(reading_site: Site) -> None:
    root = feed(reading_site)
    assert told(root) == ["Nieuwe editie: Editie 2021"]
    [entry] = entries(root)
    assert entry.findtext(f"{ATOM}content") == "Voor de consultatie."
    assert links(entry, "alternate") == [f"{BASE_URL}/nl/edities/2021"]
    assert root.findtext(f"{ATOM}updated") == "2021-09-28T00:00:00Z"
    assert entries(feed(reading_site, SECTION["nl"])) == []


def test_a_comment_is_told_as_it_was_written_whatever_the_language_of_the_feed(site: Site) -> None:
    said = shown(site.database, comment(text="Wir lesen das\n\n<b>anders</b> & so."), minutes=3)
    for path, title in (
        (SECTION["nl"], "Reactie van Anna bij 1, alinea 1"),
        (SECTION["de"], "Anmerkung von Anna zu 1, Absatz 1"),
    ):
        root = feed(site, path)
        [entry] = entries(root)
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert (told(root), content.text) == ([title], "Wir lesen das\n\n<b>anders</b> & so.")
        assert (content.attrib["type"], content.attrib[LANGUAGE]) == ("text", "de")
        assert entry.findtext(f"{ATOM}id") == tag(said.id)
        assert links(entry, "alternate") == [f"{BASE_URL}/c/{said.id}"]
        assert (entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")) == (
            "2021-10-01T12:01:00Z",
            "2021-10-01T12:03:00Z",
        )


def test_a_suggestion_tells_the_quote_the_wording_and_the_reason(site: Site) -> None:
    said = replace(
        comment(text="Das ist klarer."),
        kind=CommentKind.SUGGESTION,
        suggested_wording="Die Digitalisierung läuft.",
        quote=Quote("kommt schnell\nvoran"),
        organisation="IHK",
    )
    shown(site.database, said)
    root = feed(site, SECTION["de"])
    assert told(root) == ["Formulierungsvorschlag von Anna, IHK zu 1, Absatz 1"]
    assert entries(root)[0].findtext(f"{ATOM}content") == (
        "> kommt schnell\n> voran\n\nDie Digitalisierung läuft.\n\nDas ist klarer."
    )
    terms = {each.attrib["term"] for each in entries(root)[0].findall(f"{ATOM}category")}
    assert terms == {"suggestion", "citizen"}


def test_a_reply_names_what_it_answers(site: Site) -> None:
    first = shown(site.database, comment(1))
    shown(site.database, replace(comment(2), reply_to=first.id, name=""), minutes=1)
    reply, _ = entries(feed(site, SECTION["nl"]))
    assert reply.findtext(f"{ATOM}title") == "Antwoord van Anoniem bij 1, alinea 1"
    answered = reply.find(f"{THREAD}in-reply-to")
    assert answered is not None
    assert answered.attrib == {"ref": tag(first.id), "href": f"{BASE_URL}/c/{first.id}"}


@pytest.mark.parametrize(
    ("target", "section", "place"),
    [
        (Target(TargetKind.SECTION, OPENING.key), OPENING.key, "1 Opening"),
        (Target(TargetKind.DOCUMENT), "", "Het hele document"),
        (Target(TargetKind.QUESTION, "autumn/missing"), "", "Wat mist u?"),
        (Target(TargetKind.CONCEPT, KEY), "", "Begrip “digitalisering”"),
    ],
)
def test_the_document_and_the_round_tell_comments_on_everything(
    site: Site, target: Target, section: str, place: str
) -> None:
    shown(site.database, replace(comment(), target=target, section=section))
    for path in (DOCUMENT["nl"], ROUND["nl"]):
        title = told(feed(site, path))[0]
        assert title.startswith("Reactie van Anna bij ")
        # The quotation marks of a concept are those of the catalogue.
        assert title.translate({ord("„"): "“", ord("”"): "”"}).endswith(place)


def test_a_section_tells_only_its_own(site: Site) -> None:
    shown(site.database, comment(1))
    shown(site.database, comment(2, on=STEPS.paragraphs[0], section=STEPS.key))
    [entry] = entries(feed(site, SECTION["nl"]))
    assert entry.findtext(f"{ATOM}id") == tag("c-00000001")


def test_a_comment_is_one_entry_in_all_feeds(site: Site) -> None:
    shown(site.database)
    ids = {
        entry.findtext(f"{ATOM}id")
        for paths in (DOCUMENT, SECTION, ROUND)
        for path in paths.values()
        for entry in entries(feed(site, path))
        if "comment" in (entry.findtext(f"{ATOM}id") or "")
    }
    assert ids == {tag("c-00000001")}


def test_a_round_tells_what_has_happened_to_it(open_site: OpenSite, site: Site) -> None:
    site.clock.moment = NOON - timedelta(days=30)
    assert told(feed(site, ROUND["nl"])) == []
    site.clock.moment = NOON
    assert told(feed(site, ROUND["nl"])) == ["Open voor reacties: Najaar"]
    site.clock.moment = NOON + timedelta(days=60)
    root = feed(site, ROUND["de"])
    assert told(root) == ["Geschlossen: Herbst", "Offen für Anmerkungen: Herbst"]
    assert root.findtext(f"{ATOM}updated") == "2021-11-01T23:00:00Z"


def test_a_concept_tells_what_was_done_to_it_and_said_of_it(site: Site) -> None:
    anna = editor(site.database)
    revise(site.database, with_definition(digitalisation(), "anders"), anna, why="korter & beter")
    shown(site.database, ON_CONCEPT, minutes=1)
    sign_off(site.database, anna, at=NOON + timedelta(minutes=2))
    close_thread(site.database, anna, at=NOON + timedelta(minutes=3))
    root = feed(site, CONCEPT["nl"])
    titles = told(root)
    assert titles[:2] == [
        "Gesprek afgesloten met een samenvatting",
        "Akkoord gegeven voor de Nederlandse kant",
    ]
    assert titles[2].startswith("Reactie van Anna bij")
    assert titles[3:] == ["Beschrijving gewijzigd"]
    assert entries(root)[3].findtext(f"{ATOM}content") == "korter & beter"
    spoken = [each.attrib[LANGUAGE] for each in root.iter(f"{ATOM}content")]
    # Nobody says in which language an editor gave a reason.
    assert spoken == ["nl", "de", ""]


def test_a_withdrawn_comment_is_taken_out_of_copies(site: Site) -> None:
    said = withdrawn(site.database, minutes=5)
    root = feed(site, SECTION["nl"])
    assert entries(root) == []
    assert gone(root) == [
        (tag(said.id), "2021-10-01T12:05:00Z", "De indiener heeft deze reactie ingetrokken.")
    ]
    assert root.findtext(f"{ATOM}updated") == "2021-10-01T12:05:00Z"
    assert said.text not in ElementTree.tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (ModerationState.DECLINED, "Die Moderation hat diese Anmerkung abgelehnt."),
        (ModerationState.HELD, "Diese Anmerkung ist zurzeit nicht sichtbar."),
    ],
)
def test_copies_are_told_why(site: Site, state: ModerationState, why: str) -> None:
    moved(site.database, shown(site.database), state, minutes=1, reason=DeclineReason.INSULT)
    assert [each[2] for each in gone(feed(site, SECTION["de"]))] == [why]


def test_what_comes_back_is_an_entry_again(site: Site) -> None:
    away = moved(site.database, shown(site.database), ModerationState.DECLINED, minutes=1)
    moved(site.database, away, ModerationState.SHOWN, minutes=2)
    root = feed(site, SECTION["nl"])
    assert (gone(root), len(entries(root))) == ([], 1)
    assert root.findtext(f"{ATOM}updated") == "2021-10-01T12:02:00Z"


def test_what_was_never_shown_is_in_no_feed(site: Site) -> None:
    kept(site.database, comment(1, "Noch nicht gelesen."))
    moved(
        site.database, kept(site.database, replace(ON_CONCEPT, text="Nicht gut.")), ModerationState.DECLINED
    )
    for path in FEEDS:
        root = feed(site, path)
        assert gone(root) == []
        assert not [title for title in told(root) if title.startswith(("Reactie", "Anmerkung"))]


@pytest.mark.parametrize(
    "text",
    [
        "]]><entry/>",
        "&amp;&#x1F;",
        "\x01\x0b\x1f",
        "a\ufffeb\uffff",
        "\u202e\u2066",
        "<script>1</script>",
        "\t\r\n x",
    ],
)
def test_whatever_is_typed_the_feed_is_valid(small_site: Site, text: str) -> None:
    said = replace(
        comment(1, text or "-"), name=text, organisation=text, quote=Quote(text or "-", text, text)
    )
    shown(small_site.database, said)
    [entry] = entries(feed(small_site, SECTION["nl"]))
    assert "\x01" not in (entry.findtext(f"{ATOM}content") or "")


def test_a_long_feed_comes_in_pages(small_site: Site) -> None:
    for number in range(1, 251):
        shown(small_site.database, comment(number), minutes=number)
    path = SECTION["nl"]
    first, second, last = (feed(small_site, path + query) for query in ("", "?page=2", "?page=3"))
    assert [len(entries(page)) for page in (first, second, last)] == [100, 100, 50]
    assert (
        len({entry.findtext(f"{ATOM}id") for page in (first, second, last) for entry in entries(page)}) == 250
    )
    rels = ("first", "previous", "next", "last")
    numbered = {number: BASE_URL + path + (f"?page={number}" if number > 1 else "") for number in (1, 2, 3)}
    assert [links(second, rel) for rel in rels] == [
        [numbered[1]],
        [numbered[1]],
        [numbered[3]],
        [numbered[3]],
    ]
    assert (links(first, "previous"), links(last, "next")) == ([], [])
    assert links(second, "self") == [numbered[2]]
    for query in ("?page=4", "?page=0", "?page=x"):
        assert small_site.visitor.get(path + query).status_code == 404


def test_who_has_it_gets_it_only_when_something_came(site: Site) -> None:
    for path in FEEDS[:6]:
        etag = site.visitor.get(path).headers["etag"]
        again = site.visitor.get(path, headers={"if-none-match": etag})
        assert (again.status_code, again.content) == (304, b"")
    shown(site.database)
    assert site.visitor.get(path, headers={"if-none-match": etag}).status_code == 200


def test_other_sites_may_read_it(reading_site: Site) -> None:
    answer = reading_site.visitor.get(DOCUMENT["nl"], headers={"origin": "https://reader.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "/nl/tekst/nothing/feed.atom",
        "/nl/tekst/1-auftakt/feed.atom",
        "/de/konsultation/winter/feed.atom",
        "/nl/begrippen/nothing/feed.atom",
        "/nl/geschiedenis/nothing/feed.atom",
        "/nl/tekst/%00/feed.atom",
    ],
)
def test_what_is_not_there_has_no_feed(reading_site: Site, path: str) -> None:
    assert reading_site.visitor.get(path).status_code == 404


def test_before_anything_is_loaded_there_is_no_feed(open_site: OpenSite, sqlite: object) -> None:
    site = open_site(sqlite, loaded=True)
    assert site.visitor.get(DOCUMENT["nl"]).status_code == 404


def test_the_feed_of_the_document_follows_the_current_edition(open_site: OpenSite, sqlite: object) -> None:
    newer = edition("2022", day=NOON.date(), predecessor="2021")
    site = open_site(sqlite, record(edition(), newer))
    shown(site.database, comment(1))
    shown(site.database, replace(comment(2), edition="2022"))
    assert told(feed(site)) == [
        "Reactie van Anna bij 1, alinea 1",
        "Nieuwe editie: Editie 2022",
        "Nieuwe editie: Editie 2021",
    ]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_page_leads_to_its_feed(reading_site: Site, name: str, language: str) -> None:
    paths, pages = PAGES[name]
    page = reading_site.visitor.get(pages[language]).text
    [offered] = elements(page, "link", type="application/atom+xml")
    assert (offered.attributes["rel"], offered.attributes["href"]) == ("alternate", paths[language])
    assert offered.attributes["title"]
    assert paths[language] in {each.attributes.get("href") for each in elements(page, "a")}


def test_the_rules_find_what_the_standards_forbid(reading_site: Site) -> None:
    whole = reading_site.visitor.get(DOCUMENT["nl"]).text
    spoiled = [
        whole.replace("</feed>", ""),
        whole.replace("2021-09-28T00:00:00Z", "28 September", 1),
        whole.replace('rel="self"', 'rel="via"'),
        whole.replace("<id>", "<id></id><id>"),
        whole.replace("edition/2021/nl", "document/nl"),
        whole.replace('hreflang="de"', 'hreflang="nl"'),
        whole.replace(f'href="{BASE_URL}/nl/"', 'href="/nl/"'),
        whole.replace("<name>Partners / Partner</name>", "<name></name>"),
    ]
    assert [bool(faults(each.encode())) for each in spoiled] == [True] * len(spoiled)
