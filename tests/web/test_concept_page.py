"""The page of a concept: both sides, the two sign-offs, every occurrence side by side, what is said about it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from server.store.database import Database
from tests.editing import SUMMARIES, close_thread, editor, history, revise, sign_off, with_definition
from tests.web.conftest import OpenSite, Site
from tests.web.editors import CLOSING, CONCEPT, EDITING, SIGN_OFF, THREAD, opened, signed_in
from tests.web.html import Element, element, elements, form_values
from tests.worlds import DE, NL, OPENING, digitalisation, edition, paragraph, record

READINGS_OF = {"nl": "een kans", "de": "eine Aufgabe"}
READINGS = set(READINGS_OF.values())


def facts(page: str) -> list[str]:
    """What the list of sign-offs says for each side."""
    return [each.text for each in elements(page, "dd")]


def within(page: str, tag: str, css: str) -> list[Element]:
    """The elements with this tag below one with this class."""
    return [
        each
        for each in elements(page, tag)
        if any(css in around.attributes.get("class", "").split() for around in each.around)
    ]


@pytest.mark.parametrize(("language", "first"), [("nl", "Nederlands"), ("de", "Deutsch")])
def test_both_sides_stand_beside_each_other_the_readers_first(
    reading_site: Site, language: str, first: str
) -> None:
    page = reading_site.visitor.get(CONCEPT[language]).text
    assert next(each.text for each in elements(page, class_="side__language")) == first
    assert [
        (each.language, each.text) for each in within(page, "p", "side__reading") if each.text in READINGS
    ] == [(spoken, READINGS_OF[spoken]) for spoken in (language, "de" if language == "nl" else "nl")]


def test_the_subject_field_is_in_the_readers_language(reading_site: Site) -> None:
    assert "digitale transformatie" in reading_site.visitor.get(CONCEPT["nl"]).text
    assert "digitale Transformation" in reading_site.visitor.get(CONCEPT["de"]).text


def test_the_page_says_who_has_signed_off_and_who_has_not(site: Site) -> None:
    assert facts(site.visitor.get(CONCEPT["nl"]).text) == ["nog niet akkoord", "nog niet akkoord"]
    sign_off(site.database, editor(site.database, NL))
    assert facts(site.visitor.get(CONCEPT["nl"]).text) == ["Anna, 1 oktober 2021", "nog niet akkoord"]


def test_each_paragraph_that_uses_the_concept_is_one_row_with_both_wordings(
    open_site: OpenSite, sqlite: Database
) -> None:
    paragraphs = (
        OPENING.paragraphs[0],
        paragraph("p-aaaa2", "Niets.", "Nur die Digitalisierung <hier>, und Digitalisierung dort."),
    )
    site = open_site(sqlite, record(edition("2021", replace(OPENING, paragraphs=paragraphs))))
    page = site.visitor.get(CONCEPT["nl"]).text
    links = [each.attributes["href"] for each in within(page, "a", "occurrence__place")]
    assert links == [f"/nl/tekst/1-opening/naast-elkaar#p-aaaa{number}" for number in (1, 2)]
    assert [(each.language, each.text) for each in elements(page, "mark")] == [
        ("nl", "digitalisering"),
        ("de", "Digitalisierung"),
        ("de", "Digitalisierung"),
        ("de", "Digitalisierung"),
    ]
    assert page.count("hier geen term van dit begrip") == 1
    assert "die <mark>Digitalisierung</mark> &lt;hier&gt;, und <mark>Digitalisierung</mark> dort." in page


def test_the_occurrences_of_every_edition_can_be_chosen(open_site: OpenSite, sqlite: Database) -> None:
    newer = edition(
        "2022", replace(OPENING, paragraphs=OPENING.paragraphs[1:]), day=edition().date + timedelta(365)
    )
    site = open_site(sqlite, record(edition(), newer))
    assert elements(site.visitor.get(CONCEPT["nl"]).text, "mark") == []
    older = site.visitor.get(CONCEPT["nl"] + "?editie=2021").text
    assert len(elements(older, "mark")) == 2
    assert (
        element(older, "a", hreflang="de", rel="alternate").attributes["href"]
        == CONCEPT["de"] + "?fassung=2021"
    )
    assert element(older, "a", aria_current="page").text == "Editie 2021"
    link = within(older, "a", "occurrence__place")[0].attributes["href"]
    assert link == "/nl/edities/2021/1-opening/naast-elkaar#p-aaaa1"
    assert site.visitor.get(CONCEPT["nl"] + "?editie=1999").status_code == 404


def test_the_summary_that_closed_the_thread_is_there_in_both_languages_with_its_date(site: Site) -> None:
    close_thread(site.database, editor(site.database))
    page = site.visitor.get(CONCEPT["nl"]).text
    summary = element(page, "section", aria_labelledby="summary-title")
    assert "Anna, namens de redactie, 1 oktober 2021." in summary.text
    said = [
        each for each in elements(page, "p") if summary in each.around and each.text in SUMMARIES.values()
    ]
    assert {each.language: each.text for each in said} == SUMMARIES


def test_an_editor_finds_every_way_to_work_on_it_and_a_reader_none(site: Site) -> None:
    anna, _ = signed_in(site)
    ways = {EDITING["nl"], CLOSING, "/nl/redactie/termen"}
    links = {each.attributes.get("href", "") for each in elements(anna.get(CONCEPT["nl"]).text, "a")}
    assert ways <= links
    page = site.visitor.get(CONCEPT["nl"]).text
    assert ways & {each.attributes.get("href", "") for each in elements(page, "a")} == set()
    assert [each for each in elements(page, "form") if each.attributes["method"] == "post"] == []


def test_an_editor_signs_off_and_withdraws_with_a_reason(site: Site) -> None:
    anna, _ = signed_in(site)
    answer = anna.post(SIGN_OFF, data={**opened_sign_off(anna), "decision": "sign-off"})
    assert answer.headers["location"] == CONCEPT["nl"] + "?said=saved"
    assert facts(anna.get(CONCEPT["nl"]).text)[0] == "Anna, 1 oktober 2021"
    answer = anna.post(SIGN_OFF, data={**opened_sign_off(anna), "decision": "withdraw"})
    assert answer.headers["location"] == CONCEPT["nl"] + "?said=ReasonMissing"
    page = anna.get(answer.headers["location"]).text
    assert element(page, "input", id="why").attributes["aria-invalid"] == "true"
    anna.post(SIGN_OFF, data={**opened_sign_off(anna), "decision": "withdraw", "why": "er is meer"})
    assert [each.why for each in history(site.database)] == ["", "er is meer"]


def opened_sign_off(browser: TestClient) -> dict[str, str]:
    """The form of the sign-off as the page has it."""
    return form_values(browser.get(CONCEPT["nl"]).text, SIGN_OFF)


def test_a_sign_off_on_an_outdated_state_is_not_given(site: Site) -> None:
    anna, account = signed_in(site)
    seen = opened_sign_off(anna)
    revise(site.database, with_definition(digitalisation(), "anders"), account)
    answer = anna.post(SIGN_OFF, data={**seen, "decision": "sign-off"})
    assert answer.headers["location"] == CONCEPT["nl"] + "?said=RevisedMeanwhile"
    assert facts(anna.get(CONCEPT["nl"]).text) == ["nog niet akkoord", "nog niet akkoord"]


def test_an_editor_without_a_side_is_told_so(site: Site) -> None:
    nobody, _ = signed_in(site, side=None)
    answer = nobody.post(SIGN_OFF, data={"seen": "0", "decision": "sign-off"})
    assert answer.headers["location"] == CONCEPT["nl"] + "?said=NotYourSide"


CODES = (
    "saved",
    "closed",
    "NotYourSide",
    "SameEditor",
    "NothingToWithdraw",
    "ReasonMissing",
    "RevisedMeanwhile",
)


@pytest.mark.parametrize("language", ["nl", "de"])
def test_what_came_of_it_is_said_in_a_sentence_each(reading_site: Site, language: str) -> None:
    pages = [reading_site.visitor.get(f"{CONCEPT[language]}?said={code}").text for code in CODES]
    sentences = [element(page, class_="govuk-notification-banner__heading").text for page in pages]
    assert len(set(sentences)) == len(CODES)


def test_a_code_that_nobody_knows_says_nothing(reading_site: Site) -> None:
    page = reading_site.visitor.get(CONCEPT["nl"] + "?said=<b>x").text
    assert elements(page, class_="govuk-notification-banner__heading") == []


def test_an_editor_takes_a_place_off_the_list(site: Site) -> None:
    anna, _ = signed_in(site)
    place = {"edition": "2021", "paragraph": "p-aaaa1", "language": "nl"}
    answer = anna.post(CONCEPT["nl"] + "/vindplaats", data=place)
    assert answer.headers["location"] == CONCEPT["nl"] + "?said=PlaceReasonMissing"
    anna.post(CONCEPT["nl"] + "/vindplaats", data={**place, "reason": "Hier iets anders."})
    assert [each.language for each in elements(anna.get(CONCEPT["nl"]).text, "mark")] == ["de"]
    section = site.visitor.get("/nl/tekst/1-opening").text
    assert elements(section, "a", data_concept="digitalisation") == []


def test_closing_asks_for_both_summaries_and_keeps_what_was_typed(site: Site) -> None:
    anna, _ = signed_in(site)
    answer = anna.post(CLOSING, data=opened(anna, CLOSING, summary__nl="Wij houden\n\ntwee lezingen."))
    assert answer.status_code == 422
    assert element(answer.text, "a", href="#summary.de")
    sent = {**opened_from(answer.text), "summary.de": "Zwei Lesarten."}
    assert anna.post(CLOSING, data=sent).headers["location"] == CONCEPT["nl"] + "?said=closed"
    [closed] = history(site.database)
    assert closed.summaries == {NL: "Wij houden\n\ntwee lezingen.", DE: "Zwei Lesarten."}


def opened_from(page: str) -> dict[str, str]:
    """The form that came back."""
    return form_values(page, CLOSING)


def test_closing_what_was_revised_meanwhile_is_refused_and_the_text_comes_back(site: Site) -> None:
    anna, account = signed_in(site)
    typed = opened(anna, CLOSING, summary__nl="Klaar.", summary__de="Fertig.")
    revise(site.database, with_definition(digitalisation(), "anders"), account)
    answer = anna.post(CLOSING, data=typed)
    assert answer.status_code == 409
    back = opened_from(answer.text)
    assert (back["summary.nl"], back["summary.de"], back["seen"]) == ("Klaar.", "Fertig.", "1")
    assert anna.post(CLOSING, data=back).status_code == 303


def test_the_thread_is_one_link_away(reading_site: Site) -> None:
    page = reading_site.visitor.get(CONCEPT["de"]).text
    assert element(page, "a", href=THREAD["de"]).text == "Anmerkung zu diesem Begriff schreiben"
