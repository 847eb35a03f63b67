"""Signing in: a link that works once and for a day, a session that ends, on the server as well."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from server.domain.accounts import SESSION_LIFETIME, SIGN_IN_LINK_LIFETIME
from server.store.database import Database
from server.store.schema import accounts, sessions, sign_in_links
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from server.web.sessions import SESSION_COOKIE
from tests.web.conftest import EDITOR, OpenSite, Site
from tests.web.html import element, elements, page_language

LIST = {"nl": "/nl/redactie/moderatie", "de": "/de/redaktion/moderation"}


def link(site: Site, language: str = "nl") -> str:
    """A new link for the editor."""
    token = make_sign_in_link(site.database, email=EDITOR, at=site.clock())
    return addresses.sign_in(language, token)


def test_a_link_signs_in_and_leads_to_the_list_in_its_language(site: Site) -> None:
    for language in ("nl", "de"):
        answer = site.visitor.post(link(site, language))
        assert (answer.status_code, answer.headers["location"]) == (303, LIST[language])
        page = site.visitor.get(LIST[language])
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
    assert site.visitor.get(LIST["nl"]).status_code == 403


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
    assert moderator.get(LIST["nl"]).status_code == (200 if signed_in else 403)


def test_signing_out_ends_the_session_on_the_server_too(site: Site) -> None:
    moderator = site.moderator()
    token = moderator.cookies[SESSION_COOKIE]
    answer = moderator.post("/de/abmelden")
    assert (answer.status_code, answer.headers["location"]) == (303, "/de/")
    assert SESSION_COOKIE not in moderator.cookies
    thief = site.another_visitor()
    thief.cookies.set(SESSION_COOKIE, token)
    assert thief.get(LIST["nl"]).status_code == 403


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
    assert thief.get(LIST["nl"]).status_code == 403


def test_who_is_no_longer_there_is_refused_with_the_next_request(site: Site) -> None:
    moderator, address = site.moderator(), link(site)
    assert moderator.get(LIST["nl"]).status_code == 200
    with site.database.write() as connection:
        connection.execute(delete(sessions))
        connection.execute(delete(sign_in_links))
        connection.execute(delete(accounts))
    assert moderator.get(LIST["nl"]).status_code == 403
    assert moderator.post(LIST["nl"], data={"comment": "c-x", "decision": "shown"}).status_code == 403
    assert site.visitor.post(address).status_code == 200


@pytest.mark.parametrize(
    ("base_url", "secure"), [("http://127.0.0.1:8000", False), ("https://example.org", True)]
)
def test_the_cookie_is_hidden_from_scripts_and_other_sites(
    open_site: OpenSite, sqlite: Database, base_url: str, secure: bool
) -> None:
    site = open_site(sqlite, base_url=base_url)
    cookie = site.visitor.post(link(site)).headers["set-cookie"]
    attributes = {each.strip().lower() for each in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= attributes
    assert ("secure" in attributes) == secure
    assert f"max-age={int(SESSION_LIFETIME.total_seconds())}" in attributes


def test_pages_around_signing_in_are_kept_nowhere(small_site: Site) -> None:
    answers = [small_site.visitor.get(link(small_site)), small_site.moderator().get(LIST["nl"])]
    assert [answer.headers["cache-control"] for answer in answers] == ["no-store"] * 2


def test_tokens_are_not_in_the_database(small_site: Site) -> None:
    address = link(small_site)
    moderator = small_site.moderator()
    with small_site.database.read() as connection:
        kept = str([connection.execute(table.select()).fetchall() for table in (sessions, sign_in_links)])
    assert address.rsplit("/", 1)[1] not in kept
    assert moderator.cookies[SESSION_COOKIE] not in kept
