"""Setting a password with its codes in a browser, and signing in with both."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from server.domain.limits import SIGN_IN
from server.domain.one_time_codes import code_at
from tests.usecases.people import PASSWORD, STEP
from tests.web.conftest import Site
from tests.web.html import element, elements, form_values, styled_or_scripted
from tests.web.people import Person, working

SETTING = {"nl": "/nl/redactie/account/wachtwoord", "de": "/de/redaktion/konto/passwort"}
SIGNING_IN = "/nl/aanmelden/wachtwoord"


def secret_on(page: str) -> str:
    """The key that the page shows to be typed into the app."""
    return element(page, "code").text.replace(" ", "")


def set_up(site: Site, someone: Person, **typed: str) -> tuple[str, int]:
    """Send the form of the page, filled in; the key and the status."""
    page = someone.browser.get(SETTING["nl"]).text
    secret = secret_on(page)
    values = {
        **form_values(page, SETTING["nl"]),
        "password": PASSWORD,
        "again": PASSWORD,
        "code": code_at(secret, site.clock()),
        **typed,
    }
    answer = someone.browser.post(SETTING["nl"], data=values)
    return secret, answer.status_code


def enter(site: Site, browser: TestClient, secret: str, **typed: str) -> tuple[int, str]:
    """Sign in with what is typed; the status and where it leads."""
    values = {
        "email": "jan@example.org",
        "password": PASSWORD,
        "code": code_at(secret, site.clock()),
        "next": "",
        **typed,
    }
    answer = browser.post(SIGNING_IN, data=values)
    return answer.status_code, answer.headers.get("location", "")


def test_who_has_set_a_password_signs_in_with_it(site: Site) -> None:
    jan = working(site)
    secret, status = set_up(site, jan)
    assert status == 303
    site.clock.advance(STEP)
    browser = site.another_visitor()
    assert enter(site, browser, secret, email=" JAN@example.org") == (303, "/nl/redactie")
    assert "Jan" in element(browser.get("/nl/redactie").text, "form", action="/nl/afmelden").text


def test_signing_in_leads_back_to_where_one_wanted_to_go(small_site: Site) -> None:
    secret, _ = set_up(small_site, working(small_site))
    for next_path, to in (
        ("/de/redaktion/konto?done=x", "/de/redaktion/konto?done=x"),
        ("//evil.example", "/nl/redactie"),
        ("https://evil.example/nl/", "/nl/redactie"),
    ):
        small_site.clock.advance(STEP)
        assert enter(small_site, small_site.another_visitor(), secret, next=next_path) == (303, to)


def test_whatever_is_wrong_the_answer_is_the_same(small_site: Site) -> None:
    secret, _ = set_up(small_site, working(small_site))
    small_site.clock.advance(STEP)
    answers = []
    for wrong in ({"password": "x" * 12}, {"code": "12345"}, {"email": "niemand@example.org"}):
        values = {
            "email": "jan@example.org",
            "password": PASSWORD,
            "code": code_at(secret, small_site.clock()),
        }
        sent = {**values, **wrong}
        answer = small_site.another_visitor().post(SIGNING_IN, data=sent)
        answers.append((answer.status_code, answer.text.replace(sent["email"], "")))
        assert "set-cookie" not in answer.headers
    assert [status for status, _ in answers] == [422] * 3
    assert len({text for _, text in answers}) == 1
    page = answers[0][1]
    assert element(page, "a", href="#password-email")
    assert element(page, "input", id="password").attributes["value"] == ""
    assert element(page, "input", id="code").attributes["value"] == ""


def test_who_tries_too_often_has_to_wait_and_a_link_still_works(small_site: Site) -> None:
    jan = working(small_site)
    secret, _ = set_up(small_site, jan)
    small_site.clock.advance(STEP)
    for _ in range(SIGN_IN.count):
        assert enter(small_site, small_site.visitor, secret, password="wrong")[0] == 422
    refused = small_site.visitor.post(SIGNING_IN, data={"email": "jan@example.org"})
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= SIGN_IN.window.total_seconds()
    assert small_site.visitor.post("/nl/aanmelden", data={"email": "jan@example.org"}).status_code == 303


def test_the_page_shows_a_code_to_scan_without_script_style_or_other_address(small_site: Site) -> None:
    for language, path in SETTING.items():
        page = working(small_site, name=f"Jan-{language}").browser.get(path)
        assert page.headers["cache-control"] == "no-store"
        assert styled_or_scripted(page.text) == []
        [drawing] = elements(page.text, "svg", class_="qr-code")
        assert "QR" in drawing.text
        svg = re.search(r'<svg[^>]*class="qr-code".*?</svg>', page.text, re.DOTALL)
        assert svg is not None
        assert not re.search(r"href|data:|style=|url\(|http", svg[0])


def test_every_visit_draws_new_codes_and_an_error_keeps_them(small_site: Site) -> None:
    jan = working(small_site)
    first, second = (secret_on(jan.browser.get(SETTING["nl"]).text) for _ in range(2))
    assert first != second
    page = jan.browser.get(SETTING["nl"]).text
    values = {**form_values(page, SETTING["nl"]), "password": "kort", "again": "kort", "code": "1"}
    again = jan.browser.post(SETTING["nl"], data=values)
    assert again.status_code == 422
    assert secret_on(again.text) == secret_on(page)
    assert {each.attributes["href"] for each in elements(again.text, "a")} >= {"#password", "#code"}
    assert "kort" not in [each.attributes.get("value") for each in elements(again.text, "input")]


def test_setting_it_ends_every_other_session(small_site: Site) -> None:
    jan = working(small_site)
    phone = small_site.another_visitor()
    phone.cookies.update(jan.browser.cookies)
    assert phone.get("/nl/redactie").status_code == 200
    _, status = set_up(small_site, jan)
    assert status == 303
    assert jan.browser.get("/nl/redactie").status_code == 200
    assert phone.get("/nl/redactie").status_code == 303


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_long_after_signing_in_one_signs_in_once_more_first(small_site: Site, method: str) -> None:
    jan = working(small_site)
    small_site.clock.advance(timedelta(minutes=15))
    answer = jan.browser.request(method, SETTING["nl"], data={"seed": "x" * 22} if method == "POST" else None)
    assert answer.status_code == 303
    page = jan.browser.get(answer.headers["location"])
    assert form_values(page.text, SIGNING_IN)["next"] == SETTING["nl"]
    assert element(page.text, "div", role="status").text


def test_who_only_looks_where_the_form_is_sent_is_led_to_the_form(reading_site: Site) -> None:
    answer = reading_site.visitor.get(SIGNING_IN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/nl/aanmelden")
