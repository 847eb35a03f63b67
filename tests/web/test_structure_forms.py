"""Every form that changes the structure of the working edition; outdated ones too."""

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Account
from server.domain.acts import ActKind
from server.domain.editions import EditionStatus
from server.domain.revisions import StepState, Weight
from server.store.database import Database
from server.usecases.move_paragraph import move_paragraph
from server.usecases.remove_paragraph import remove_paragraph
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from tests.usecases.people import log_of
from tests.usecases.working import act_of, at_work, begun, in_work, structure, texts
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements, form_values
from tests.web.people import working
from tests.web.restructuring import ONE, SECTION, STEP, TWO, W, lead, on, outdated, problems_in, sent
from tests.worlds import (
    DE,
    NL,
    NOON,
    OPENING,
    STEPS,
    comment,
    record,
)

IN_STEP = {NL: StepState.IN_STEP, DE: StepState.IN_STEP}


@pytest.fixture
def desk(small_site: Site) -> Site:
    """A site on which a working edition has been begun."""
    begun(small_site.database)
    return small_site


@pytest.fixture
def jan(desk: Site) -> TestClient:
    """An editor's browser."""
    return working(desk).browser


@pytest.fixture
def els(desk: Site) -> Account:
    """Another editor, who is quicker."""
    return working(desk, name="Els").account


def test_a_paragraph_is_added_behind_another(desk: Site, jan: TestClient) -> None:
    path = f"{SECTION}/nieuwe-alinea?after={ONE}"
    status, location = lead(sent(jan, path, text_nl="Nieuw.", text_de="Neu.", confirm="yes"))
    _, new, _, _ = structure(desk.database).paragraphs
    assert (status, location) == (303, f"{SECTION}#{new}")
    assert in_work(desk.database, new).states == IN_STEP


def test_a_paragraph_without_text_or_with_a_broken_one_comes_back(desk: Site, jan: TestClient) -> None:
    path = f"{SECTION}/nieuwe-alinea"
    assert (sent(jan, path).status_code, structure(desk.database).added) == (422, ())
    answer = sent(jan, path, text_nl="Zie[^1].", text_de="Neu.")
    assert (answer.status_code, problems_in(answer.text)) == (422, ["#text_nl"])
    assert "[^1] verwijst naar een voetnoot" in answer.text
    assert form_values(answer.text, path)["text_nl"] == "Zie[^1]."


def test_a_paragraph_is_split_at_the_lines_with_three_slashes(desk: Site, jan: TestClient) -> None:
    answer = sent(
        jan,
        on(f"/alinea/{ONE}/splitsen"),
        text_nl="De digitalisering\r\n///\r\ngaat snel.",
        text_de="Die Digitalisierung\n /// \nkommt schnell voran.",
    )
    first, second, *_ = structure(desk.database).paragraphs
    assert lead(answer) == (303, f"{SECTION}#{first}")
    assert texts(in_work(desk.database, second)) == ("gaat snel.", "kommt schnell voran.")
    assert in_work(desk.database, second).states == IN_STEP


def test_uneven_parts_come_back_as_they_were_typed(desk: Site, jan: TestClient) -> None:
    path = on(f"/alinea/{ONE}/splitsen")
    answer = sent(jan, path, text_nl="De\n///\ndigitalisering.")
    assert (answer.status_code, problems_in(answer.text)) == (422, ["#text_de"])
    assert form_values(answer.text, path)["text_nl"] == "De\n///\ndigitalisering."


def test_a_wording_that_was_changed_meanwhile_is_shown_and_not_split(
    desk: Site, jan: TestClient, els: Account
) -> None:
    path = on(f"/alinea/{ONE}/splitsen")
    values = form_values(jan.get(path).text, path)
    change = WordingChange(NL, "Het gaat heel snel.", Weight.SUBSTANTIVE, base=1)
    revise_paragraph(desk.database, paragraph=ONE, changes=[change], by=els, at=NOON)
    typed = {"text_nl": "De\n///\nrest.", "text_de": "Der\n///\nRest."}
    answer = jan.post(path, data={**values, **typed})
    assert (answer.status_code, "Het gaat heel snel." in answer.text) == (409, True)
    again = form_values(answer.text, path)
    assert (again["text_nl"], again["seen"]) == ("De\n///\nrest.", "2-1")
    assert jan.post(path, data=again).status_code == 303


def test_an_outdated_form_does_not_take_for_seen_what_it_has_not_shown(
    desk: Site, jan: TestClient, els: Account
) -> None:
    path = on(f"/alinea/{ONE}/splitsen")
    values = form_values(jan.get(path).text, path)
    change = WordingChange(NL, "Het gaat heel snel.", Weight.SUBSTANTIVE, base=1)
    revise_paragraph(desk.database, paragraph=ONE, changes=[change], by=els, at=NOON)
    move_paragraph(desk.database, paragraph=TWO, section=STEPS.key, after=None, **act_of(desk.database, els))
    typed = {"text_nl": "De\n///\nrest.", "text_de": "Der\n///\nRest."}
    moved = jan.post(path, data={**values, **typed})
    assert (moved.status_code, "Alinea verplaatst" in moved.text) == (409, True)
    revised = jan.post(path, data=form_values(moved.text, path))
    assert (revised.status_code, "Het gaat heel snel." in revised.text) == (409, True)
    assert jan.post(path, data=form_values(revised.text, path)).status_code == 303


def test_two_paragraphs_are_joined_with_their_text_in_the_form(desk: Site, jan: TestClient) -> None:
    path = on(f"/alinea/{ONE}/samenvoegen")
    assert form_values(jan.get(path).text, path)["text_nl"] == (
        "De digitalisering gaat snel.\n\nHet mkb doet mee, voor 75%."
    )
    answer = sent(jan, path)
    key, step = structure(desk.database).paragraphs
    assert (lead(answer), step) == ((303, f"{SECTION}#{key}"), STEP)
    assert in_work(desk.database, key).states == IN_STEP
    assert jan.get(on(f"/alinea/{key}/samenvoegen")).status_code == 404


def test_what_was_typed_for_one_neighbour_is_not_taken_for_another(
    desk: Site, jan: TestClient, els: Account
) -> None:
    path = on(f"/alinea/{ONE}/samenvoegen")
    values = form_values(jan.get(path).text, path)
    move_paragraph(
        desk.database, paragraph=STEP, section=OPENING.key, after=ONE, **act_of(desk.database, els)
    )
    answer = jan.post(path, data={**values, "text_nl": "Mijn eigen woorden."})
    assert (answer.status_code, "Mijn eigen woorden." in answer.text) == (409, True)
    again = form_values(answer.text, path)
    assert again["text_nl"] == "De digitalisering gaat snel.\n\nDe eerste stap."
    assert (again["next"], jan.post(path, data=again).status_code) == (STEP, 303)


def test_a_paragraph_is_moved_to_a_place_from_the_list(desk: Site, jan: TestClient) -> None:
    path = on(f"/alinea/{TWO}/verplaatsen")
    page = jan.get(path).text
    assert form_values(page, path)["place"] == f"{OPENING.key}/{ONE}"
    places = [each.attributes["value"] for each in elements(page, "option")]
    assert places == [f"{OPENING.key}/", f"{OPENING.key}/{ONE}", f"{STEPS.key}/", f"{STEPS.key}/{STEP}"]
    answer = sent(jan, path, place=f"{STEPS.key}/{STEP}")
    assert lead(answer) == (303, f"{on('/hoofdstuk/')}{STEPS.key}#{TWO}")
    assert structure(desk.database).paragraphs == (ONE, STEP, TWO)
    assert sent(jan, path, place="nowhere/").status_code == 422


def test_a_paragraph_with_comments_is_removed_when_that_is_confirmed(
    open_site: OpenSite, sqlite: Database
) -> None:
    site = open_site(sqlite, record(comments=[comment()]))
    begun(sqlite)
    browser, path = working(site).browser, on(f"/alinea/{ONE}/verwijderen")
    refused = sent(browser, path)
    assert (refused.status_code, problems_in(refused.text)) == (422, ["#despite_comments"])
    assert "Er is 1 reactie op deze alinea." in refused.text
    answer = sent(browser, path, despite_comments="yes")
    assert lead(answer) == (303, on("/verwijderd?removed=1"))
    assert structure(sqlite).paragraphs == (TWO, STEP)


def test_a_removed_paragraph_is_put_back(desk: Site, jan: TestClient) -> None:
    sent(jan, on(f"/alinea/{ONE}/verwijderen"))
    page = jan.get(on("/verwijderd")).text
    assert "De digitalisering gaat snel." in element(page, "article").text
    assert lead(sent(jan, on("/verwijderd"))) == (303, f"{SECTION}#{ONE}")
    assert structure(desk.database).paragraphs == (ONE, TWO, STEP)
    assert "geen alinea verwijderd" in jan.get(on("/verwijderd")).text


def test_sections_are_added_named_moved_and_numbered_anew(desk: Site, jan: TestClient) -> None:
    answer = sent(
        jan,
        on(f"/nieuw-hoofdstuk?after={OPENING.key}"),
        number="2",
        title_nl="Voorbeelden",
        title_de="Beispiele",
    )
    assert lead(answer) == (303, W["nl"])
    new = on("/hoofdstuk/2-voorbeelden")
    named = sent(jan, f"{new}/gegevens", title_nl="Projecten", note_nl="Nieuw.", note_de="Neu.")
    assert lead(named) == (303, new)
    assert "Nieuw." in jan.get(new).text
    assert lead(sent(jan, f"{new}/verplaatsen", after="")) == (303, W["nl"])
    assert "nummers volgen de volgorde van de hoofdstukken niet" in jan.get(W["nl"]).text
    page = jan.get(on("/nummering")).text
    proposed = form_values(page, on("/nummering"))
    assert [text for name, text in proposed.items() if name.startswith("number.")] == ["1", "2", "3"]
    assert lead(sent(jan, on("/nummering"))) == (303, W["nl"])
    kept = [(each.key, each.number) for each in structure(desk.database).sections]
    assert kept == [("2-voorbeelden", "1"), (OPENING.key, "2"), (STEPS.key, "3")]
    assert lead(sent(jan, f"{new}/verwijderen")) == (303, W["nl"])


def test_a_wrong_number_is_named_at_its_field(desk: Site, jan: TestClient) -> None:
    answer = sent(jan, on("/nummering"), **{"number__1-opening": "een"})
    assert (answer.status_code, problems_in(answer.text)) == (422, ["#number.1-opening"])
    assert form_values(answer.text, on("/nummering"))["number.1-opening"] == "een"


def test_the_details_of_the_edition_are_saved(desk: Site, jan: TestClient) -> None:
    path = on("/gegevens")
    saved = sent(jan, path, date="2026-12-01", status="final", note_nl="Herzien.", note_de="Neu.")
    kept = at_work(desk.database).working
    assert (lead(saved), kept.status) == ((303, W["nl"]), EditionStatus.FINAL)
    assert kept.date is not None
    assert "1 december 2026" in jan.get(W["nl"]).text
    wrong = sent(jan, path, date="2026-13-01", label_nl="Anders")
    assert (wrong.status_code, problems_in(wrong.text)) == (422, ["#date"])
    assert form_values(wrong.text, path)["label_nl"] == "Anders"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        (f"/hoofdstuk/{OPENING.key}/nieuwe-alinea", {"text_nl": "Nieuw."}),
        (f"/alinea/{ONE}/splitsen", {"text_nl": "a\n///\nb", "text_de": "a\n///\nb"}),
        (f"/alinea/{ONE}/samenvoegen", {"text_nl": "Samen."}),
        (f"/alinea/{ONE}/verplaatsen", {"place": f"{STEPS.key}/"}),
        (f"/alinea/{ONE}/verwijderen", {}),
        ("/nieuw-hoofdstuk", {"title_nl": "Nieuw", "title_de": "Neu"}),
        (f"/hoofdstuk/{STEPS.key}/gegevens", {"title_nl": "Anders"}),
        (f"/hoofdstuk/{STEPS.key}/verplaatsen", {"after": ""}),
        ("/nummering", {f"number.{STEPS.key}": "7"}),
        ("/gegevens", {"label_nl": "Anders"}),
    ],
)
def test_an_outdated_form_says_what_happened_and_can_be_sent_again(
    desk: Site, jan: TestClient, els: Account, path: str, typed: dict[str, str]
) -> None:
    answer = outdated(jan, desk.database, els, on(path), **typed)
    assert answer.status_code == 409
    assert "De werkversie is intussen gewijzigd" in answer.text
    assert f"{STEP}, {OPENING.key}" in answer.text
    again = form_values(answer.text, on(path))
    assert {name: again[name] for name in typed} == typed
    assert len(log_of(desk.database, ActKind.EDITION_CHANGED)) == 1
    assert jan.post(on(path), data=again).status_code == 303
    assert len(log_of(desk.database, ActKind.EDITION_CHANGED)) == 2


def test_a_form_sent_twice_does_its_act_once(desk: Site, jan: TestClient) -> None:
    path = f"{SECTION}/nieuwe-alinea"
    values = {**form_values(jan.get(path).text, path), "text_nl": "Nieuw."}
    assert [jan.post(path, data=values).status_code for _ in range(2)] == [303, 409]
    assert len(structure(desk.database).added) == 1


def test_what_was_typed_for_a_paragraph_that_has_gone_can_be_copied(
    desk: Site, jan: TestClient, els: Account
) -> None:
    path = on(f"/alinea/{ONE}/splitsen")
    values = form_values(jan.get(path).text, path)
    remove_paragraph(desk.database, paragraph=ONE, **act_of(desk.database, els))
    answer = jan.post(path, data={**values, "text_nl": "Lang en\n///\nmoeizaam."})
    assert (answer.status_code, "moeizaam." in answer.text) == (409, True)
    assert "Alinea verwijderd" in answer.text
    assert jan.get(path).status_code == 404


def test_a_first_paragraph_cannot_be_put_where_nothing_is(desk: Site, jan: TestClient) -> None:
    base = {"base": str(at_work(desk.database).working.revision)}
    for path in ("/hoofdstuk/unknown/gegevens", "/alinea/p-zzzzz/verwijderen", "/alinea/p-zzzzz/splitsen"):
        assert jan.post(on(path), data=base).status_code == 404
    assert (
        jan.post(f"{SECTION}/nieuwe-alinea", data={**base, "after": "p-zzzzz", "text_nl": "x"}).status_code
        == 422
    )
    assert jan.post(f"{SECTION}/nieuwe-alinea", data={"base": "²", "text_nl": "x"}).status_code == 409


@pytest.mark.parametrize("path", ["/nieuw-hoofdstuk", f"/hoofdstuk/{OPENING.key}/gegevens"])
def test_a_title_with_the_address_of_another_page_is_refused_with_a_sentence(
    desk: Site, jan: TestClient, path: str
) -> None:
    answer = sent(jan, on(path), number="", title_nl="Reacties", title_de="Anfang")
    assert (answer.status_code, problems_in(answer.text)) == (422, ["#title_nl"])
    assert "Een andere pagina van deze site heeft dit adres al." in answer.text
    assert form_values(answer.text, on(path))["title_nl"] == "Reacties"
    assert all(each.titles[NL] != "Reacties" for each in structure(desk.database).sections)
    assert lead(sent(jan, on(path), number="7", title_nl="Reacties", title_de="Anfang"))[0] == 303
