"""The editing page of a paragraph, without JavaScript: every act is a form of the page."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Account, Role
from server.domain.comments import CommentKind
from server.domain.dispositions import Disposition, Outcome
from server.domain.revisions import StepState, Weight
from server.store import dispositions
from server.usecases.confirm_in_step import sign_exception
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from tests.rewording import PARAGRAPH, TEXT, begin, present, revise
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values
from tests.web.wordings import AUTOSAVE, NEW, PAGE, PRESENCE, PREVIEW, buttons, fields, opened, signed_in
from tests.worlds import DE, NL, NOON, OPENING, add_account, comment, load, record, statements


@pytest.fixture
def els(small_site: Site) -> Account:
    return begin(small_site.database)


@pytest.fixture
def browser(small_site: Site, els: Account) -> TestClient:
    return signed_in(small_site, els)


def test_the_page_has_both_wordings_and_what_they_are_typed_on(browser: TestClient) -> None:
    assert opened(browser) == {
        "base_nl": "1",
        "text_nl": TEXT[NL],
        "weight_nl": "substantive",
        "note_nl": "",
        "base_de": "1",
        "text_de": TEXT[DE],
        "weight_de": "substantive",
        "note_de": "",
    }


@pytest.mark.parametrize("language", ["nl", "de"])
def test_the_page_is_there_in_both_languages(browser: TestClient, language: str) -> None:
    page = browser.get(PAGE[language]).text
    assert [each.attributes["lang"] for each in elements(page, "textarea")] == ["nl", "de"]
    toolbars = elements(page, "markdown-toolbar")
    assert [each.attributes["for"] for each in toolbars] == ["text_nl", "text_de"]
    assert all("hidden" in each.attributes for each in toolbars)
    labels = {
        each.attributes["aria-label"]
        for each in elements(page, "button")
        if "data-md-button" in each.attributes
    }
    assert ("Vet" if language == "nl" else "Fett") in labels


def test_saving_leads_back_to_the_page_that_says_so(small_site: Site, browser: TestClient) -> None:
    answer = browser.post(PAGE["nl"], data=opened(browser, text_nl=NEW, act="save"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE['nl']}?said=saved")
    assert present(small_site.database).text(NL) == NEW
    assert "De alinea is opgeslagen." in browser.get(answer.headers["location"]).text


def test_saving_nothing_says_that_there_was_nothing(browser: TestClient) -> None:
    answer = browser.post(PAGE["nl"], data=opened(browser, act="save"))
    assert answer.headers["location"] == f"{PAGE['nl']}?said=unchanged"


def test_what_is_said_of_a_change_is_kept_with_it(small_site: Site, browser: TestClient) -> None:
    typed = opened(browser, text_nl=NEW, weight_nl="minor", note_nl="  duidelijker ", confirm="yes")
    browser.post(PAGE["nl"], data=typed)
    kept = present(small_site.database)
    latest = kept.latest(NL)
    assert latest is not None
    assert (latest.weight, latest.note) == (Weight.MINOR, "duidelijker")
    assert set(kept.states.values()) == {StepState.IN_STEP}


def test_what_the_record_cannot_hold_is_said_in_the_readers_language(browser: TestClient) -> None:
    answer = browser.post(PAGE["nl"], data=opened(browser, text_nl="Zie noot[^1]."))
    assert "[^1] verwijst naar een voetnoot die niet in deze alinea staat" in answer.text


def test_a_preview_shows_both_wordings_and_keeps_what_was_typed(
    small_site: Site, browser: TestClient
) -> None:
    typed = opened(browser, text_nl="De **digitalisering** en 9 dingen.", note_nl="x", act="preview")
    answer = browser.post(PAGE["nl"], data=typed)
    assert answer.status_code == 200
    shown = element(answer.text, "section", id="preview")
    assert "hidden" not in shown.attributes
    assert "De digitalisering en 9 dingen." in shown.text
    assert "getallen die alleen in het Nederlands staan: 9" in shown.text
    assert form_values(answer.text, PAGE["nl"]) == {k: v for k, v in typed.items() if k != "act"}
    assert present(small_site.database).number(NL) == 1


def test_history_tells_every_revision_and_puts_an_older_text_back_into_the_field(
    small_site: Site, browser: TestClient, els: Account
) -> None:
    revise(small_site.database, els, NEW, weight=Weight.MINOR, note="tikfout")
    page = browser.get(PAGE["nl"]).text
    told = element(page, "li", id="revision-nl-2").text
    assert "Els van Dijk" in told
    assert "redactioneel: tikfout" in told
    assert "heel" in element(page, "ins").text
    assert [each for each in buttons(page) if each.startswith("put-back")] == ["put-back:nl:1"]
    typed = opened(browser, text_de="Noch nicht gespeichert.", act="put-back:nl:1")
    answer = browser.post(PAGE["nl"], data=typed)
    assert fields(answer.text) == {"text_nl": TEXT[NL], "text_de": "Noch nicht gespeichert."}
    assert present(small_site.database).number(NL) == 2


def test_terms_of_what_is_typed_are_named_in_both_languages(browser: TestClient) -> None:
    answer = browser.post(PAGE["nl"], data=opened(browser, text_de="Ohne.", act="preview"))
    terms = element(answer.text, "section", id="terms")
    assert "digitalisering – Digitalisierung" in terms.text
    assert "“digitalisering” staat alleen in deze taal" in terms.text
    assert [each.text for each in elements(answer.text, "strong", class_="govuk-tag tag--disputed")] != []


def test_comments_are_told_with_their_disposition_and_chosen_by_an_address(
    site: Site, tmp_path: Path
) -> None:
    first = comment(1, text="Bitte langsamer.")
    suggestion = replace(
        comment(2), kind=CommentKind.SUGGESTION, suggested_wording="Die Digitalisierung kommt."
    )
    elsewhere = comment(3, text="Anderswo.", on=OPENING.paragraphs[1])
    load(site.database, tmp_path / "more", record(comments=[first, suggestion, elsewhere]))
    els = begin(site.database)
    answer = Disposition(first.id, "2022", Outcome.ADOPTED, {NL: "Ja.", DE: "Ja."})
    with site.database.write() as connection:
        dispositions.save_disposition(connection, answer, round_key="autumn", base=0)
    browser = signed_in(site, els)
    page = browser.get(f"{PAGE['nl']}?comment={first.id}&comment={elsewhere.id}").text
    boxes = elements(page, "input", name="comment")
    chosen = {each.attributes["value"]: "checked" in each.attributes for each in boxes}
    assert chosen == {first.id: True, suggestion.id: False, elsewhere.id: True}
    assert "overgenomen" in element(page, "details", id=f"about-{first.id}").text
    links = {each.attributes.get("href") for each in elements(page, "a")}
    assert {addresses.disposition("nl", first.id), addresses.merging("nl", PARAGRAPH)} <= links
    typed = {**form_values(page, PAGE["nl"]), "text_nl": NEW, "comment": [first.id, elsewhere.id]}
    browser.post(PAGE["nl"], data=typed)
    latest = present(site.database).latest(NL)
    assert latest is not None
    assert latest.comments == (first.id, elsewhere.id)


def test_the_preview_that_a_script_asks_for_is_the_same_piece_of_the_page(browser: TestClient) -> None:
    typed = opened(browser, text_nl=NEW)
    page = browser.post(PAGE["nl"], data={**typed, "act": "preview"}).text
    piece = browser.post(PREVIEW, data=typed)
    assert piece.status_code == 200
    for part in ("preview", "terms"):
        assert element(piece.text, "section", id=part).text == element(page, "section", id=part).text


def test_no_wording_brings_markup_of_its_own(browser: TestClient) -> None:
    typed = opened(browser, text_nl="<img src=x onerror=alert(1)> & **vet**", act="preview")
    page = browser.post(PAGE["nl"], data=typed).text
    assert elements(page, "img") == []
    assert "& vet" in element(page, "section", id="preview").text


@pytest.mark.parametrize("path", [PREVIEW, AUTOSAVE, PRESENCE])
def test_nobody_without_the_role_asks_for_anything(small_site: Site, els: Account, path: str) -> None:
    add_account(small_site.database, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    moderator = small_site.another_visitor()
    token = make_sign_in_link(small_site.database, email="mo@example.org", at=NOON)
    moderator.post(addresses.sign_in("nl", token))
    answers = [each.post(path).status_code for each in (small_site.visitor, moderator)]
    assert answers == [403, 403]
    assert moderator.post(PAGE["nl"], data={"text_nl": NEW}).status_code == 403


def test_another_site_cannot_make_a_browser_save(small_site: Site, browser: TestClient) -> None:
    elsewhere = {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"}
    typed = opened(browser, text_nl=NEW)
    for path in (PAGE["nl"], AUTOSAVE, PREVIEW, PRESENCE):
        assert browser.post(path, data=typed, headers=elsewhere).status_code == 403
    assert present(small_site.database).number(NL) == 1


def test_a_signed_exception_is_told(small_site: Site, browser: TestClient, els: Account) -> None:
    revise(small_site.database, els, NEW)
    sign_exception(
        small_site.database,
        paragraph=PARAGRAPH,
        follows=DE,
        reasons={NL: "De vertaling komt nog.", DE: "Die Übersetzung folgt."},
        bases={NL: 2, DE: 1},
        by=els,
        at=NOON,
    )
    page = browser.get(PAGE["nl"]).text
    assert "Getekend: de Duitse kant volgt later" in page
    assert "De vertaling komt nog." in page


def test_what_is_not_in_the_working_edition_is_not_there(browser: TestClient) -> None:
    assert browser.get(addresses.working_paragraph("nl", "p-zzzzz")).status_code == 404
    assert browser.post(addresses.presence("nl", "no-section")).status_code == 404


def test_the_page_costs_as_many_queries_whatever_was_revised_and_said(site: Site, tmp_path: Path) -> None:
    load(site.database, tmp_path / "one", record(comments=[comment(1)]))
    els = begin(site.database)
    browser = signed_in(site, els)

    def asked() -> list[str]:
        with statements() as sent:
            assert browser.get(PAGE["nl"]).status_code == 200
        return list(sent)

    browser.get(PAGE["nl"])
    before = asked()
    for number in range(1, 8):
        revise(site.database, els, f"Versie {number}.", base=number, confirm=True)
    said = [comment(number) for number in range(1, 30)]
    load(site.database, tmp_path / "more", record(comments=said))
    after = asked()
    assert len(after) == len(before)
    assert len(before) < 20
