"""Signing in: a link that works once and for a day, a session that ends, on the server as well."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import SESSION_LIFETIME, SIGN_IN_LINK_LIFETIME
from server.store.accounts import account_by_email
from server.store.database import Database
from server.store.schema import sessions, sign_in_links
from server.usecases.manage_accounts import close_account
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from server.web.sessions import SESSION_COOKIE
from tests.web.conftest import EDITOR, OpenSite, Site, browser
from tests.web.html import element, elements, page_language

ROOM = {"nl": "/nl/redactie", "de": "/de/redaktion"}


def link(site: Site, language: str = "nl") -> str:
    """A new link for the editor."""
    token = make_sign_in_link(site.database, email=EDITOR, at=site.clock())
    return addresses.sign_in(language, token)


def asks_to_sign_in(browser: TestClient) -> bool:
    """Whether the work room is closed to this browser."""
    answer = browser.get(ROOM["nl"])
    assert answer.status_code in (200, 303)
    return answer.headers.get("location") == "/nl/aanmelden?next=%2Fnl%2Fredactie"


def test_a_link_signs_in_and_leads_to_the_work_room_in_its_language(site: Site) -> None:
    for language in ("nl", "de"):
        answer = site.visitor.post(link(site, language))
        assert (answer.status_code, answer.headers["location"]) == (303, ROOM[language])
        page = site.visitor.get(ROOM[language])
        assert (page.status_code, page_language(page.text)) == (200, language)
        assert "Els" in element(page.text, "form", action=addresses.sign_out(language)).text


def test_looking_at_a_link_uses_nothing_up(site: Site) -> None:
    address = link(site)
    for _ in range(3):
        page = site.visitor.get(address)
        assert (page.status_code, "set-cookie" in page.headers) == (200, False)
        assert element(page.text, "form", method="post", action=address)
    assert site.visitor.head(address).status_code == 200
    assert site.visitor.post(address).status_code == 303


def test_a_link_works_once(site: Site) -> None:
    address = link(site)
    assert site.another_visitor().post(address).status_code == 303
    late = site.visitor.post(address)
    assert (late.status_code, "set-cookie" in late.headers) == (200, False)
    assert not elements(late.text, "form", action=address)
    assert not elements(site.visitor.get(address).text, "form", action=address)
    assert asks_to_sign_in(site.visitor)


@pytest.mark.parametrize(("seconds", "works"), [(-1, True), (0, False), (1, False)])
def test_a_link_works_for_a_day(site: Site, seconds: int, works: bool) -> None:
    address = link(site)
    site.clock.advance(SIGN_IN_LINK_LIFETIME + timedelta(seconds=seconds))
    assert bool(elements(site.visitor.get(address).text, "form", action=address)) == works
    assert (site.visitor.post(address).status_code == 303) == works


@pytest.mark.parametrize("token", ["x", "%00", "%ff", "x" * 2000, "'%20OR%201=1"])
def test_a_link_that_nobody_made_signs_nobody_in(site: Site, token: str) -> None:
    answer = site.visitor.post(f"/de/anmelden/{token}")
    assert answer.status_code in (200, 404)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("seconds", "signed_in"), [(-1, True), (0, False)])
def test_a_session_ends_after_half_a_day(site: Site, seconds: int, signed_in: bool) -> None:
    moderator = site.moderator()
    site.clock.advance(SESSION_LIFETIME + timedelta(seconds=seconds))
    assert asks_to_sign_in(moderator) == (not signed_in)


def test_signing_out_ends_the_session_on_the_server_too(site: Site) -> None:
    moderator = site.moderator()
    token = moderator.cookies[SESSION_COOKIE]
    answer = moderator.post("/de/abmelden")
    assert (answer.status_code, answer.headers["location"]) == (303, "/de/")
    assert SESSION_COOKIE not in moderator.cookies
    thief = site.another_visitor()
    thief.cookies.set(SESSION_COOKIE, token)
    assert asks_to_sign_in(thief)


def test_signing_out_without_a_session_is_no_fault(small_site: Site) -> None:
    small_site.visitor.cookies.set(SESSION_COOKIE, "unknown")
    assert small_site.visitor.post("/nl/afmelden").status_code == 303


def test_signing_in_gives_a_new_session_whatever_the_browser_sent(small_site: Site) -> None:
    # Session fixation: a token that somebody put into the browser must not become a session.
    small_site.visitor.cookies.set(SESSION_COOKIE, "planted", domain="127.0.0.1")
    answer = small_site.visitor.post(link(small_site))
    assert "planted" not in answer.headers["set-cookie"]
    thief = small_site.another_visitor()
    thief.cookies.set(SESSION_COOKIE, "planted")
    assert asks_to_sign_in(thief)


def test_who_has_been_closed_out_is_refused_with_the_next_request(site: Site) -> None:
    moderator, address = site.moderator(), link(site)
    assert not asks_to_sign_in(moderator)
    with site.database.read() as connection:
        account = account_by_email(connection, EDITOR)
    assert account is not None
    close_account(site.database, account_id=account.id, by=None, at=site.clock())
    assert asks_to_sign_in(moderator)
    assert moderator.post("/nl/redactie/account", data={"act": "end-others"}).status_code == 403
    assert not elements(site.visitor.get(address).text, "form", action=address)
    assert site.visitor.post(address).status_code == 200


@pytest.mark.parametrize(
    ("base_url", "secure", "name"),
    [
        ("http://127.0.0.1:8000", False, "zwiespraak_session"),
        ("https://example.org", True, "__Host-zwiespraak_session"),
    ],
)
def test_the_cookie_is_hidden_from_scripts_and_other_sites(
    open_site: OpenSite, sqlite: Database, base_url: str, secure: bool, name: str
) -> None:
    site = open_site(sqlite, base_url=base_url)
    cookie = site.visitor.post(link(site)).headers["set-cookie"]
    assert cookie.partition("=")[0] == name
    attributes = {each.strip().lower() for each in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= attributes
    assert ("secure" in attributes) == secure
    assert f"max-age={int(SESSION_LIFETIME.total_seconds())}" in attributes
    assert not [each for each in attributes if each.startswith("domain")]
    assert not asks_to_sign_in(site.visitor)


def test_over_https_a_cookie_that_another_host_could_have_planted_counts_for_nothing(
    open_site: OpenSite, sqlite: Database
) -> None:
    site = open_site(sqlite, base_url="https://example.org")
    site.visitor.post(link(site))
    planted = browser(site.app, "https://example.org")
    planted.cookies.set(SESSION_COOKIE, site.visitor.cookies[f"__Host-{SESSION_COOKIE}"])
    assert asks_to_sign_in(planted)


def test_pages_around_signing_in_are_kept_nowhere(small_site: Site) -> None:
    answers = [small_site.visitor.get(link(small_site)), small_site.moderator().get(ROOM["nl"])]
    assert [answer.headers["cache-control"] for answer in answers] == ["no-store"] * 2


def test_tokens_are_not_in_the_database(small_site: Site) -> None:
    address = link(small_site)
    moderator = small_site.moderator()
    with small_site.database.read() as connection:
        kept = str([connection.execute(table.select()).fetchall() for table in (sessions, sign_in_links)])
    assert address.rsplit("/", 1)[1] not in kept
    assert moderator.cookies[SESSION_COOKIE] not in kept
