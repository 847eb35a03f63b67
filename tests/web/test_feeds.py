"""The feed of a concept: valid Atom (RFC 4287), in the reader's language, and nothing in it that is not public."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.usecases.moderate_comment import moderate_comment
from server.usecases.submit_comment import new_idempotency_key, submit_concept_comment
from tests.editing import KEY, close_thread, editor, revise, sign_off, with_definition
from tests.web.conftest import BASE_URL, Site
from tests.web.editors import CONCEPT
from tests.worlds import NOON, digitalisation, form

FEED = {language: f"{path}/feed.atom" for language, path in CONCEPT.items()}
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(site: Site, language: str = "nl") -> ElementTree.Element:
    """The feed, parsed."""
    answer = site.visitor.get(FEED[language])
    assert (answer.status_code, answer.headers["content-language"]) == (200, language)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def texts(parent: ElementTree.Element, name: str) -> list[str]:
    """The texts of the children with this name."""
    return [child.text or "" for child in parent.findall(ATOM + name)]


def entries(root: ElementTree.Element) -> list[ElementTree.Element]:
    """The entries, from top to bottom."""
    return root.findall(f"{ATOM}entry")


def comment(site: Site, text: str, *, shown: bool = True, minutes: int = 0) -> Comment:
    """A comment in German."""
    values = form(text, idempotency_key=new_idempotency_key())
    at = NOON + timedelta(minutes=minutes)
    made = submit_concept_comment(site.database, concept=KEY, form=values, at=at)
    if shown:
        by = editor(site.database, None, made.id)
        moderate_comment(site.database, comment_id=made.id, to=ModerationState.SHOWN, by=by, at=at)
    return made


@pytest.fixture
def lively(site: Site) -> Site:
    """A revision, a comment, a sign-off and a closed thread, a minute apart."""
    anna = editor(site.database)
    revise(site.database, with_definition(digitalisation(), "anders"), anna, why="korter & beter")
    comment(site, "Wir lesen das\n\n<b>anders</b>.", minutes=1)
    sign_off(site.database, anna, at=NOON + timedelta(minutes=2))
    close_thread(site.database, anna, at=NOON + timedelta(minutes=3))
    return site


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_feed_names_itself_its_page_and_its_counterpart(reading_site: Site, language: str) -> None:
    root = feed(reading_site, language)
    assert (root.tag, root.attrib[LANGUAGE]) == (f"{ATOM}feed", language)
    links = [
        (each.attrib["rel"], each.attrib.get("hreflang"), each.attrib["href"])
        for each in root.findall(f"{ATOM}link")
    ]
    assert links == [
        ("self", None, BASE_URL + FEED[language]),
        ("alternate", "nl", BASE_URL + CONCEPT["nl"]),
        ("alternate", "de", BASE_URL + CONCEPT["de"]),
    ]


def test_before_anything_has_happened_it_is_as_old_as_the_edition(reading_site: Site) -> None:
    root = feed(reading_site)
    assert (entries(root), texts(root, "updated")) == ([], ["2021-09-28T00:00:00Z"])


def test_it_tells_what_who_when_and_why_newest_first(lively: Site) -> None:
    root = feed(lively)
    told = [
        (texts(each, "title")[0], each.findtext(f"{ATOM}author/{ATOM}name"), texts(each, "content"))
        for each in entries(root)
    ]
    assert told == [
        ("Gesprek afgesloten met een samenvatting", "Anna", ["Wij houden twee lezingen."]),
        ("Akkoord gegeven voor de Nederlandse kant", "Anna", []),
        ("Reactie van Anna", "Anna", ["Wir lesen das\n\n<b>anders</b>."]),
        ("Beschrijving gewijzigd", "Anna", ["korter & beter"]),
    ]
    moments = [texts(each, "updated")[0] for each in entries(root)]
    assert moments == [f"2021-10-01T12:{minute:02}:00Z" for minute in (3, 2, 1, 0)]
    assert texts(root, "updated") == moments[:1]


def test_every_text_says_in_which_language_it_is(lively: Site) -> None:
    spoken = [each.attrib[LANGUAGE] for each in feed(lively).iter(f"{ATOM}content")]
    # Nobody says in which language an editor gave a reason.
    assert spoken == ["nl", "de", ""]


def test_all_that_the_standard_asks_for_is_there_once(lively: Site) -> None:
    root = feed(lively)
    for part in (root, *entries(root)):
        for name in ("id", "title", "updated"):
            assert len(texts(part, name)) == 1
        assert len(part.findall(f"{ATOM}link[@rel='alternate']")) in (1, 2)
    for each in entries(root):
        assert len(each.findall(f"{ATOM}author")) == 1


def test_ids_stay_and_no_two_are_alike(lively: Site) -> None:
    first = [texts(each, "id")[0] for each in entries(feed(lively))]
    again = [texts(each, "id")[0] for each in entries(feed(lively))]
    german = [texts(each, "id")[0] for each in entries(feed(lively, "de"))]
    assert first == again
    assert len({*first, *german, *texts(feed(lively), "id")}) == 9
    assert all(each.startswith(f"tag:127.0.0.1,2026:concept/{KEY}/nl/") for each in first)


def test_what_is_not_shown_is_never_in_it(site: Site) -> None:
    comment(site, "Noch nicht gelesen.", shown=False)
    assert entries(feed(site)) == []
    assert "Noch nicht" not in site.visitor.get(FEED["de"]).text


def test_who_has_it_gets_it_only_when_something_came(site: Site) -> None:
    etag = site.visitor.get(FEED["nl"]).headers["etag"]
    assert site.visitor.get(FEED["nl"], headers={"if-none-match": etag}).status_code == 304
    comment(site, "Neu.")
    assert site.visitor.get(FEED["nl"], headers={"if-none-match": etag}).status_code == 200


def test_the_page_of_the_concept_leads_to_it(reading_site: Site) -> None:
    page = reading_site.visitor.get(CONCEPT["de"]).text
    assert page.count(f'href="{FEED["de"]}"') == 2


def test_a_concept_that_is_not_there_has_none(reading_site: Site) -> None:
    assert reading_site.visitor.get("/nl/begrippen/nothing/feed.atom").status_code == 404
