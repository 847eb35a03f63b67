"""The page with the ways to sign in: one answer for every address, and the way back to where one was."""

import re

import pytest
from starlette.testclient import TestClient

from server.domain.limits import SIGN_IN_MAIL
from server.domain.mails import Mail, MailKind
from tests.usecases.people import mails_left
from tests.web.conftest import EDITOR, Site
from tests.web.html import element, elements, form_values, page_language
from tests.worlds import DE, NL

WAYS = {"nl": "/nl/aanmelden", "de": "/de/anmelden"}


def ask(browser: TestClient, email: str, language: str = "nl") -> tuple[int, str, str]:
    """What is answered to who asks for a link."""
    answer = browser.post(WAYS[language], data={"email": email, "next": ""})
    return answer.status_code, answer.headers.get("location", ""), answer.text


def test_a_quiet_link_leads_there_from_every_page_and_no_other(reading_site: Site) -> None:
    for language, path in WAYS.items():
        [link] = [
            each
            for each in elements(reading_site.visitor.get(f"/{language}/").text, "a")
            if each.attributes.get("href", "").startswith(path)
        ]
        assert "footer" in [each.tag for each in link.around]
        assert page_language(reading_site.visitor.get(path).text) == language


def test_a_mail_is_left_behind_in_the_language_of_the_page(small_site: Site) -> None:
    for language, path in WAYS.items():
        assert ask(small_site.visitor, EDITOR, language)[:2] == (303, f"{path}?done=sent")
        said = small_site.visitor.get(f"{path}?done=sent")
        assert element(said.text, "div", role="status").text
    assert mails_left(small_site.database) == [
        Mail(MailKind.SIGN_IN, NL, EDITOR, {}),
        Mail(MailKind.SIGN_IN, DE, EDITOR, {}),
    ]


def test_the_mail_that_arrives_signs_in_and_only_who_has_an_account_gets_one(small_site: Site) -> None:
    for email in (EDITOR, "niemand@example.org"):
        assert ask(small_site.visitor, email)[0] == 303
    small_site.work()
    [mail] = small_site.mails()
    assert mail["to"] == EDITOR
    [path] = re.findall(r"http://127\.0\.0\.1:8000(/nl/aanmelden/\S+)", mail.get_content())
    assert small_site.visitor.post(path).headers["location"] == "/nl/redactie"


def test_known_and_unknown_addresses_get_the_same_answer(small_site: Site) -> None:
    answers = [ask(small_site.visitor, email) for email in (EDITOR, "niemand@example.org")]
    assert answers[0] == answers[1]


def test_what_is_no_address_comes_back_with_what_to_do(small_site: Site) -> None:
    answer = small_site.visitor.post(WAYS["nl"], data={"email": "els@<example>"})
    assert answer.status_code == 422
    field = element(answer.text, "input", id="email")
    assert (field.attributes["value"], field.attributes["aria-invalid"]) == ("els@<example>", "true")
    described = field.attributes["aria-describedby"]
    assert "naam@voorbeeld.nl" in element(answer.text, "p", id=described).text
    assert element(answer.text, "a", href="#email")
    assert mails_left(small_site.database) == []


def test_too_many_links_are_refused_alike_with_when_to_come_back(small_site: Site) -> None:
    for email in (EDITOR, "niemand@example.org"):
        for _ in range(SIGN_IN_MAIL.count):
            assert ask(small_site.visitor, email)[0] == 303
        refused = small_site.visitor.post(WAYS["de"], data={"email": email})
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 3600
        assert "60 Minuten" in element(refused.text, "p", id="email-error").text


@pytest.mark.parametrize("path", ["/nl/redactie/accounts?done=added", "/de/redaktion/moderation"])
def test_who_is_not_signed_in_is_sent_there_with_the_way_back(small_site: Site, path: str) -> None:
    answer = small_site.visitor.get(path)
    assert answer.status_code == 303
    page = small_site.visitor.get(answer.headers["location"])
    language = path[1:3]
    values = form_values(page.text, WAYS[language] + ("/wachtwoord" if language == "nl" else "/passwort"))
    assert values["next"] == path


def test_a_form_that_was_sent_without_a_session_is_not_sent_elsewhere(small_site: Site) -> None:
    answer = small_site.visitor.post("/nl/redactie/accounts", data={"name": "x"})
    assert (answer.status_code, "location" in answer.headers) == (403, False)


def test_the_page_is_kept_nowhere_and_found_by_no_search_engine(reading_site: Site) -> None:
    page = reading_site.visitor.get(WAYS["nl"])
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers
    assert "noindex" in element(page.text, "meta", name="robots").attributes["content"]


def test_without_a_provider_there_is_no_such_way(reading_site: Site) -> None:
    page = reading_site.visitor.get(WAYS["nl"])
    assert not [each for each in elements(page.text, "a") if "organisatie" in each.attributes.get("href", "")]
    assert reading_site.visitor.get("/nl/aanmelden/organisatie").status_code == 404
    assert reading_site.visitor.get("/oidc/callback?code=x&state=y").status_code == 404
