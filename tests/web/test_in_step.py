"""The page of a paragraph's two languages: what changed on each side, confirming, signing, taking back."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Account
from server.store.database import Database
from tests.revising import begun, present, revised
from tests.web.conftest import OpenSite, Site
from tests.web.editors import signed_in
from tests.web.html import element, elements
from tests.worlds import DE, statements

PAGE = {
    "nl": "/nl/redactie/werkversie/alinea/p-aaaa2/gelijk",
    "de": "/de/redaktion/arbeitsfassung/absatz/p-aaaa2/gleichstand",
}
SIGNED = {
    "act": "sign",
    "follows": "de",
    "reason_nl": "Het cijfer wordt nog nagegaan.",
    "reason_de": "Die Zahl wird noch geprüft.",
}


@pytest.fixture
def site(open_site: OpenSite, database: Database) -> Site:
    """The small world, an hour after the working edition began."""
    opened = open_site(database)
    opened.clock.advance(timedelta(hours=1))
    return opened


@pytest.fixture
def editor(site: Site) -> tuple[TestClient, Account]:
    """Anna with a browser; the working edition has begun."""
    browser, account = signed_in(site)
    begun(site.database, account)
    return browser, account


def states(page: str) -> list[str]:
    """The states of both sides in the words of the page."""
    return [each.text for each in elements(page, "strong") if "govuk-tag" in each.attributes["class"]]


def buttons(page: str) -> list[str]:
    """What can be done with both languages."""
    around = [each for each in elements(page, "button") if any(e.tag == "main" for e in each.around)]
    return [each.text for each in around]


def sent(browser: TestClient, act: str, **values: str) -> dict[str, str]:
    """The form of an act as the page would send it."""
    page = browser.get(PAGE["nl"]).text
    known = {
        each.attributes["name"]: each.attributes["value"]
        for each in elements(page, "input", type="hidden")
        if each.attributes.get("name", "").startswith("base_")
    }
    return {**known, "act": act, **values}


def test_it_shows_both_sides_and_nothing_to_confirm_when_they_are_in_step(
    editor: tuple[TestClient, Account],
) -> None:
    page = editor[0].get(PAGE["nl"]).text
    assert states(page) == ["Nederlands: gelijk", "Deutsch: gelijk"]
    assert [(each.text, each.language) for each in elements(page, class_="difference__text")] == [
        ("Het mkb doet mee, voor 75%.", "nl"),
        ("Die KMU machen mit, zu 75 %.", "de"),
    ]
    assert buttons(page) == ["Teken de uitzondering"]


@pytest.mark.parametrize("language", ["nl", "de"])
def test_what_changed_since_both_were_in_step_is_marked_in_words(
    site: Site, editor: tuple[TestClient, Account], language: str
) -> None:
    browser, account = editor
    revised(site.database, account, "p-aaaa2", nl="Het mkb doet mee, voor 80%.", minute=2)
    page = browser.get(PAGE[language]).text
    expected = {
        "nl": ["Nederlands: gelijk", "Deutsch: verouderd"],
        "de": ["Deutsch: veraltet", "Nederlands: im Gleichstand"],
    }
    assert states(page) == expected[language]
    assert element(page, "del").text.endswith(" 75")
    assert element(page, "ins").text.endswith(" 80")
    assert element(page, "ins").language == "nl"


def test_confirming_makes_both_in_step_once_however_often_it_is_sent(
    site: Site, editor: tuple[TestClient, Account]
) -> None:
    browser, account = editor
    revised(site.database, account, "p-aaaa2", nl="Het mkb doet mee, voor 80%.")
    form = sent(browser, "confirm")
    for _ in range(2):
        answer = browser.post(PAGE["nl"], data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE['nl']}?said=confirmed")
    assert len(present(site.database, "p-aaaa2").confirmed) == 2
    page = browser.get(f"{PAGE['nl']}?said=confirmed").text
    assert states(page) == ["Nederlands: gelijk", "Deutsch: gelijk"]
    assert "Beide talen zijn gelijk: dat is bevestigd." in element(page, role="status").text


def test_on_an_outdated_form_nothing_is_kept_and_what_changed_meanwhile_is_shown(
    site: Site, editor: tuple[TestClient, Account]
) -> None:
    browser, account = editor
    form = {**sent(browser, "sign"), **SIGNED}
    revised(site.database, account, "p-aaaa2", de="Alle KMU machen mit, zu 75 %.")
    answer = browser.post(PAGE["nl"], data=form)
    assert answer.status_code == 409
    assert "Alle" in [each.text.removeprefix("toegevoegd: ") for each in elements(answer.text, "ins")]
    assert element(answer.text, id="reason_nl").attributes["value"] == SIGNED["reason_nl"]
    assert element(answer.text, id="reason_de").attributes["value"] == SIGNED["reason_de"]
    assert "checked" in element(answer.text, id="follows-de").attributes
    assert present(site.database, "p-aaaa2").exception is None


def test_sent_once_more_after_that_it_is_kept(site: Site, editor: tuple[TestClient, Account]) -> None:
    browser, account = editor
    form = {**sent(browser, "sign"), **SIGNED}
    revised(site.database, account, "p-aaaa2", de="Alle KMU machen mit, zu 75 %.")
    again = browser.post(PAGE["nl"], data=form).text
    seen = {
        each.attributes["name"]: each.attributes["value"]
        for each in elements(again, "input", type="hidden")
        if each.attributes.get("name", "").startswith("base_")
    }
    assert browser.post(PAGE["nl"], data={**form, **seen}).status_code == 303
    assert present(site.database, "p-aaaa2").exception is not None


@pytest.mark.parametrize("language", ["nl", "de"])
def test_an_exception_is_signed_with_a_reason_in_both_languages(
    site: Site, editor: tuple[TestClient, Account], language: str
) -> None:
    browser, account = editor
    revised(site.database, account, "p-aaaa2", nl="Het mkb doet mee, voor 80%.")
    form = {**sent(browser, "sign"), **SIGNED}
    for _ in range(2):
        assert browser.post(PAGE[language], data=form).headers["location"] == f"{PAGE[language]}?said=signed"
    kept = present(site.database, "p-aaaa2")
    assert [each.exception is not None for each in kept.confirmed] == [False, True]
    assert kept.exception is not None
    assert (kept.exception.follows, kept.exception.by) == (DE, account.name)
    box = element(browser.get(PAGE[language]).text, class_="govuk-inset-text").text
    first = {"nl": "De Duitse tekst volgt later.", "de": "Der deutsche Text folgt später."}[language]
    assert box.startswith(f"{first} {SIGNED[f'reason_{language}']}")


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ("follows", "Kies welke taal later volgt"),
        ("reason_nl", "Schrijf op waarom (Nederlands)"),
        ("reason_de", "Schrijf op waarom (Deutsch)"),
    ],
)
def test_an_exception_without_all_of_it_is_refused_and_what_was_typed_comes_back(
    site: Site, editor: tuple[TestClient, Account], missing: str, told: str
) -> None:
    browser, _ = editor
    form = {**sent(browser, "sign"), **SIGNED, missing: " "}
    answer = browser.post(PAGE["nl"], data=form)
    assert answer.status_code == 422
    target = {"follows": "follows-nl"}.get(missing, missing)
    assert element(answer.text, "a", href=f"#{target}").text == told
    typed = {name: element(answer.text, id=name).attributes["value"] for name in ("reason_nl", "reason_de")}
    assert typed == {name: form[name].strip() for name in typed}
    assert present(site.database, "p-aaaa2").exception is None


def test_a_reason_is_no_essay(editor: tuple[TestClient, Account]) -> None:
    form = {**sent(editor[0], "sign"), **SIGNED, "reason_nl": "a" * 501}
    answer = editor[0].post(PAGE["nl"], data=form)
    assert answer.status_code == 422
    assert "hoogstens 500 tekens" in element(answer.text, id="reason_nl-error").text


def test_an_exception_is_taken_back(site: Site, editor: tuple[TestClient, Account]) -> None:
    browser, account = editor
    revised(site.database, account, "p-aaaa2", nl="Het mkb doet mee, voor 80%.")
    browser.post(PAGE["nl"], data={**sent(browser, "sign"), **SIGNED})
    page = browser.get(PAGE["nl"]).text
    assert "Trek de uitzondering in" in buttons(page)
    form = sent(browser, "take-back")
    for _ in range(2):
        assert browser.post(PAGE["nl"], data=form).headers["location"] == f"{PAGE['nl']}?said=taken-back"
    kept = present(site.database, "p-aaaa2")
    assert (kept.exception, len(kept.confirmed)) == (None, 3)
    assert states(browser.get(PAGE["nl"]).text) == ["Nederlands: gelijk", "Deutsch: verouderd"]


def test_of_a_side_that_is_missing_nothing_can_be_said(
    site: Site, editor: tuple[TestClient, Account]
) -> None:
    browser, account = editor
    form = sent(browser, "confirm")
    revised(site.database, account, "p-aaaa2", de="")
    page = browser.get(PAGE["nl"]).text
    assert states(page) == ["Nederlands: gelijk", "Deutsch: ontbreekt"]
    assert buttons(page) == []
    assert browser.post(PAGE["nl"], data={**form, "base_de": "2"}).status_code == 409


def test_a_minor_revision_is_shown_with_its_note(site: Site, editor: tuple[TestClient, Account]) -> None:
    browser, account = editor
    revised(site.database, account, "p-aaaa2", nl="Het mkb doet mee, voor 75 %.", note="Spatie.")
    page = browser.get(PAGE["nl"]).text
    assert states(page) == ["Nederlands: gelijk", "Deutsch: gelijk"]
    assert "redactioneel: Spatie." in element(page, "section", aria_labelledby="side-nl").text


def test_what_editors_typed_is_text_and_no_html(site: Site, editor: tuple[TestClient, Account]) -> None:
    browser, account = editor
    revised(site.database, account, "p-aaaa2", nl="Het mkb \\<script\\>, voor 75%.")
    form = {**sent(browser, "sign"), **SIGNED, "reason_nl": "<script>alert(1)</script>"}
    browser.post(PAGE["nl"], data=form)
    assert "<script>" not in browser.get(PAGE["nl"]).text.partition("<main")[2]


def test_it_asks_as_little_of_the_database_for_many_revisions(
    site: Site, editor: tuple[TestClient, Account]
) -> None:
    browser, account = editor
    counted = []
    for text in ("Een.", "Twee.", "Drie."):
        revised(site.database, account, "p-aaaa2", nl=text, minute=len(counted) + 1)
        with statements() as asked:
            browser.get(PAGE["nl"])
        counted.append(len(asked))
    assert len(set(counted)) == 1


def test_without_a_working_edition_there_is_no_such_page(site: Site) -> None:
    browser, _ = signed_in(site)
    assert browser.get(PAGE["nl"]).status_code == 404


def test_only_editors_see_it(site: Site, editor: tuple[TestClient, Account]) -> None:
    assert editor[0].get(PAGE["nl"]).status_code == 200
    assert site.visitor.get(PAGE["nl"]).headers["location"].startswith("/nl/aanmelden?next=")
