"""The working edition on its pages: the overview, and a section."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Account, Role
from server.domain.moderation import ModerationState
from server.domain.revisions import StepState, Weight
from server.domain.rounds import DEMONSTRATION
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.store.editions import keep_only_editions
from server.usecases.move_paragraph import move_paragraph
from server.usecases.remove_paragraph import remove_paragraph
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from server.usecases.tell_presence import tell_presence
from tests.saying import kept
from tests.usecases.working import act_of, at_work, begun, structure
from tests.web.conftest import OpenSite, Site
from tests.web.html import element, elements, form_values
from tests.web.people import working
from tests.web.restructuring import ONE, SECTION, STEP, TWO, W, hrefs, lead, on, problems_in, sent
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
    assert "Er is nog geen editie waarop een werkversie kan worden gebaseerd." in page


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
    assert "2 reacties te beantwoorden" in rows[0]
    assert "Nu hier: Els" in rows[0]
    # The paragraph was moved; in the list its comment stays with the section that it was made in.
    assert ("2 gelijk" in rows[1], "te beantwoorden" in rows[1]) == (True, False)
    assert f"{SECTION}?state=outdated" in hrefs(page)
    assert "Nu hier" not in els.browser.get(W["nl"]).text


def followed(browser: TestClient, page: str, words: str) -> str:
    """The page behind the first link with these words."""
    [link, *_] = [each for each in elements(page, "a") if words in each.text]
    answer = browser.get(link.attributes["href"])
    assert answer.status_code == 200
    return answer.text


def headings(page: str) -> list[str]:
    """The headings of the second level."""
    return [each.text for each in elements(page, "h2")]


def test_the_overview_counts_what_the_lists_behind_its_links_show(
    open_site: OpenSite, sqlite: Database
) -> None:
    site = open_site(sqlite, record(comments=[comment(1)]))
    tried = replace(comment(4, on=STEPS.paragraphs[0], section=STEPS.key), round=DEMONSTRATION)
    on_all = replace(comment(5), section="", target=Target(TargetKind.DOCUMENT, ""))
    for said in (tried, on_all):
        kept(sqlite, said, ModerationState.SHOWN)
    kept(sqlite, comment(2, on=OPENING.paragraphs[1]), ModerationState.UNPUBLISHED)
    kept(sqlite, comment(3, on=OPENING.paragraphs[1]), ModerationState.HELD)
    begun(sqlite)
    jan = working(site)
    change = WordingChange(NL, "Het gaat heel snel.", Weight.SUBSTANTIVE, base=1)
    revise_paragraph(sqlite, paragraph=ONE, changes=[change], by=jan.account, at=NOON)
    page = jan.browser.get(W["nl"]).text
    # In all one more than in the sections: one is on the document.
    for number in ("4 reacties", "2 reacties", "1 reactie"):
        assert number in headings(followed(jan.browser, page, f"{number} te beantwoorden"))
    assert "1 alinea" in headings(followed(jan.browser, page, "Duits verouderd: 1"))
    in_section = jan.browser.get(SECTION).text
    assert "1 alinea" in headings(followed(jan.browser, in_section, "Duits verouderd: 1"))
    assert "c-00000001" in followed(jan.browser, in_section, "1 reactie te beantwoorden")


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


def test_the_log_says_in_words_what_was_done(desk: Site, jan: TestClient) -> None:
    sent(jan, on(f"/alinea/{ONE}/verplaatsen"), place=f"{STEPS.key}/")
    for language, words in (("nl", "Alinea verplaatst"), ("de", "Absatz verschoben")):
        log = {"nl": "/nl/redactie/logboek", "de": "/de/redaktion/protokoll"}[language]
        assert words in jan.get(f"{log}?subject=2026-revision").text
        assert words in jan.get(W[language]).text
