"""The working edition on its pages: the overview, a section, and every form that changes its structure."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.domain.editions import EditionStatus
from server.domain.revisions import StepState, Weight
from server.store.database import Database
from server.store.editions import keep_only_editions
from server.usecases.move_paragraph import move_paragraph
from server.usecases.remove_paragraph import remove_paragraph
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from server.usecases.tell_presence import tell_presence
from tests.usecases.people import log_of
from tests.usecases.working import act_of, at_work, begun, in_work, structure, texts
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements, form_values
from tests.web.people import working
from tests.worlds import (
    DE,
    NL,
    NOON,
    OPENING,
    STEPS,
    comment,
    edition,
    paragraph,
    record,
    section,
    statements,
)

W = {"nl": "/nl/redactie/werkversie", "de": "/de/redaktion/arbeitsfassung"}
SECTION = f"{W['nl']}/hoofdstuk/{OPENING.key}"
ONE, TWO, STEP = (each.id for section in (OPENING, STEPS) for each in section.paragraphs)
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


def on(path: str) -> str:
    return f"{W['nl']}{path}"


def sent(browser: TestClient, path: str, **typed: str) -> Any:
    """What comes of sending the form of a page with this typed (dots of field names as two underscores)."""
    values = form_values(browser.get(path).text, path.partition("?")[0])
    return browser.post(
        path.partition("?")[0],
        data={**values, **{name.replace("__", "."): text for name, text in typed.items()}},
    )


def outdated(browser: TestClient, database: Database, by: Account, path: str, **typed: str) -> Any:
    """The same, but somebody else has moved a paragraph since the form was opened."""
    values = form_values(browser.get(path).text, path.partition("?")[0])
    move_paragraph(database, paragraph=STEP, section=OPENING.key, after=None, **act_of(database, by))
    return browser.post(path.partition("?")[0], data={**values, **typed})


def lead(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.headers.get("location", "")


def hrefs(html: str) -> list[str]:
    return [each.attributes.get("href", "") for each in elements(html, "a")]


def problems_in(html: str) -> list[str]:
    return [
        each.attributes["href"]
        for each in elements(html, "a")
        if any("error-summary" in around.attributes.get("class", "") for around in each.around)
    ]


def test_without_a_working_edition_the_page_begins_one(small_site: Site) -> None:
    browser = working(small_site).browser
    answer = sent(browser, W["nl"], key="2026-revision", label_nl="Herziening", label_de="Überarbeitung")
    assert lead(answer) == (303, W["nl"])
    page = browser.get(W["de"]).text
    assert element(page, "h1").text == "Überarbeitung"
    assert structure(small_site.database).paragraphs == (ONE, TWO, STEP)


def test_what_no_edition_can_be_called_comes_back_as_it_was_typed(small_site: Site) -> None:
    browser = working(small_site).browser
    answer = sent(browser, W["nl"], key="2021", label_nl="Herziening", label_de="")
    assert (answer.status_code, problems_in(answer.text)) == (422, ["#key", "#label_de"])
    assert form_values(answer.text, W["nl"]) == {"key": "2021", "label_nl": "Herziening", "label_de": ""}


def test_a_second_working_edition_is_not_begun(desk: Site, jan: TestClient) -> None:
    answer = jan.post(W["nl"], data={"key": "x", "label_nl": "x", "label_de": "x"})
    assert (answer.status_code, at_work(desk.database).working.key) == (409, "2026-revision")
    assert "Er is al een werkversie." in answer.text


def test_an_edition_without_sections_says_so_and_takes_a_first_one(
    desk: Site, jan: TestClient, els: Account
) -> None:
    for each in (ONE, TWO, STEP):
        remove_paragraph(desk.database, paragraph=each, **act_of(desk.database, els))
    assert "Er staat nog geen alinea in dit hoofdstuk." in jan.get(SECTION).text
    assert "Het hoofdstuk is leeg." in jan.get(f"{SECTION}/verwijderen").text
    for key in (OPENING.key, STEPS.key):
        assert lead(sent(jan, on(f"/hoofdstuk/{key}/verwijderen"))) == (303, W["nl"])
    for path in ("", "/nummering"):
        assert "Er is nog geen hoofdstuk." in jan.get(on(path)).text
    # Where it stood is not there any more.
    assert sent(jan, on("/verwijderd")).status_code == 422
    added = sent(jan, on("/nieuw-hoofdstuk"), title_nl="Nieuw", title_de="Neu")
    assert lead(added) == (303, W["nl"])
    assert lead(sent(jan, on("/verwijderd"), section="nieuw"))[0] == 303


def test_without_any_edition_none_can_be_begun(open_site: OpenSite, sqlite: Database) -> None:
    site = open_site(sqlite)
    with sqlite.write() as connection:
        keep_only_editions(connection, [])
    page = working(site).browser.get(W["nl"]).text
    assert "Er is nog geen editie waarvan de werkversie kan worden gemaakt." in page


@pytest.mark.parametrize("role", [Role.MODERATOR])
@pytest.mark.parametrize("path", [*W.values(), SECTION, on("/nummering")])
def test_only_editors_see_it(desk: Site, role: Role, path: str) -> None:
    assert working(desk, role, "Mo").browser.get(path).status_code == 403


def test_the_overview_counts_what_is_to_do_and_says_who_is_there(
    open_site: OpenSite, sqlite: Database
) -> None:
    site = open_site(sqlite, record(comments=[comment(1), comment(2, on=OPENING.paragraphs[1])]))
    begun(sqlite)
    jan, els = working(site), working(site, name="Els")
    change = WordingChange(NL, "Het gaat heel snel.", Weight.SUBSTANTIVE, base=1)
    revise_paragraph(sqlite, paragraph=ONE, changes=[change], by=els.account, at=NOON)
    tell_presence(sqlite, section=OPENING.key, by=els.account, at=NOON)
    move_paragraph(sqlite, paragraph=TWO, section=STEPS.key, after=STEP, **act_of(sqlite, els.account))
    page = jan.browser.get(W["nl"]).text
    rows = [each.text for each in elements(page, "li") if "work-section" in each.attributes.get("class", "")]
    assert "1 verouderd" in rows[0]
    assert "1 reactie te beantwoorden" in rows[0]
    assert "Nu hier: Els" in rows[0]
    # The comment went with its paragraph.
    assert ("2 gelijk" in rows[1], "1 reactie te beantwoorden" in rows[1]) == (True, True)
    assert f"{SECTION}?state=outdated" in hrefs(page)
    assert f"/nl/redactie/afdoening?section={OPENING.key}" in hrefs(page)
    assert "Nu hier" not in els.browser.get(W["nl"]).text


@pytest.mark.parametrize("path", ["", f"/hoofdstuk/{OPENING.key}", f"/alinea/{ONE}/verplaatsen"])
def test_a_long_edition_takes_as_many_queries_as_a_short_one(
    open_site: OpenSite, sqlite: Database, path: str
) -> None:
    many = [paragraph(f"p-{number:05}", f"Alinea {number}.", f"Absatz {number}.") for number in range(300)]
    long = section(OPENING.key, "1", "Opening", "Auftakt", *OPENING.paragraphs, *many)
    site = open_site(sqlite, record(edition("2021", long, STEPS)))
    begun(sqlite)
    browser = working(site).browser
    with statements() as sent_:
        answer = browser.get(on(path))
    assert answer.status_code == 200
    assert len(sent_) < 10, sent_


def test_a_section_shows_both_wordings_and_the_way_to_every_act(desk: Site, jan: TestClient) -> None:
    page = jan.get(SECTION).text
    card = element(page, "article", id=ONE)
    assert "De digitalisering gaat snel." in card.text
    assert "Die Digitalisierung kommt schnell voran." in card.text
    acts = ("", "/splitsen", "/samenvoegen", "/verplaatsen", "/verwijderen", "/gelijk")
    wanted = {on(f"/alinea/{ONE}{act}") for act in acts}
    assert wanted | {on(f"/hoofdstuk/{OPENING.key}/nieuwe-alinea?after={ONE}")} <= set(hrefs(page))
    assert on(f"/alinea/{TWO}/samenvoegen") not in hrefs(page)


def test_a_section_can_be_narrowed_to_a_state(desk: Site, jan: TestClient) -> None:
    page = jan.get(f"{SECTION}?state=outdated").text
    assert (elements(page, "article"), "Geen alinea van dit hoofdstuk heeft deze stand." in page) == (
        [],
        True,
    )
    assert len(elements(jan.get(f"{SECTION}?state=in-step").text, "article")) == 2
    assert len(elements(jan.get(f"{SECTION}?state=nonsense").text, "article")) == 2


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


def test_the_log_says_in_words_what_was_done(desk: Site, jan: TestClient) -> None:
    sent(jan, on(f"/alinea/{ONE}/verplaatsen"), place=f"{STEPS.key}/")
    for language, words in (("nl", "Alinea verplaatst"), ("de", "Absatz verschoben")):
        log = {"nl": "/nl/redactie/logboek", "de": "/de/redaktion/protokoll"}[language]
        assert words in jan.get(f"{log}?subject=2026-revision").text
        assert words in jan.get(W[language]).text


def test_a_first_paragraph_cannot_be_put_where_nothing_is(desk: Site, jan: TestClient) -> None:
    base = {"base": str(at_work(desk.database).working.revision)}
    for path in ("/hoofdstuk/unknown/gegevens", "/alinea/p-zzzzz/verwijderen", "/alinea/p-zzzzz/splitsen"):
        assert jan.post(on(path), data=base).status_code == 404
    assert (
        jan.post(f"{SECTION}/nieuwe-alinea", data={**base, "after": "p-zzzzz", "text_nl": "x"}).status_code
        == 422
    )
    assert jan.post(f"{SECTION}/nieuwe-alinea", data={"base": "²", "text_nl": "x"}).status_code == 409
