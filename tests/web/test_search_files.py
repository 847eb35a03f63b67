"""The hits of a search to follow and to take along: the same filters, every text escaped."""

import csv
import io
import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from server.domain.comments import Comment
from server.domain.document import wording_hash
from server.domain.moderation import ModerationState
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from tests.saying import moved, shown
from tests.web.atom_rules import ATOM, LANGUAGE, faults
from tests.web.conftest import BASE_URL, OpenSite, Site
from tests.web.html import elements
from tests.web.test_search_filters import world
from tests.web.test_search_page import find, hits
from tests.worlds import STEPS, comment

HOSTILE = '=cmd() <script>alert("x")</script> <mark>kanarie</mark> & "aanhaling"'


@pytest.fixture
def files_site(open_site: OpenSite, sqlite: Database) -> Site:
    """A site of two editions with two comments, and one that means harm."""
    site = open_site(sqlite, world())
    shown(sqlite, replace(elsewhere(comment(9, HOSTILE)), name="@Mallory"))
    # Only words of the index itself are suggested.
    site.work()
    return site


def elsewhere(said: Comment) -> Comment:
    """The comment on a paragraph of the older edition that nothing else is said of."""
    there = STEPS.paragraphs[0]
    base = there.wordings[said.language]
    target = Target(TargetKind.PARAGRAPH, there.id)
    return replace(said, target=target, section=STEPS.key, base_hash=wording_hash(base), base_text=base)


def table(site: Site, path: str) -> list[dict[str, str]]:
    """The rows of a table."""
    answer = site.visitor.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def feed(site: Site, path: str) -> ElementTree.Element:
    """A valid feed, parsed."""
    answer = site.visitor.get(path)
    assert (answer.status_code, faults(answer.content)) == (200, [])
    return ElementTree.fromstring(answer.content)


def hits_file(site: Site, path: str) -> Any:
    """All that is known of the hits."""
    answer = site.visitor.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    return json.loads(answer.content)


def test_the_page_names_its_files_with_their_filters(files_site: Site) -> None:
    page = files_site.visitor.get("/de/suche?q=mkb&kind=paragraph&page=1").text
    named = {
        each.attributes["type"]: each.attributes["href"]
        for each in elements(page, "link", rel="alternate")
        if "type" in each.attributes
    }
    assert named == {
        "application/atom+xml": "/de/suche.atom?q=mkb&kind=paragraph",
        "text/csv": "/de/suche.csv?q=mkb&kind=paragraph",
        "application/json": "/de/suche.json?q=mkb&kind=paragraph",
    }
    links = {each.attributes["href"] for each in elements(page, "a")}
    assert set(named.values()) <= links


def test_a_feed_tells_the_newest_first_with_the_ids_of_all_feeds(files_site: Site) -> None:
    root = feed(files_site, "/nl/zoeken.atom?q=digitalisering&kind=comment")
    assert root.findtext(f"{ATOM}title") == "Zoeken naar “digitalisering”: nieuwste resultaten"
    assert [each.findtext(f"{ATOM}id") for each in root.findall(f"{ATOM}entry")] == [
        "tag:127.0.0.1,2026:comment/c-00000002",
        "tag:127.0.0.1,2026:comment/c-00000001",
    ]
    contents = [each.find(f"{ATOM}content") for each in root.findall(f"{ATOM}entry")]
    assert [(each.text, each.attrib[LANGUAGE]) for each in contents if each is not None] == [
        ("Digitalisering is goed.", "nl"),
        ("Digitalisierung ist gut.", "de"),
    ]


def test_a_feed_tells_of_every_kind_in_the_readers_language(files_site: Site) -> None:
    root = feed(files_site, "/de/suche.atom?q=digitalisering")
    entries = {each.findtext(f"{ATOM}id") or "": each for each in root.findall(f"{ATOM}entry")}
    paragraph = entries["tag:127.0.0.1,2026:paragraph/2026/p-aaaa1/de"]
    assert paragraph.findtext(f"{ATOM}content") == "Die Digitalisierung kommt schnell voran."
    assert paragraph.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"
    assert "tag:127.0.0.1,2026:concept/digitalisation/de" in entries
    self, *_ = [each.attrib["href"] for each in root.findall(f"{ATOM}link[@rel='self']")]
    assert self == f"{BASE_URL}/de/suche.atom?q=digitalisering&order=newest"


def test_a_table_has_a_row_for_each_hit(files_site: Site) -> None:
    rows = table(files_site, "/nl/zoeken.csv?q=digitalisering&kind=comment&kind=paragraph")
    assert {(row["kind"], row["id"], row["edition"]) for row in rows} == {
        ("paragraph", "p-aaaa1", "2026"),
        ("comment", "c-00000001", "2021"),
        ("comment", "c-00000002", "2021"),
    }
    [paragraph] = [row for row in rows if row["kind"] == "paragraph"]
    assert paragraph["text_nl"] == "De digitalisering gaat snel."
    assert paragraph["address_de"] == f"{BASE_URL}/de/fassungen/2026/1-auftakt#p-aaaa1"
    assert paragraph["section_title_nl"] == "1 Opening"
    assert paragraph["reasons"].startswith("Bevat “digitalisering” (Nederlands).")
    [said] = [row for row in rows if row["id"] == "c-00000002"]
    assert (said["group"], said["language"], said["name"]) == ("company", "nl", "Anna")


def test_json_holds_what_the_api_answers(files_site: Site) -> None:
    whole = hits_file(files_site, "/nl/zoeken.json?q=digitalisering&kind=comment&kind=paragraph")
    answer = files_site.visitor.get("/api/v1/search?q=digitalisering&kind=comment&kind=paragraph").json()
    assert whole["hits"] == answer["hits"]
    assert (whole["total"], whole["notes"], whole["is_makeshift"]) == (3, [], False)
    assert whole["address"] == f"{BASE_URL}/nl/zoeken?q=digitalisering&kind=comment&kind=paragraph"


def test_what_means_harm_is_text_everywhere(files_site: Site) -> None:
    page = find(files_site, "kanarie", "de")
    assert "<script>alert" not in page
    assert [each.text for each in elements(page, "mark")] == ["kanarie"]
    [row] = table(files_site, "/nl/zoeken.csv?q=kanarie")
    assert (row["text_de"][:6], row["name"]) == ("'=cmd(", "'@Mallory")
    [entry] = feed(files_site, "/de/suche.atom?q=kanarie").findall(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert (content.text, content.attrib["type"]) == (HOSTILE, "text")
    [hit] = hits_file(files_site, "/nl/zoeken.json?q=kanarie")["hits"]
    assert "<script>" in hit["excerpts"]["de"]
    suggested = files_site.visitor.get("/nl/zoeken/suggesties?q=kana")
    assert suggested.headers["content-type"] == "application/json"
    assert suggested.json() == {"suggestions": [{"text": "kanarie", "lang": "de"}], "said": "1 suggestie"}


def test_what_is_taken_back_is_nowhere(files_site: Site) -> None:
    said = shown(files_site.database, elsewhere(comment(10, "Ein Wellensittich.")))
    files_site.work()
    paths = [
        f"/nl/zoeken{each}"
        for each in (
            "?q=wellensittich",
            ".atom?q=wellensittich",
            ".csv?q=wellensittich",
            ".json?q=wellensittich",
            "/suggesties?q=wellensit",
        )
    ]
    assert [said.id in files_site.visitor.get(each).text for each in paths[:4]] == [True] * 4
    assert "wellensittich" in files_site.visitor.get(paths[4]).text
    moved(files_site.database, said, ModerationState.DECLINED)
    assert [said.id in files_site.visitor.get(each).text for each in paths[:4]] == [False] * 4
    assert "wellensittich" not in files_site.visitor.get(paths[4]).text
    # Nor is it what may have been meant.
    assert "wellensittich" not in find(files_site, "wellensitich").casefold().replace("wellensitich", "")


def test_a_file_is_sent_once_and_kept_from_search_engines(files_site: Site) -> None:
    for ending in ("atom", "csv", "json"):
        first = files_site.visitor.get(f"/nl/zoeken.{ending}?q=mkb")
        assert first.headers["x-robots-tag"] == "noindex"
        assert first.headers["access-control-allow-origin"] == "*"
        again = files_site.visitor.get(
            f"/nl/zoeken.{ending}?q=mkb", headers={"if-none-match": first.headers["etag"]}
        )
        assert again.status_code == 304
    assert files_site.visitor.get("/nl/zoeken.pdf?q=mkb").status_code == 404


def test_without_a_search_a_file_is_empty(files_site: Site) -> None:
    assert table(files_site, "/nl/zoeken.csv") == []
    assert hits_file(files_site, "/nl/zoeken.json")["hits"] == []
    assert feed(files_site, "/nl/zoeken.atom").findall(f"{ATOM}entry") == []


def test_suggestions_are_kept_nowhere_and_come_in_the_readers_language_first(files_site: Site) -> None:
    answer = files_site.visitor.get("/de/suche/vorschlaege?q=digi")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert [(each["text"], each["lang"]) for each in answer.json()["suggestions"][:2]] == [
        ("Digitalisierung", "de"),
        ("digitalisering", "nl"),
    ]
    for nothing in ("", "?q=", "?q=x", f"?q={'x' * 5_000}", "?q=%00%00", "?q=zzzzqq"):
        empty = files_site.visitor.get(f"/de/suche/vorschlaege{nothing}")
        assert (empty.status_code, empty.json()) == (200, {"suggestions": [], "said": "Keine Vorschläge"})


def test_a_hit_says_what_became_of_a_comment_and_how_many_there_are(files_site: Site) -> None:
    page = files_site.visitor.get("/nl/zoeken?q=digitalisering&edition=2021&kind=paragraph").text
    [(href, _)] = hits(page)
    assert href == "/nl/edities/2021/1-opening#p-aaaa1"
    links = {each.attributes["href"]: each.text for each in elements(page, "a")}
    assert links["/nl/edities/2021/reacties/p-aaaa1"].startswith("2 reacties")
