"""The gate as a page: every open point with a link, and the button when there is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.accounts import Account
from server.domain.revisions import Weight
from server.domain.structure import name_section
from server.store import editions, working_editions
from server.store.database import Database
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from tests.web.conftest import OpenSite, Site
from tests.web.editors import signed_in
from tests.web.html import element, elements, form_values
from tests.worlds import DE, NL, NOON, statements

GATE = {"nl": "/nl/redactie/werkversie/publiceren", "de": "/de/redaktion/arbeitsfassung/veroeffentlichen"}
LATER = NOON + timedelta(days=60)


@pytest.fixture
def site(open_site: OpenSite, database: Database) -> Site:
    """The small world after its round."""
    opened = open_site(database)
    opened.clock.moment = LATER
    return opened


def begin(site: Site, editor: Account) -> None:
    """A working edition in which nothing has happened yet."""
    begin_working_edition(
        site.database, key="2022", labels={NL: "Herziening", DE: "Überarbeitung"}, by=editor, at=LATER
    )


def finish(site: Site, editor: Account) -> None:
    """Change a paragraph on both sides and describe the edition."""
    changes = [
        WordingChange(language, text, Weight.SUBSTANTIVE, base=1)
        for language, text in ((NL, "De stap."), (DE, "Der Schritt."))
    ]
    revise_paragraph(site.database, paragraph="p-bbbb1", changes=changes, by=editor, at=LATER, confirm=True)
    with site.database.write() as connection:
        working = working_editions.open_working_edition(connection)
        assert working is not None
        described = replace(working, date=date(2021, 12, 1), change_notes={NL: "Korter.", DE: "Kürzer."})
        assert working_editions.save_working_edition(connection, described, base=working.revision)


@pytest.mark.parametrize("language", ["nl", "de"])
def test_without_a_working_edition_it_says_so(site: Site, language: str) -> None:
    eva, _ = signed_in(site)
    page = eva.get(GATE[language])
    assert page.status_code == 200
    lede = {
        "nl": "Er is op dit moment geen werkversie.",
        "de": "Im Moment gibt es keine Arbeitsfassung.",
    }
    assert element(page.text, "p", class_="lede").text == lede[language]


def test_every_open_point_stands_under_its_heading_with_a_link(site: Site) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    page = eva.get(GATE["nl"]).text
    assert [each.text for each in elements(page, "h3")] == [
        "De editie heeft geen datum (1)",
        "De toelichting op de wijzigingen ontbreekt (2)",
        "Er is niets gewijzigd (1)",
    ]
    assert "4 open punten" in page
    assert elements(page, "button", type="submit", class_="govuk-button") == []


def test_a_section_with_the_address_of_another_page_leads_to_its_form(site: Site) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    finish(site, account)
    with site.database.write() as connection:
        working = working_editions.open_working_edition(connection)
        assert working is not None
        # As it may have come from a record that was published before the rule.
        structure = name_section(
            working.structure, "2-steps", number="", titles={NL: "Bestanden", DE: "Schritte"}
        )
        changed = replace(working, structure=structure)
        assert working_editions.save_working_edition(connection, changed, base=working.revision)
    page = eva.get(GATE["nl"]).text
    assert [each.text for each in elements(page, "h3")] == [
        "Titels van hoofdstukken die het adres van een andere pagina geven (1)"
    ]
    assert element(page, "a", href="/nl/redactie/werkversie/hoofdstuk/2-steps/gegevens").text == "Bestanden"


def test_publishing_asks_whether_one_is_sure(site: Site) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    finish(site, account)
    answer = eva.post(GATE["nl"], data=form_values(eva.get(GATE["nl"]).text, GATE["nl"]))
    assert answer.status_code == 422
    assert element(answer.text, "a", href="#sure").text == "Vink aan dat u wilt publiceren"


def test_a_sure_editor_publishes_and_sees_the_edition(site: Site) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    finish(site, account)
    sent = {**form_values(eva.get(GATE["de"]).text, GATE["de"]), "sure": "yes"}
    answer = eva.post(GATE["de"], data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/de/fassungen/2022")
    assert eva.get("/de/fassungen/2022").status_code == 200
    with site.database.read() as connection:
        assert [each.key for each in editions.editions_by_date(connection)] == ["2021", "2022"]


def test_the_form_sent_twice_publishes_once(site: Site) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    finish(site, account)
    sent = {**form_values(eva.get(GATE["nl"]).text, GATE["nl"]), "sure": "yes"}
    answers = [eva.post(GATE["nl"], data=sent) for _ in range(2)]
    assert [(each.status_code, each.headers["location"]) for each in answers] == [
        (303, "/nl/edities/2022")
    ] * 2


def test_what_came_up_since_the_page_was_seen_is_shown_and_nothing_published(site: Site) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    finish(site, account)
    sent = {**form_values(eva.get(GATE["nl"]).text, GATE["nl"]), "sure": "yes"}
    change = WordingChange(NL, "De digitalisering gaat door.", Weight.SUBSTANTIVE, base=1)
    revise_paragraph(site.database, paragraph="p-aaaa1", changes=[change], by=account, at=LATER)
    answer = eva.post(GATE["nl"], data=sent)
    assert answer.status_code == 409
    assert "Niet gelijk (1)" in answer.text
    assert element(answer.text, "a", href="/nl/redactie/werkversie/alinea/p-aaaa1/gelijk").text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "de verwijzing [^1] staat alleen in de andere taal"),
        ("de", "der Verweis [^1] steht nur in der anderen Sprache"),
    ],
)
def test_a_mistake_in_the_markdown_is_told_in_the_readers_language(
    site: Site, language: str, said: str
) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    change = WordingChange(NL, "De stap.[^1]\n\n[^1]: Noot.", Weight.SUBSTANTIVE, base=1)
    revise_paragraph(site.database, paragraph="p-bbbb1", changes=[change], by=account, at=LATER)
    assert said in eva.get(GATE[language]).text


def test_a_finding_of_the_term_check_is_dismissed_at_the_gate(site: Site) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    finish(site, account)
    changes = [
        WordingChange(NL, "De digitalisering gaat snel.", Weight.SUBSTANTIVE, base=1),
        WordingChange(DE, "Es geht schnell.", Weight.SUBSTANTIVE, base=1),
    ]
    revise_paragraph(
        site.database, paragraph="p-aaaa1", changes=changes[1:], by=account, at=LATER, confirm=True
    )
    page = eva.get(GATE["nl"]).text
    sent = form_values(page, GATE["nl"])
    assert eva.post(GATE["nl"], data={**sent, "reason": ""}).status_code == 422
    assert eva.post(GATE["nl"], data={**sent, "reason": "Zo bedoeld."}).status_code == 303
    assert elements(eva.get(GATE["nl"]).text, "h3") == []


def test_a_moderator_does_not_get_here(site: Site) -> None:
    assert site.visitor.get(GATE["nl"]).status_code == 303


def test_the_page_costs_the_same_queries_however_much_is_open(site: Site) -> None:
    eva, account = signed_in(site)
    begin(site, account)
    counts = []
    for act in (lambda: None, lambda: finish(site, account)):
        act()
        with statements() as ran:
            eva.get(GATE["nl"])
        counts.append(len(ran))
    assert counts[0] == counts[1]
