"""The administrators' page of invitations: inviting, passing links on, revoking."""

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import Role
from server.domain.mails import MailKind
from server.usecases.invite import list_invitations
from tests.participating import waiting_mails
from tests.web.conftest import BASE_URL, Site
from tests.web.html import element, elements, form_values
from tests.web.people import working

PAGE = {"nl": "/nl/redactie/rondes/autumn/uitnodigingen", "de": "/de/redaktion/runden/autumn/einladungen"}


@pytest.fixture
def els(small_site: Site) -> TestClient:
    """An administrator's browser."""
    return working(small_site, Role.ADMINISTRATOR, "Els").browser


def invited(browser: TestClient, guests: str, language: str = "nl") -> int:
    """The status of the answer to inviting these."""
    return browser.post(PAGE["nl"], data={"guests": guests, "language": language}).status_code


def labels(site: Site) -> dict[str, bool]:
    """Who is invited, and whether the invitation is still open."""
    made = list_invitations(site.database, round_key="autumn", by=None)
    return {each.label: each.is_open for each in made}


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_the_page_is_for_administrators_only(small_site: Site, role: Role) -> None:
    browser = working(small_site, role).browser
    assert [browser.get(PAGE["nl"]).status_code, invited(browser, "Kamer")] == [403, 403]
    assert labels(small_site) == {}


def test_each_line_becomes_an_invitation_and_the_page_shows_its_links(
    small_site: Site, els: TestClient
) -> None:
    assert invited(els, "Kamer\nBakker <bakker@example.org>") == 303
    assert labels(small_site) == {"Kamer": True, "Bakker": True}
    html = els.get(PAGE["nl"]).text
    links = [each.text for each in elements(html, "code")]
    assert [link.partition("?")[0] for link in links] == [
        f"{BASE_URL}/nl/consultatie/autumn",
        f"{BASE_URL}/de/konsultation/autumn",
    ] * 2
    for link in links:
        assert small_site.another_visitor().get(link.removeprefix(BASE_URL)).status_code == 303


def test_who_has_an_address_is_sent_a_mail_in_the_chosen_language(small_site: Site, els: TestClient) -> None:
    invited(els, "Kamer\nBäcker <baecker@example.org>", "de")
    [mail] = waiting_mails(small_site.database, MailKind.INVITATION)
    assert (mail.recipient, mail.language) == ("baecker@example.org", "de")
    assert "baecker@example.org" not in els.get(PAGE["nl"]).text


@pytest.mark.parametrize(
    ("guests", "sentence"),
    [
        ("", "Schrijf ten minste één naam"),
        ("Kamer\nBakker <bakker>", "Regel 2: Schrijf het e-mailadres zo: <name@example.org>"),
        ("bakker@example.org", "Regel 1: Schrijf een naam vóór het e-mailadres"),
        ("\n".join(f"Gast {number}" for number in range(201)), "Nodig ten hoogste 200 mensen tegelijk uit"),
    ],
)
def test_a_list_that_cannot_be_meant_comes_back_as_it_was_typed(
    small_site: Site, els: TestClient, guests: str, sentence: str
) -> None:
    answer = els.post(PAGE["nl"], data={"guests": guests, "language": "nl"})
    assert answer.status_code == 422
    assert sentence in element(answer.text, "p", id="guests-error").text
    assert form_values(answer.text, PAGE["nl"])["guests"] == guests
    assert labels(small_site) == {}


def test_an_invitation_is_revoked_by_its_button_and_its_link_opens_nothing(
    small_site: Site, els: TestClient
) -> None:
    invited(els, "Kamer")
    html = els.get(PAGE["nl"]).text
    [link, _] = [each.text.removeprefix(BASE_URL) for each in elements(html, "code")]
    number = element(html, "button", name="revoke").attributes["value"]
    assert els.post(PAGE["nl"], data={"revoke": number}).headers["location"] == f"{PAGE['nl']}?said=revoked"
    assert labels(small_site) == {"Kamer": False}
    assert elements(els.get(PAGE["nl"]).text, "code") == []
    assert small_site.visitor.get(link).status_code == 403


def test_an_unknown_round_or_invitation_is_not_found(els: TestClient) -> None:
    assert els.get("/nl/redactie/rondes/winter/uitnodigingen").status_code == 404
    assert els.post(PAGE["nl"], data={"revoke": "i-0000000000"}).status_code == 404


def test_both_languages_show_the_same_invitations(small_site: Site, els: TestClient) -> None:
    invited(els, "Kamer")
    for language in ("nl", "de"):
        cards = [each.text for each in elements(els.get(PAGE[language]).text, "h3")]
        assert cards == ["Kamer"]
