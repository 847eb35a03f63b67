"""Nothing typed is lost: two editors at once, text that was not saved, a session that ends."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from server.domain import limits
from server.domain.accounts import Account
from server.store.schema import rates
from server.usecases.keep_autosave import TypedWording, keep_autosave
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from tests.rewording import PARAGRAPH, TEXT, begin, editor, present, revise
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values
from tests.web.wordings import AUTOSAVE, NEW, PAGE, PRESENCE, PREVIEW, buttons, fields, opened, signed_in
from tests.worlds import DE, NL, NOON


@pytest.fixture
def els(small_site: Site) -> Account:
    return begin(small_site.database)


@pytest.fixture
def browser(small_site: Site, els: Account) -> TestClient:
    return signed_in(small_site, els)


def test_a_minor_change_without_a_name_comes_back_as_it_was_typed(browser: TestClient) -> None:
    answer = browser.post(PAGE["nl"], data=opened(browser, text_nl=NEW, weight_nl="minor"))
    assert answer.status_code == 422
    assert fields(answer.text)["text_nl"] == NEW
    summary = element(answer.text, "div", data_error_summary="")
    assert "Zeg in een paar woorden wat u hebt verbeterd" in summary.text
    assert element(answer.text, "input", id="note_nl").attributes["aria-invalid"] == "true"


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


def test_an_editor_can_type_for_hours_and_a_machine_that_keeps_without_end_is_slowed(
    small_site: Site, browser: TestClient, els: Account
) -> None:
    typed = {"text_nl": NEW, "base_nl": "1", "text_de": TEXT[DE], "base_de": "1"}
    # One every three seconds, as quick as the page sends them.
    assert limits.AUTOSAVE.count >= 2 * limits.AUTOSAVE.window / timedelta(seconds=3)
    assert browser.post(AUTOSAVE, data=typed).status_code == 200
    with small_site.database.write() as connection:
        counted = update(rates).where(rates.c.limit == limits.AUTOSAVE.name)
        connection.execute(counted.values(count=limits.AUTOSAVE.count))
    refused = browser.post(AUTOSAVE, data={**typed, "text_nl": "Te veel."})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    assert fields(browser.get(PAGE["nl"]).text)["text_nl"] == NEW
    jan = signed_in(small_site, editor(small_site.database, "Jan"))
    assert jan.post(AUTOSAVE, data=typed).status_code == 200
    small_site.clock.advance(timedelta(hours=1))
    assert signed_in(small_site, els).post(AUTOSAVE, data=typed).status_code == 200


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


def test_whoever_edits_a_paragraph_that_is_gone_gets_their_text_back(browser: TestClient) -> None:
    gone = addresses.working_paragraph("nl", "p-zzzzz")
    answer = browser.post(gone, data={"text_nl": NEW, "base_nl": "1", "act": "save"})
    assert answer.status_code == 404
    assert [each.text for each in elements(answer.text, "textarea")] == [NEW]
