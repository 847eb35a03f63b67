"""The search page: hits with reasons in the reader's language, and a sentence where there can be none."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from server.domain.comments import CommentKind
from server.domain.document import Section
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.store.schema import jobs
from tests.web.conftest import OpenSite, Site
from tests.web.html import Element, element, elements, page_language
from tests.worlds import DE, OPENING, STEPS, comment, edition, paragraph, record, section

SEARCH = {"nl": "/nl/zoeken", "de": "/de/suche"}


def find(site: Site, query: str, language: str = "nl") -> str:
    """The page for a query."""
    answer = site.visitor.get(f"{SEARCH[language]}?q={quote(query)}")
    assert (answer.status_code, page_language(answer.text)) == (200, language)
    return answer.text


def hits(page: str) -> list[tuple[str, str]]:
    """Where each hit leads to, and its kind."""
    found = []
    for hit in elements(page, "article", class_="hit"):
        inside = [each for each in elements(page) if any(same(hit, around) for around in each.around)]
        [link] = [each for each in inside if each.tag == "a" and each.around[-1].tag == "h3"]
        [tag] = [each for each in inside if "govuk-tag" in each.attributes.get("class", "")]
        found.append((link.attributes["href"], tag.attributes["class"].split("--")[-1]))
    return found


def why(page: str) -> list[str]:
    """The reasons on a page."""
    return [
        each.text for each in elements(page, "li") if each.around[-1].attributes.get("class") == "hit__why"
    ]


def same(one: Element, other: Element) -> bool:
    """Whether two readings of a page mean the same element."""
    return (one.tag, one.attributes, one.texts) == (other.tag, other.attributes, other.texts)


def test_a_word_finds_the_paragraph_and_the_concept_in_the_readers_language(site: Site) -> None:
    assert hits(find(site, "digitalisering")) == [
        ("/nl/begrippen/digitalisation", "concept"),
        ("/nl/tekst/1-opening#p-aaaa1", "paragraph"),
    ]
    assert sorted(hits(find(site, "digitalisering", "de"))) == [
        ("/de/begriffe/digitalisation", "concept"),
        ("/de/text/1-auftakt#p-aaaa1", "paragraph"),
    ]


def test_a_word_of_one_language_finds_the_wording_of_the_other_beside_it(site: Site) -> None:
    page = find(site, "mkb", "de")
    assert hits(page) == [("/de/text/1-auftakt#p-aaaa2", "paragraph")]
    marked = elements(page, "mark")
    assert [(each.text, each.language) for each in marked] == [("mkb", "nl")]
    wordings = [
        each.language
        for each in elements(page, "div")
        if each.around[-1].attributes.get("class") == "hit__pair"
    ]
    assert wordings == ["de", "nl"]


@pytest.mark.parametrize(
    ("query", "nl", "de"),
    [
        ("mkb", "Bevat “mkb” (Nederlands).", "Enthält „mkb“ (Niederländisch)."),
        ("KMU", "Bevat “KMU” (Duits).", "Enthält „KMU“ (Deutsch)."),
    ],
)
def test_each_hit_says_why_it_was_found(reading_site: Site, query: str, nl: str, de: str) -> None:
    for language, reason in (("nl", nl), ("de", de)):
        assert why(find(reading_site, query, language))[0] == reason


def test_words_of_the_other_language_are_read_out_in_it(reading_site: Site) -> None:
    page = find(reading_site, "KMU")
    found = [each for each in elements(page, "span") if each.around[-2].attributes.get("class") == "hit__why"]
    assert {(each.text, each.language) for each in found} == {("KMU", "de")}


def test_a_concept_found_by_a_term_says_so_and_shows_its_reading_where_the_word_stands(
    reading_site: Site,
) -> None:
    assert "Heeft een term met “digitalisering” (Nederlands)." in why(find(reading_site, "digitalisering"))
    page = find(reading_site, "Aufgabe", "de")
    assert hits(page) == [("/de/begriffe/digitalisation", "concept")]
    assert [each.text for each in elements(page, "mark")] == ["Aufgabe"]


def test_a_long_query_is_shortened_where_it_is_only_shown(reading_site: Site) -> None:
    page = find(reading_site, "mkb " * 100)
    assert max(len(each.text) for each in elements(page, "h2")) < 200
    assert element(page, "input", name="q").attributes["value"].count("mkb") == 100


def test_a_german_comment_is_found_by_a_dutch_word_that_its_paragraph_carries(
    open_site: OpenSite, database: Database
) -> None:
    said = comment(1, "Das Handwerk fehlt.", on=OPENING.paragraphs[1])
    site = open_site(database, record(comments=[said]))
    thread = "/nl/edities/2021/reacties/p-aaaa2#c-00000001"
    assert hits(find(site, "mkb")) == [
        ("/nl/tekst/1-opening#p-aaaa2", "paragraph"),
        (thread, "comment"),
    ]
    assert hits(find(site, "Handwerk")) == [(thread, "comment")]
    shown = [
        each for each in elements(find(site, "Handwerk"), "div") if each.text.endswith("Handwerk fehlt.")
    ]
    assert {each.language for each in shown if "lang" in each.attributes} == {"de"}
    assert thread.split("#")[1] in [
        each.attributes.get("id") for each in elements(site.visitor.get(thread).text, class_="comment")
    ]


ELSEWHERE = {
    "a section": (
        Target(TargetKind.SECTION, "2-steps"),
        "/de/fassungen/2021/2-schritte/anmerkungen",
        "2 Schritte",
        "Schritte",
        "Betrifft einen Abschnitt mit „Schritte“ im Titel (Deutsch).",
    ),
    "the document": (
        Target(TargetKind.DOCUMENT),
        "/de/fassungen/2021/anmerkungen",
        "Das ganze Dokument",
        "Strategie",
        "Betrifft das Dokument mit „Strategie“ im Titel (Niederländisch und Deutsch).",
    ),
    "a concept": (
        Target(TargetKind.CONCEPT, "digitalisation"),
        "/de/begriffe/digitalisation/anmerkungen",
        "Begriff „Digitalisierung“",
        "Aufgabe",
        "Betrifft einen Begriff mit „Aufgabe“ (Deutsch).",
    ),
    "a question": (
        Target(TargetKind.QUESTION, "autumn/missing"),
        "/de/konsultation/autumn/fragen/missing",
        "Frage: Was fehlt Ihnen?",
        "fehlt",
        "Antwortet auf eine Frage mit „fehlt“ (Deutsch).",
    ),
}


@pytest.mark.parametrize("case", ELSEWHERE)
def test_a_comment_on_anything_else_leads_to_its_thread_and_says_what_it_is_about(
    open_site: OpenSite, sqlite: Database, case: str
) -> None:
    target, thread, label, word, reason = ELSEWHERE[case]
    said = replace(
        comment(1, "Ein Kanarienvogel."), target=target, section="2-steps" if "section" in case else ""
    )
    site = open_site(sqlite, record(comments=[said]))
    page = find(site, "Kanarienvogel", "de")
    assert hits(page) == [(f"{thread}#{said.id}", "comment")]
    assert label in [each.text for each in elements(page, "h3")]
    assert site.visitor.get(thread).status_code == 200
    assert said.id in site.visitor.get(thread).text
    by_context = find(site, f"{word} Kanarienvogel", "de")
    # What holds only one of the words comes after it, and names the other.
    assert hits(by_context)[0] == (f"{thread}#{said.id}", "comment")
    assert reason in why(by_context)
    assert (
        why(by_context).count("Dieses Wort steht hier nicht: „Kanarienvogel“.") == len(hits(by_context)) - 1
    )


def test_a_suggested_wording_is_shown_and_marked_where_the_word_stands(
    open_site: OpenSite, sqlite: Database
) -> None:
    said = replace(
        comment(1, "**Besser** so."),
        kind=CommentKind.SUGGESTION,
        suggested_wording="Die Kanarienvögel kommen *schnell* voran.",
    )
    page = find(open_site(sqlite, record(comments=[said])), "Kanarienvögel", "de")
    assert [each.text for each in elements(page, "mark")] == ["Kanarienvögel"]
    assert "Besser so." in page
    assert "*schnell*" not in page


def test_without_a_query_there_is_the_box_alone(reading_site: Site) -> None:
    for path in ("/nl/zoeken", "/nl/zoeken?q=", "/nl/zoeken?q=%20%20"):
        page = reading_site.visitor.get(path)
        assert page.status_code == 200
        assert elements(page.text, "article", class_="hit") == []
        assert element(page.text, "input", name="q")


def test_what_cannot_be_found_is_said(reading_site: Site) -> None:
    assert hits(find(reading_site, "olifant")) == []


NOTES = {
    "too long": ("mkb " + "x" * 250, "Uw zoekopdracht was te lang.", "Ihre Suche war zu lang."),
    "too many words": (
        "mkb " + " ".join(f"woord{number}" for number in range(20)),
        "Uw zoekopdracht had te veel woorden.",
        "Ihre Suche hatte zu viele Wörter.",
    ),
    "a short prefix": ("mk*", "Vóór een sterretje horen", "Vor einem Sternchen müssen"),
    "an unknown field": ("mkb kind:olifant", "Een filter in uw zoekopdracht", "Einen Filter in Ihrer Suche"),
    "only excluded": ("-mkb", "In uw zoekopdracht staat alleen", "In Ihrer Suche steht nur"),
}


@pytest.mark.parametrize("case", NOTES)
def test_what_cannot_be_taken_of_a_query_is_said_and_it_stays_in_the_box(
    reading_site: Site, case: str
) -> None:
    query, *sentences = NOTES[case]
    for language, sentence in zip(("nl", "de"), sentences, strict=True):
        page = find(reading_site, query, language)
        [note] = notices(page)
        assert note.startswith(sentence)
        assert element(page, "input", name="q").attributes["value"] == query


def notices(page: str) -> list[str]:
    """What the page says above its answer."""
    return [
        each.text
        for each in elements(page, "li")
        if any("search-notices" in around.attributes.get("class", "") for around in each.around)
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=300))
def test_any_string_whatever_gets_a_page(reading_site: Site, query: str) -> None:
    answer = reading_site.visitor.get("/de/suche", params={"q": query.encode("utf-8", "replace")})
    assert (answer.status_code, page_language(answer.text)) == (200, "de")


def many(count: int) -> Section:
    """A section in which one word stands in every paragraph."""
    made = (paragraph(f"p-{number:05}", f"Veel {number}.", f"Viel {number}.") for number in range(count))
    return section("1-opening", "1", "Opening", "Auftakt", *made)


def test_many_hits_come_in_pages(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite, record(edition("2021", many(25), STEPS)))
    first, second = (site.visitor.get(f"/nl/zoeken?q=veel&page={page}").text for page in (1, 2))
    assert (len(hits(first)), len(hits(second))) == (20, 5)
    assert len({*hits(first), *hits(second)}) == 25
    assert element(first, "a", rel="next").attributes["href"] == "/nl/zoeken?q=veel&page=2"
    assert element(second, "a", rel="prev").attributes["href"] == "/nl/zoeken?q=veel"
    # The last page is the nearest to one that is not there; what is no number is not asked for.
    assert hits(site.visitor.get("/nl/zoeken?q=veel&page=3").text) == hits(second)
    for page in ("0", "-1", "x", "1000000000", "²"):
        answer = site.visitor.get("/nl/zoeken", params={"q": "veel", "page": page})
        assert (answer.status_code, hits(answer.text)) == (200, hits(first))
        assert notices(answer.text) == [f"Het filter “{page}” kennen wij niet. Wij hebben het weggelaten."]


def damage(folder: Path) -> None:
    """Cut every file of the index short, as a power cut does."""
    for path in (folder / "index").rglob("index-*/*"):
        path.write_bytes(path.read_bytes()[:10])


def remove_index(site: Site, folder: Path) -> None:
    """Take the index away from under a running site."""
    shutil.rmtree(folder / "index")
    site.search.close()


def waiting_jobs(database: Database) -> list[str]:
    """The kinds of the jobs that wait."""
    with database.read() as connection:
        return list(connection.execute(select(jobs.c.kind)).scalars())


@pytest.mark.parametrize("language", ["nl", "de"])
def test_while_the_index_is_broken_the_database_answers_and_it_mends_itself(
    open_site: OpenSite, database: Database, tmp_path: Path, language: str
) -> None:
    open_site(database)
    damage(tmp_path)
    site = open_site(database, loaded=True)
    sentence = {"nl": "De zoekfunctie wordt hersteld.", "de": "Die Suche wird repariert."}[language]
    for _ in range(3):
        page = find(site, "mkb", language)
        assert [note.startswith(sentence) for note in notices(page)] == [True]
        assert [kind for _, kind in hits(page)] == ["paragraph"]
    # However many searched, one job; reading and commenting go on meanwhile.
    assert waiting_jobs(database) == ["mend-index"]
    assert site.visitor.get("/nl/tekst/1-opening").status_code == 200
    assert site.work() == 1
    mended = find(site, "mkb", language)
    assert (notices(mended), len(hits(mended))) == ([], 1)
    assert waiting_jobs(database) == []


def test_a_missing_index_mends_itself_as_well(open_site: OpenSite, sqlite: Database, tmp_path: Path) -> None:
    site = open_site(sqlite)
    remove_index(site, tmp_path)
    assert len(notices(find(site, "mkb"))) == 1
    site.work()
    assert (notices(find(site, "mkb")), len(hits(find(site, "mkb")))) == ([], 1)


def test_it_is_asked_for_again_when_it_stays_broken(
    open_site: OpenSite, sqlite: Database, tmp_path: Path
) -> None:
    site = open_site(sqlite)
    remove_index(site, tmp_path)
    for seconds in (0, 59, 1):
        site.clock.advance(timedelta(seconds=seconds))
        find(site, "mkb")
    assert waiting_jobs(sqlite) == ["mend-index"] * 2


def test_a_search_that_cannot_leave_the_job_is_answered_all_the_same(
    open_site: OpenSite, sqlite: Database, tmp_path: Path
) -> None:
    site = open_site(sqlite)
    remove_index(site, tmp_path)
    with sqlite.write() as connection:
        # From now on nothing can be written.
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert len(hits(find(site, "mkb"))) == 1
    assert waiting_jobs(sqlite) == []


def test_the_readers_language_is_marked_on_every_text(reading_site: Site) -> None:
    page = find(reading_site, "digitalisering", "de")
    texts = [each for each in elements(page, "div") if each.around[-1].attributes.get("class") == "hit__pair"]
    assert [each.language for each in texts] == ["de", "nl"] * 2
    assert DE.value == page_language(page)
