"""The basket: what was written is reviewed, changed and taken out before it is handed in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.domain.comments import CommentKind
from server.store.database import Database
from server.text.languages import Language
from tests.web.commenting import BASKET, SUBMITTED, THREAD, contact, drafts, filled, send, show, write
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import edition, record, round_on

QUESTION = {"nl": "/nl/consultatie/autumn/vragen/missing", "de": "/de/konsultation/autumn/fragen/missing"}
CONCEPT = {"nl": "/nl/begrippen/digitalisation/reacties", "de": "/de/begriffe/digitalisation/anmerkungen"}
DRAFT = {"nl": "/nl/inbreng/reactie/{}", "de": "/de/stellungnahme/anmerkung/{}"}
AFTER = datetime(2021, 11, 2, tzinfo=UTC)


def cards(html: str) -> list[str]:
    """The text of every draft on the page."""
    return [each.text for each in elements(html, "article", class_="card")]


def first_draft(site: Site, language: str = "nl") -> str:
    """The address of the first draft."""
    return DRAFT[language].format(drafts(site)[0].number)


@pytest.mark.parametrize("language", ["nl", "de"])
def test_an_empty_basket_says_how_to_begin(reading_site: Site, language: str) -> None:
    page = reading_site.visitor.get(BASKET[language])
    assert (page.status_code, page_language(page.text)) == (200, language)
    assert {"nl": "/nl/tekst", "de": "/de/text"}[language] in {
        each.attributes["href"] for each in elements(page.text, "a", class_="govuk-button")
    }
    assert form_values(page.text, BASKET[language]) == {}


@pytest.mark.parametrize("language", ["nl", "de"])
def test_all_that_was_written_is_there_with_what_it_is_about(site: Site, language: str) -> None:
    write(site.visitor, THREAD["nl"], text="Over de *alinea*.")
    write(site.visitor, CONCEPT["de"], text="Zum Begriff.", kind="question")
    write(site.visitor, QUESTION["nl"], text="Het antwoord.")
    path = f"{THREAD['nl']}?kind=suggestion&language=de"
    write(site.visitor, path, suggested_wording="Die Digitalisierung kommt langsam voran.")
    page = site.visitor.get(BASKET[language]).text
    labels = {
        "nl": ["1, alinea 1", "Begrip “digitalisering”", "Vraag: Wat mist u?", "1, alinea 1"],
        "de": ["1, Absatz 1", "Begriff „Digitalisierung“", "Frage: Was fehlt Ihnen?", "1, Absatz 1"],
    }
    links = [element(page, "h3", id=f"draft-title-{each.number}").text for each in drafts(site)]
    assert links == labels[language]
    for text, card in zip(("Over de alinea.", "Zum Begriff.", "Het antwoord."), cards(page), strict=False):
        assert text in card
    assert [each.text for each in elements(page, "ins")] == ["langsam"]
    assert elements(page, "a", href=THREAD[language])


def test_a_basket_belongs_to_one_browser(small_site: Site) -> None:
    write(small_site.visitor)
    other = small_site.another_visitor()
    assert cards(other.get(BASKET["nl"]).text) == []
    assert other.get(first_draft(small_site)).status_code == 404
    other.cookies.set("zwiespraak_basket", "guessed")
    assert cards(other.get(BASKET["nl"]).text) == []


def test_questions_without_an_answer_are_offered(small_site: Site) -> None:
    write(small_site.visitor)
    assert elements(small_site.visitor.get(BASKET["nl"]).text, "a", href=QUESTION["nl"])
    write(small_site.visitor, QUESTION["nl"])
    links = elements(small_site.visitor.get(BASKET["nl"]).text, "a", href=QUESTION["nl"])
    assert [each.text for each in links] == ["Vraag: Wat mist u?"]


def test_a_draft_is_changed_in_its_form(site: Site) -> None:
    write(site.visitor, text="Eerst.", kind="question", quote_exact="gaat snel")
    path = first_draft(site)
    form = form_values(site.visitor.get(path).text, path)
    assert (form["text"], form["kind"], form["language"]) == ("Eerst.", "question", "nl")
    assert form["quote_exact"] == "gaat snel"
    answer = site.visitor.post(path, data={**form, "text": "Later.", "kind": "remark", "language": "de"})
    assert answer.status_code == 303
    [kept] = drafts(site)
    assert answer.headers["location"] == f"{BASKET['nl']}#draft-{kept.number}"
    assert (kept.draft.text, kept.draft.kind) == ("Later.", CommentKind.REMARK)
    assert (kept.draft.language, kept.draft.base_text) == (
        Language.DE,
        "Die Digitalisierung kommt schnell voran.",
    )


def test_a_changed_draft_with_a_fault_comes_back(small_site: Site) -> None:
    write(small_site.visitor)
    path = first_draft(small_site)
    answer = small_site.visitor.post(path, data={**filled(small_site.visitor), "text": ""})
    assert answer.status_code == 422
    assert element(answer.text, id="text-error")
    assert [each.draft.text for each in drafts(small_site)] == ["Het handwerk ontbreekt."]


def test_a_reply_stays_one_when_it_is_changed(small_site: Site) -> None:
    first = show(small_site)
    write(small_site.visitor, f"{THREAD['nl']}?reply={first.id}")
    path = first_draft(small_site)
    form = form_values(small_site.visitor.get(path).text, path)
    small_site.visitor.post(path, data={**form, "text": "Anders."})
    assert [(each.draft.text, each.draft.reply_to) for each in drafts(small_site)] == [("Anders.", first.id)]


@pytest.mark.parametrize("language", ["nl", "de"])
def test_a_draft_is_taken_out_after_a_question(site: Site, language: str) -> None:
    write(site.visitor, text="Weg ermee.")
    write(site.visitor, text="Blijft.")
    path = f"{first_draft(site, language)}?remove=1"
    page = site.visitor.get(path).text
    assert "Weg ermee." in element(page, class_="comment measure").text
    assert elements(page, "form", action=path)
    assert len(drafts(site)) == 2
    answer = site.visitor.post(path)
    assert (answer.status_code, answer.headers["location"]) == (303, BASKET[language])
    assert [each.draft.text for each in drafts(site)] == ["Blijft."]
    assert site.visitor.cookies["zwiespraak_drafts"] == "1"


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "9" * 30, "1.5", "١"])
def test_a_draft_that_is_not_there_is_not_found(small_site: Site, number: str) -> None:
    write(small_site.visitor)
    assert small_site.visitor.get(DRAFT["nl"].format(number)).status_code == 404
    assert small_site.visitor.post(DRAFT["nl"].format(number), data={"text": "x"}).status_code == 404


WARNINGS = {
    "an address": ("Mail mij: jan@example.org", "e-mailadres"),
    "a telephone number": ("Bel 06-12345678", "telefoonnummer"),
    "an account": ("NL91 ABNA 0417 1643 00", "rekeningnummer"),
}


@pytest.mark.parametrize(("text", "warning"), WARNINGS.values(), ids=WARNINGS.keys())
def test_who_seems_to_write_personal_data_is_warned_and_not_refused(
    small_site: Site, text: str, warning: str
) -> None:
    assert write(small_site.visitor, text=text).status_code == 303
    page = small_site.visitor.get(BASKET["nl"]).text
    assert warning in element(page, class_="govuk-warning-text warning").text
    assert send(small_site.visitor).headers["location"] == SUBMITTED["nl"]


def test_after_the_round_the_texts_can_still_be_copied(small_site: Site) -> None:
    write(small_site.visitor, text="Mijn  tekst\n<b>blijft</b>")
    small_site.clock.moment = AFTER
    page = small_site.visitor.get(BASKET["nl"]).text
    assert form_values(page, BASKET["nl"]) == {}
    copy = element(page, "textarea")
    assert "readonly" in copy.attributes
    assert "".join(copy.texts).removeprefix("\n") == "Mijn  tekst\n<b>blijft</b>"
    assert "De ronde “Najaar” is gesloten." in page


def test_what_belongs_to_another_round_waits_apart(open_site: OpenSite, sqlite: Database) -> None:
    older = edition("2020", day=edition().date.replace(year=2020))
    rounds = (replace(round_on("2020"), key="spring"), round_on("2021"))
    site = open_site(sqlite, replace(record(older, edition("2021")), rounds=rounds))
    write(site.visitor, "/nl/edities/2020/reacties/p-aaaa1", text="Oud.")
    write(site.visitor, text="Nieuw.")
    page = site.visitor.get(BASKET["nl"]).text
    assert element(page, "h2", id="drafts-title").text == "1 reactie"
    assert element(page, "h2", id="waiting-title").text == "Voor een andere ronde"
    assert send(site.visitor).status_code == 303
    assert [each.draft.text for each in drafts(site)] == ["Nieuw."]
    assert site.visitor.cookies["zwiespraak_drafts"] == "1"


def test_the_notice_of_the_round_and_its_contact_are_there(small_site: Site) -> None:
    write(small_site.visitor)
    for language, words in {
        "nl": ("Wij bewaren weinig.", "Het bureau"),
        "de": ("Wir speichern wenig.", "Das Büro"),
    }.items():
        page = small_site.visitor.get(BASKET[language]).text
        assert [word for word in words if word in page] == list(words)


def test_nobody_is_asked_to_publish_before_they_choose(small_site: Site) -> None:
    write(small_site.visitor)
    page = small_site.visitor.get(BASKET["nl"]).text
    radios = elements(page, "input", name="publication")
    assert [each.attributes["value"] for each in radios] == ["named", "anonymous", "not"]
    boxes = elements(page, "input", type="checkbox")
    assert [each.attributes["name"] for each in boxes] == ["mail_replies", "mail_dispositions"]
    assert not [each for each in (*radios, *boxes) if "checked" in each.attributes]


def test_the_field_for_machines_is_out_of_the_way_of_people(small_site: Site) -> None:
    write(small_site.visitor)
    page = small_site.visitor.get(BASKET["nl"]).text
    field = element(page, "input", name="website")
    assert (field.attributes["tabindex"], field.attributes["autocomplete"]) == ("-1", "off")
    assert any(each.attributes.get("aria-hidden") == "true" for each in field.around)
    assert contact(small_site.visitor)["website"] == ""
