"""The editing page of a paragraph, without JavaScript: every act is a form of the page."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Account, Role
from server.domain.comments import CommentKind
from server.domain.dispositions import Disposition, Outcome
from server.domain.revisions import StepState, Weight
from server.store import dispositions
from server.usecases.confirm_in_step import sign_exception
from server.usecases.keep_autosave import TypedWording, keep_autosave
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from tests.rewording import PARAGRAPH, TEXT, begin, editor, present, revise
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values
from tests.worlds import DE, NL, NOON, OPENING, add_account, comment, load, record, statements

PAGE = {
    "nl": addresses.working_paragraph("nl", PARAGRAPH),
    "de": addresses.working_paragraph("de", PARAGRAPH),
}
AUTOSAVE = addresses.wording_autosave("nl", PARAGRAPH)
PREVIEW = addresses.wording_preview("nl", PARAGRAPH)
PRESENCE = addresses.presence("nl", OPENING.key)
NEW = "De digitalisering gaat heel snel."


def signed_in(site: Site, account: Account) -> TestClient:
    """A browser in which somebody has signed in."""
    browser = site.another_visitor()
    token = make_sign_in_link(site.database, email=account.email, at=site.clock())
    assert browser.post(addresses.sign_in("nl", token)).status_code == 303
    return browser


@pytest.fixture
def els(small_site: Site) -> Account:
    return begin(small_site.database)


@pytest.fixture
def browser(small_site: Site, els: Account) -> TestClient:
    return signed_in(small_site, els)


def opened(browser: TestClient, **typed: str) -> dict[str, str]:
    """The form as it would be sent, with what is typed."""
    answer = browser.get(PAGE["nl"])
    assert answer.status_code == 200
    return {**form_values(answer.text, PAGE["nl"]), **typed}


def fields(html: str) -> dict[str, str]:
    """What stands in both fields."""
    values = form_values(html, PAGE["nl"])
    return {name: values[name] for name in ("text_nl", "text_de")}


def buttons(html: str) -> list[str]:
    """What the buttons of the page do."""
    return [each.attributes["value"] for each in elements(html, "button", name="act")]


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


def test_a_minor_change_without_a_name_comes_back_as_it_was_typed(browser: TestClient) -> None:
    answer = browser.post(PAGE["nl"], data=opened(browser, text_nl=NEW, weight_nl="minor"))
    assert answer.status_code == 422
    assert fields(answer.text)["text_nl"] == NEW
    summary = element(answer.text, "div", data_error_summary="")
    assert "Zeg in een paar woorden wat u hebt verbeterd" in summary.text
    assert element(answer.text, "input", id="note_nl").attributes["aria-invalid"] == "true"


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


def test_after_a_preview_the_text_is_there_when_the_editor_comes_back(
    small_site: Site, browser: TestClient, els: Account
) -> None:
    browser.post(PAGE["nl"], data=opened(browser, text_nl=NEW, act="preview"))
    later = signed_in(small_site, els).get(PAGE["nl"]).text
    assert fields(later)["text_nl"] == NEW
    assert "Er is tekst van" in element(later, "div", id="kept").text


def test_nobody_else_sees_what_was_not_saved(small_site: Site, browser: TestClient) -> None:
    browser.post(PAGE["nl"], data=opened(browser, text_nl=NEW, act="preview"))
    jan = signed_in(small_site, editor(small_site.database, "Jan"))
    assert NEW not in jan.get(PAGE["nl"]).text


def test_what_was_kept_can_be_discarded(browser: TestClient) -> None:
    browser.post(PAGE["nl"], data=opened(browser, text_nl=NEW, act="preview"))
    answer = browser.post(PAGE["nl"], data={"act": "discard"})
    assert answer.headers["location"] == f"{PAGE['nl']}?said=discarded"
    assert fields(browser.get(PAGE["nl"]).text)["text_nl"] == TEXT[NL]


def test_saving_forgets_what_was_kept(browser: TestClient) -> None:
    typed = opened(browser, text_nl=NEW)
    browser.post(PAGE["nl"], data={**typed, "act": "preview"})
    browser.post(PAGE["nl"], data={**typed, "act": "save"})
    assert elements(browser.get(PAGE["nl"]).text, id="kept") == []


def test_kept_text_on_an_outdated_wording_says_so(
    small_site: Site, browser: TestClient, els: Account
) -> None:
    typed = [TypedWording(NL, NEW, 1)]
    keep_autosave(small_site.database, paragraph=PARAGRAPH, typed=typed, by=els, at=NOON)
    revise(small_site.database, editor(small_site.database, "Jan"), "Van Jan.")
    page = browser.get(PAGE["nl"]).text
    assert "Sindsdien heeft iemand anders" in element(page, "div", id="kept").text
    assert form_values(page, PAGE["nl"])["base_nl"] == "1"


def conflict(small_site: Site, browser: TestClient, theirs: str, yours: str) -> tuple[str, dict[str, str]]:
    """The page after Jan saved first, and its form."""
    typed = opened(browser, text_nl=yours, text_de="Deutsch, getippt.", note_de="von hier")
    revise(small_site.database, editor(small_site.database, "Jan"), theirs)
    answer = browser.post(PAGE["nl"], data={**typed, "act": "save"})
    assert answer.status_code == 409
    return answer.text, form_values(answer.text, PAGE["nl"])


def test_of_two_editors_the_second_gets_both_texts_and_loses_nothing(
    small_site: Site, browser: TestClient
) -> None:
    theirs, yours = "De digitalisering gaat al snel.", "Onze digitalisering gaat snel."
    page, form = conflict(small_site, browser, theirs, yours)
    assert (form["text_nl"], form["text_de"], form["note_de"]) == (yours, "Deutsch, getippt.", "von hier")
    assert (form["base_nl"], form["common_nl"], form["base_de"]) == ("2", "1", "1")
    told = element(page, "section", aria_labelledby="meanwhile-nl").text
    assert "Jan heeft intussen een andere formulering opgeslagen" in told
    assert elements(page, "section", aria_labelledby="meanwhile-de") == []
    assert present(small_site.database).text(DE) == TEXT[DE]


def test_a_clean_merge_is_offered_taken_by_a_button_and_saved_by_another(
    small_site: Site, browser: TestClient
) -> None:
    page, form = conflict(
        small_site, browser, "De digitalisering gaat al snel.", "Onze digitalisering gaat snel."
    )
    assert "take:nl:merged" in buttons(page)
    taken = browser.post(PAGE["nl"], data={**form, "act": "take:nl:merged"})
    assert taken.status_code == 200
    assert fields(taken.text) == {
        "text_nl": "Onze digitalisering gaat al snel.",
        "text_de": "Deutsch, getippt.",
    }
    assert present(small_site.database).number(NL) == 2
    saved = browser.post(PAGE["nl"], data={**form_values(taken.text, PAGE["nl"]), "act": "save"})
    assert saved.status_code == 303
    after = present(small_site.database)
    assert (after.text(NL), after.text(DE)) == ("Onze digitalisering gaat al snel.", "Deutsch, getippt.")


def test_words_that_both_changed_are_shown_with_both_variants(small_site: Site, browser: TestClient) -> None:
    page, form = conflict(
        small_site, browser, "De digitalisering gaat al traag.", "De digitalisering gaat heel rap."
    )
    told = element(page, "section", aria_labelledby="meanwhile-nl").text
    assert "1 plaats waar u beiden dezelfde woorden hebt veranderd" in told
    assert "take:nl:merged" not in buttons(page)
    texts = {
        what: fields(browser.post(PAGE["nl"], data={**form, "act": f"take:nl:{what}"}).text)["text_nl"]
        for what in ("merged-theirs", "merged-yours", "theirs", "yours", "merged", "nonsense")
    }
    typed = "De digitalisering gaat heel rap."
    assert texts == {
        "merged-theirs": "De digitalisering gaat al traag.",
        "merged-yours": typed,
        "theirs": "De digitalisering gaat al traag.",
        "yours": typed,
        "merged": typed,
        "nonsense": typed,
    }


def test_a_side_that_nobody_typed_in_is_shown_as_it_was_saved_meanwhile(
    small_site: Site, browser: TestClient
) -> None:
    typed = opened(browser, confirm="yes")
    revise(small_site.database, editor(small_site.database, "Jan"), "Van Jan.")
    answer = browser.post(PAGE["nl"], data=typed)
    assert answer.status_code == 409
    assert fields(answer.text)["text_nl"] == "Van Jan."
    assert "checked" not in element(answer.text, "input", id="confirm").attributes


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


def test_others_in_the_section_are_named_for_two_minutes(small_site: Site, browser: TestClient) -> None:
    jan = signed_in(small_site, editor(small_site.database, "Jan"))
    jan.get(PAGE["nl"])
    assert "Jan is in dit hoofdstuk" in browser.get(PAGE["nl"]).text
    assert jan.post(PRESENCE).text == "Els van Dijk is in dit hoofdstuk"
    small_site.clock.advance(timedelta(minutes=2, seconds=1))
    assert browser.post(PRESENCE).text == ""
    assert "Jan is in dit hoofdstuk" not in browser.get(PAGE["nl"]).text


def test_what_is_typed_is_kept_from_time_to_time(browser: TestClient) -> None:
    typed = {"text_nl": NEW, "base_nl": "1", "text_de": TEXT[DE], "base_de": "1"}
    kept = browser.post(AUTOSAVE, data=typed)
    assert (kept.status_code, kept.text) == (
        200,
        "Uw tekst is om 14:00 bewaard als kladtekst. Hij is nog niet opgeslagen.",
    )
    assert fields(browser.get(PAGE["nl"]).text) == {"text_nl": NEW, "text_de": TEXT[DE]}
    assert browser.post(AUTOSAVE, data={**typed, "text_nl": TEXT[NL]}).text == ""
    assert elements(browser.get(PAGE["nl"]).text, id="kept") == []


def test_a_text_that_is_far_too_long_is_not_kept(browser: TestClient) -> None:
    assert browser.post(AUTOSAVE, data={"text_nl": "x" * 50_001, "base_nl": "1"}).status_code == 413
    assert browser.post(PREVIEW, data={"text_nl": "x" * 300_000}).status_code == 413


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


def test_a_session_that_ended_while_typing_loses_nothing(small_site: Site, browser: TestClient) -> None:
    typed = opened(browser, text_nl=NEW, weight_nl="minor", note_nl="duidelijker", confirm="yes")
    small_site.clock.advance(timedelta(days=2))
    refused = browser.post(PAGE["nl"], data={**typed, "act": "save"})
    assert refused.status_code == 403
    assert "Uw sessie is afgelopen" in refused.text
    form = [each for each in elements(refused.text, "form", method="post") if "action" not in each.attributes]
    assert len(form) == 1
    # Without an address of its own the form goes back to where it came from.
    carried = {
        each.attributes["name"]: each.attributes["value"]
        for each in elements(refused.text, "input", type="hidden")
    } | {each.attributes["name"]: "".join(each.texts)[1:] for each in elements(refused.text, "textarea")}
    assert carried == typed
    token = make_sign_in_link(small_site.database, email="els.van.dijk@example.org", at=small_site.clock())
    browser.post(addresses.sign_in("nl", token))
    assert browser.post(PAGE["nl"], data=carried).status_code == 303
    assert present(small_site.database).text(NL) == NEW


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


def test_whoever_edits_a_paragraph_that_is_gone_gets_their_text_back(browser: TestClient) -> None:
    gone = addresses.working_paragraph("nl", "p-zzzzz")
    answer = browser.post(gone, data={"text_nl": NEW, "base_nl": "1", "act": "save"})
    assert answer.status_code == 404
    assert [each.text for each in elements(answer.text, "textarea")] == [NEW]


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
    assert "Ondertekend dat de Duitse kant later volgt" in page
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
