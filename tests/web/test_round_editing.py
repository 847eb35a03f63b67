"""Administrators at work on rounds: the list, the form, opening and closing, a new round."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Role
from server.domain.rounds import ModerationRule, Participation, Question, Round
from server.domain.targets import Target, TargetKind
from server.store.rounds import round_by_key
from server.usecases.change_round import change_round
from tests.participating import submit
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values
from tests.web.people import working
from tests.worlds import DE, NL, NOON, round_on

LIST = {"nl": "/nl/redactie/rondes", "de": "/de/redaktion/runden"}
FORM = {language: f"{path}/autumn" for language, path in LIST.items()}
NEW = {"nl": "/nl/redactie/nieuwe-ronde", "de": "/de/redaktion/neue-runde"}
AUTUMN = round_on("2021")
TEXTS = ("titles", "privacy_notices", "contacts")
QUESTION = Target(TargetKind.QUESTION, "autumn/missing")


@pytest.fixture
def els(small_site: Site) -> TestClient:
    """An administrator's browser."""
    return working(small_site, Role.ADMINISTRATOR, "Els").browser


def present(site: Site, key: str = "autumn") -> Round | None:
    """The round as it is kept."""
    with site.database.read() as connection:
        return round_by_key(connection, key)


def opened(browser: TestClient, path: str = FORM["nl"], **typed: str) -> dict[str, str]:
    """The form as it would be sent, with what is typed (dots of field names as two underscores)."""
    values = form_values(browser.get(path).text, path)
    return {**values, **{name.replace("__", "."): text for name, text in typed.items()}}


def saved(browser: TestClient, path: str = FORM["nl"], **typed: str) -> Any:
    """What comes of saving the form with this typed."""
    return browser.post(path, data={**opened(browser, path, **typed), "act": "save"})


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
@pytest.mark.parametrize("path", [*LIST.values(), *FORM.values(), *NEW.values()])
def test_the_pages_are_for_administrators_only(small_site: Site, role: Role, path: str) -> None:
    assert working(small_site, role).browser.get(path).status_code == 403


@pytest.mark.parametrize("path", [*FORM.values(), *NEW.values()])
def test_nobody_else_changes_a_round(small_site: Site, path: str) -> None:
    for browser in (small_site.visitor, working(small_site, Role.EDITOR).browser):
        assert browser.post(path, data={"act": "close"}).status_code == 403
    assert present(small_site) == AUTUMN


def test_the_list_leads_to_the_form_the_invitations_and_the_page_of_each_round(els: TestClient) -> None:
    for language in ("nl", "de"):
        links = [each.attributes.get("href") for each in elements(els.get(LIST[language]).text, "a")]
        assert {NEW[language], FORM[language]} <= set(links)
        assert f"{FORM[language]}/{'uitnodigingen' if language == 'nl' else 'einladungen'}" in links


def test_saving_the_form_as_it_came_changes_nothing(small_site: Site, els: TestClient) -> None:
    for language in ("nl", "de"):
        answer = saved(els, FORM[language])
        assert (answer.status_code, answer.headers["location"]) == (303, f"{FORM[language]}?said=save")
    assert present(small_site) == AUTUMN
    assert els.get(f"{FORM['nl']}?said=save").text.count("De ronde is opgeslagen.") == 1


def test_every_field_of_the_form_is_saved(small_site: Site, els: TestClient) -> None:
    answer = saved(
        els,
        opens="2021-09-20",
        closes="2021-11-08",
        answered="2022-01-31",
        time_zone="Europe/Berlin",
        participation="invited",
        moderation="after",
        retention_months="3",
        titles__nl=" Herfst  2021 ",
        titles__de="Spätherbst",
        privacy_notices__nl="Eerst dit.\r\n\r\nDan dat.",
        privacy_notices__de="Nichts.",
        contacts__nl="Het loket",
        contacts__de="Die Stelle",
        questions__0__nl="Wat mist u nog?",
        questions__1__nl="En wat nog meer?",
        questions__1__de="Und was noch?",
    )
    assert answer.status_code == 303
    assert present(small_site) == replace(
        AUTUMN,
        opens=date(2021, 9, 20),
        closes=date(2021, 11, 8),
        answered=date(2022, 1, 31),
        time_zone="Europe/Berlin",
        participation=Participation.INVITED,
        moderation=ModerationRule.AFTER,
        retention_months=3,
        titles={NL: "Herfst 2021", DE: "Spätherbst"},
        privacy_notices={NL: "Eerst dit.\n\nDan dat.", DE: "Nichts."},
        contacts={NL: "Het loket", DE: "Die Stelle"},
        questions=(
            Question("missing", {NL: "Wat mist u nog?", DE: "Was fehlt Ihnen?"}),
            Question("q1", {NL: "En wat nog meer?", DE: "Und was noch?"}),
        ),
    )


def test_an_announced_day_can_be_taken_back(small_site: Site, els: TestClient) -> None:
    for typed, kept in (("2022-01-31", date(2022, 1, 31)), ("", None)):
        saved(els, answered=typed)
        found = present(small_site)
        assert found is not None
        assert found.answered == kept


def test_a_question_is_removed_by_emptying_it_unless_it_was_answered(
    small_site: Site, els: TestClient
) -> None:
    submit(small_site.database, on=QUESTION)
    emptied = {"questions__0__nl": "", "questions__0__de": ""}
    answer = saved(els, **emptied)
    assert answer.status_code == 422
    assert (
        "Een vraag waarop is geantwoord, moet blijven."
        in element(answer.text, "p", id="questions-error").text
    )
    assert saved(els, questions__1__nl="Meer?", questions__1__de="Mehr?").status_code == 303
    assert saved(els, questions__1__nl="", questions__1__de="").status_code == 303
    assert present(small_site) == AUTUMN


PROBLEMS = {
    "opens": ({"opens": "2021-12-01"}, "closes", "Kies een laatste dag die niet vóór de eerste dag ligt"),
    "no day": ({"closes": "soon"}, "closes", "Geef een dag op die bestaat"),
    "empty": ({"titles__de": " "}, "titles.de", "Vul dit in"),
    "address": ({"contacts__nl": "a@example.org"}, "contacts.nl", "Schrijf hier geen e-mailadres"),
    "zone": ({"time_zone": "Enschede"}, "time_zone", "Schrijf een tijdzone zoals Europe/Amsterdam"),
    "number": (
        {"retention_months": "1e3"},
        "retention_months",
        "Geef een aantal maanden op van 0 tot en met 120",
    ),
    "edition": ({"edition": "1999"}, "edition", "Kies een van de edities"),
    "one language": ({"questions__1__nl": "Alleen hier?"}, "questions.1.de", "Vul dit in"),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(
    small_site: Site, els: TestClient, case: str
) -> None:
    typed, field, sentence = PROBLEMS[case]
    answer = saved(els, **typed)
    assert answer.status_code == 422
    assert sentence in element(answer.text, "p", id=f"{field}-error").text
    link = next(each for each in elements(answer.text, "a") if each.attributes.get("href") == f"#{field}")
    assert sentence in link.text
    assert element(answer.text, id=field).attributes["aria-describedby"].endswith(f"{field}-error")
    again = form_values(answer.text, FORM["nl"])
    for name, value in typed.items():
        if name not in ("edition",):
            assert again[name.replace("__", ".")] == value.strip()
    assert present(small_site) == AUTUMN


def test_a_form_that_somebody_else_overtook_saves_nothing_and_shows_both(
    small_site: Site, els: TestClient
) -> None:
    form = opened(els, retention_months="3")
    change_round(
        small_site.database, round_key="autumn", changes={"closes": date(2021, 11, 8)}, by=None, at=NOON
    )
    answer = els.post(FORM["nl"], data={**form, "act": "save"})
    assert answer.status_code == 409
    assert "Iemand anders heeft deze ronde intussen gewijzigd" in answer.text
    shown = {each.text for each in elements(answer.text, "h3")}
    assert shown == {"Laatste dag", "Aantal maanden dat persoonsgegevens worden bewaard"}
    assert present(small_site) == replace(AUTUMN, closes=date(2021, 11, 8))
    # Corrected and sent again, it is saved on what was shown.
    again = {**form_values(answer.text, FORM["nl"]), "closes": "2021-11-08", "act": "save"}
    assert els.post(FORM["nl"], data=again).status_code == 303
    assert present(small_site) == replace(AUTUMN, closes=date(2021, 11, 8), retention_months=3)


def test_a_form_without_its_fingerprint_saves_nothing(small_site: Site, els: TestClient) -> None:
    form = {**opened(els, retention_months="3"), "seen": ""}
    assert els.post(FORM["nl"], data=form).status_code == 409
    assert present(small_site) == AUTUMN


def test_a_round_is_closed_and_opened_again_by_a_button(small_site: Site, els: TestClient) -> None:
    for act, closed in (("close", NOON), ("open", None)):
        buttons = [each.attributes.get("value") for each in elements(els.get(FORM["nl"]).text, "button")]
        assert act in buttons
        answer = els.post(FORM["nl"], data={"act": act})
        assert (answer.status_code, answer.headers["location"]) == (303, f"{FORM['nl']}?said={act}")
        assert present(small_site) == replace(AUTUMN, closed=closed)


def test_a_button_that_no_longer_fits_is_refused_with_a_reason(small_site: Site, els: TestClient) -> None:
    change_round(
        small_site.database, round_key="autumn", changes={"opens": date(2021, 10, 15)}, by=None, at=NOON
    )
    answer = els.post(FORM["nl"], data={"act": "close"})
    assert answer.status_code == 422
    assert "De ronde is nog niet open." in answer.text


def test_what_was_done_to_a_round_is_listed_with_who_did_it(els: TestClient) -> None:
    saved(els, closes="2021-11-08", titles__nl="Herfst")
    html = els.get(FORM["nl"]).text
    [act] = elements(html, "li", class_="history__entry")
    assert act.text.startswith("Els, 1 oktober 2021 14:00")
    changed = [each.text for each in elements(html, "li") if act in each.around]
    assert changed == ["Laatste dag: 2021-11-01 → 2021-11-08", "Titel"]
    assert "De bestanden van het dossier volgen" in html


def test_a_new_round_is_added_under_its_name(small_site: Site, els: TestClient) -> None:
    typed = {
        "key": "2022-spring",
        "opens": "2022-03-01",
        "closes": "2022-04-01",
        **{
            f"{name}__{language}": "Tekst"
            for name in ("titles", "privacy_notices", "contacts")
            for language in ("nl", "de")
        },
    }
    for language in ("nl", "de"):
        refused = els.post(NEW[language], data=opened(els, NEW[language], **{**typed, "key": "Lente 2022"}))
        assert refused.status_code == 422
        assert elements(refused.text, "p", id="key-error")
    answer = els.post(NEW["nl"], data=opened(els, NEW["nl"], **typed))
    assert (answer.status_code, answer.headers["location"]) == (303, f"{LIST['nl']}/2022-spring?said=save")
    added = present(small_site, "2022-spring")
    assert added is not None
    assert (added.edition, added.opens, added.time_zone, added.questions) == (
        "2021",
        date(2022, 3, 1),
        "Europe/Amsterdam",
        (),
    )
    taken = els.post(
        NEW["nl"], data=opened(els, NEW["nl"], **{**typed, "opens": "2023-01-01", "closes": "2023-01-02"})
    )
    assert "Er is al een ronde met deze naam" in taken.text


def test_an_unknown_round_is_not_found(els: TestClient) -> None:
    path = f"{LIST['nl']}/winter"
    assert [els.get(path).status_code, els.post(path, data={"act": "close"}).status_code] == [404, 404]


def test_a_form_of_too_many_fields_is_refused(small_site: Site, els: TestClient) -> None:
    assert els.post(FORM["nl"], data={f"f{number}": "x" for number in range(500)}).status_code == 400
    assert present(small_site) == AUTUMN
