"""Signing in by way of an OpenID provider, over real HTTP: an honest one, and one that lies."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from server.domain.accounts import OIDC_REQUEST_LIFETIME
from server.domain.limits import SIGN_IN_CLIENT
from server.store.database import Database
from server.web.oidc import AuthlibProvider
from server.web.sessions import OIDC_COOKIE, SESSION_COOKIE
from tests.usecases.people import person
from tests.web.conftest import BASE_URL, EDITOR, OpenSite, Site
from tests.web.html import element, elements
from tests.web.providers import (
    CLIENT,
    REDIRECT,
    SECRET,
    Claims,
    Crooked,
    crooked_provider,
    garbled,
    honest_provider,
    let_in,
    signed_with_another_key,
    signed_with_the_public_key,
    unsigned,
)

START = "/nl/aanmelden/organisatie"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The honest provider."""
    with honest_provider() as found:
        yield found


@pytest.fixture
def crooked() -> Iterator[Crooked]:
    """The provider that does as it is told."""
    with crooked_provider() as told:
        yield told


@pytest.fixture
def with_issuer(open_site: OpenSite, sqlite: Database) -> Callable[[str], Site]:
    """Opens a site that signs in with a provider; Els is its editor."""

    def opened(issuer: str) -> Site:
        provider = AuthlibProvider(issuer, CLIENT, SECRET, REDIRECT, patience=(5.0, 5.0))
        return open_site(sqlite, provider=provider)

    return opened


@pytest.fixture
def site(with_issuer: Callable[[str], Site], crooked: Crooked) -> Site:
    """A site with the crooked provider and one account that it speaks of."""
    site = with_issuer(crooked.issuer)
    person(site.database, name="Els")
    return site


def there(site: Site, browser: TestClient | None = None, start: str = START) -> str:
    """The address to which the browser is sent."""
    answer = (browser or site.visitor).get(start)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def go_and_return(site: Site, crooked: Crooked) -> Any:
    """The answer to who has signed in at the crooked provider."""
    return site.visitor.get(crooked.come_back(there(site), int(site.clock().timestamp())))


def is_signed_in(browser: TestClient) -> bool:
    return browser.get("/nl/redactie").status_code == 200


def test_an_account_signs_in_at_an_honest_provider_and_comes_back_to_where_it_was(
    with_issuer: Callable[[str], Site], issuer: str
) -> None:
    site = with_issuer(issuer)
    site.clock.moment = datetime.now(UTC)
    page = site.visitor.get("/de/anmelden?next=%2Fde%2Fredaktion%2Fkonto").text
    [link] = [a for a in elements(page, "a") if "organisation" in a.attributes["href"]]
    back = let_in(there(site, start=link.attributes["href"]), "els", email=EDITOR, email_verified=True)
    answer = site.visitor.get(back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/de/redaktion/konto")
    assert is_signed_in(site.visitor)
    # A second time, and under another address: the identity is known now.
    phone = site.another_visitor()
    back = let_in(there(site, phone), "els", email="els@elsewhere.example", email_verified=False)
    assert phone.get(back).headers["location"] == "/nl/redactie"
    assert is_signed_in(phone)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": EDITOR, "email_verified": False},
        {"email": EDITOR, "email_verified": "true"},
        {"email": EDITOR},
        {"email": "niemand@example.org", "email_verified": True},
        {},
    ],
    ids=str,
)
def test_who_has_no_account_is_told_so_and_gets_none(
    with_issuer: Callable[[str], Site], issuer: str, claims: dict[str, object]
) -> None:
    site = with_issuer(issuer)
    site.clock.moment = datetime.now(UTC)
    answer = site.visitor.get(let_in(there(site), "somebody", **claims))
    assert answer.status_code == 403
    assert "geen account" in element(answer.text, "h1").text
    assert not is_signed_in(site.visitor)


def test_the_browser_is_sent_with_state_nonce_and_challenge_and_nothing_of_ours(
    site: Site, crooked: Crooked
) -> None:
    sent = [parse_qs(urlsplit(there(site)).query) for _ in range(2)]
    assert sent[0].keys() == {
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
    }
    assert sent[0]["redirect_uri"] == [BASE_URL + "/oidc/callback"]
    assert sent[0]["scope"] == ["openid email"]
    for name in ("state", "nonce", "code_challenge"):
        assert sent[0][name] != sent[1][name]
    cookie = site.visitor.get(START).headers["set-cookie"].lower()
    assert cookie.startswith(OIDC_COOKIE)
    assert "httponly" in cookie
    assert "max-age=600" in cookie
    # What it says of itself was asked for once.
    assert crooked.asked == ["/.well-known/openid-configuration"]


def test_the_address_to_come_back_to_is_ours_whatever_host_the_browser_names(
    site: Site, crooked: Crooked
) -> None:
    answer = site.visitor.get(START, headers={"host": "localhost:1", "x-forwarded-host": "evil.example"})
    assert parse_qs(urlsplit(answer.headers["location"]).query)["redirect_uri"] == [REDIRECT]


def test_one_comes_back_once(site: Site, crooked: Crooked) -> None:
    back = crooked.come_back(there(site), int(site.clock().timestamp()))
    state = site.visitor.cookies[OIDC_COOKIE]
    assert site.visitor.get(back).status_code == 303
    thief = site.another_visitor()
    thief.cookies.set(OIDC_COOKIE, state)
    answer = thief.get(back)
    assert (answer.status_code, is_signed_in(thief)) == (403, False)
    assert element(answer.text, "h1").text


def test_only_the_browser_that_went_comes_back(site: Site, crooked: Crooked) -> None:
    back = crooked.come_back(there(site), int(site.clock().timestamp()))
    victim = site.another_visitor()
    assert (victim.get(back).status_code, is_signed_in(victim)) == (403, False)
    assert "/token" not in crooked.asked
    there(site, victim)
    assert (victim.get(back).status_code, is_signed_in(victim)) == (403, False)
    # The victim's mistake took nothing away from who went.
    assert site.visitor.get(back).status_code == 303


def test_who_takes_longer_than_ten_minutes_begins_again(site: Site, crooked: Crooked) -> None:
    back = crooked.come_back(there(site), int(site.clock().timestamp()))
    site.clock.advance(OIDC_REQUEST_LIFETIME)
    assert (site.visitor.get(back).status_code, is_signed_in(site.visitor)) == (403, False)


@pytest.mark.parametrize("more", ["", "&error=access_denied", "&code="])
def test_who_broke_it_off_is_not_signed_in_and_can_begin_again(
    site: Site, crooked: Crooked, more: str
) -> None:
    state = parse_qs(urlsplit(there(site, start="/de/anmelden/organisation")).query)["state"][0]
    answer = site.visitor.get(f"/oidc/callback?state={state}{more}")
    assert (answer.status_code, is_signed_in(site.visitor)) == (403, False)
    assert element(answer.text, "html").attributes["lang"] == "de"
    assert "/token" not in crooked.asked
    assert go_and_return(site, crooked).status_code == 303


@pytest.mark.parametrize("path", ["/oidc/callback", "/oidc/callback?code=x", "/oidc/callback?code=x&state=y"])
def test_who_never_went_does_not_come_back(site: Site, path: str) -> None:
    assert site.visitor.get(path).status_code == 403


def changed(**claims: object) -> Callable[[Claims], Claims]:
    return lambda honest: {**honest, **claims}


def without(name: str) -> Callable[[Claims], Claims]:
    return lambda honest: {key: value for key, value in honest.items() if key != name}


LIES: dict[str, Callable[[Claims], Claims]] = {
    "another nonce": changed(nonce="of somebody else"),
    "no nonce": without("nonce"),
    "another issuer": changed(iss="https://evil.example"),
    "no issuer": without("iss"),
    "for another client": changed(aud="another client"),
    "for us and for a party that we do not know": changed(aud=[CLIENT, "other"], azp="other"),
    "no audience": without("aud"),
    "expired": lambda honest: {**honest, "exp": honest["iat"] - 61},
    "never expires": without("exp"),
    "from the future": lambda honest: {**honest, "iat": honest["iat"] + 3600},
    "no subject": without("sub"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_token_that_says_what_is_not_so_signs_nobody_in(
    site: Site, crooked: Crooked, lie: Callable[[Claims], Claims]
) -> None:
    crooked.change = lie
    answer = go_and_return(site, crooked)
    assert (answer.status_code, is_signed_in(site.visitor)) == (403, False)
    assert SESSION_COOKIE not in answer.headers.get("set-cookie", "")
    crooked.change = changed()
    assert go_and_return(site, crooked).status_code == 303


@pytest.mark.parametrize(
    "sign", [signed_with_another_key, unsigned, signed_with_the_public_key, garbled, lambda _: "no.token.x"]
)
def test_a_token_that_the_provider_did_not_sign_signs_nobody_in(
    site: Site, crooked: Crooked, sign: Callable[[Claims], str]
) -> None:
    crooked.sign = sign
    assert (go_and_return(site, crooked).status_code, is_signed_in(site.visitor)) == (403, False)


def test_a_code_that_is_not_taken_signs_nobody_in(site: Site, crooked: Crooked) -> None:
    back = crooked.come_back(there(site), int(site.clock().timestamp())).replace("the-code", "another")
    assert (site.visitor.get(back).status_code, is_signed_in(site.visitor)) == (403, False)


@pytest.mark.parametrize(
    ("userinfo", "status"),
    [
        ({"sub": "42", "email": "els@example.org", "email_verified": True}, 303),
        ({"sub": "42", "email": "els@example.org", "email_verified": False}, 403),
        ({"sub": "43", "email": "els@example.org", "email_verified": True}, 403),
        (None, 503),
    ],
)
def test_an_address_that_is_not_in_the_token_is_asked_for(
    site: Site, crooked: Crooked, userinfo: dict[str, Any] | None, status: int
) -> None:
    crooked.change, crooked.userinfo = without("email"), userinfo
    assert go_and_return(site, crooked).status_code == status
    assert is_signed_in(site.visitor) == (status == 303)


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": None},
        {"jwks_uri": "ftp://127.0.0.1/jwks"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_a_provider_that_describes_itself_wrongly_counts_as_down(
    site: Site, crooked: Crooked, discovery: dict[str, Any]
) -> None:
    crooked.discovery = discovery
    assert site.visitor.get(START).status_code == 503


def test_who_goes_there_too_often_has_to_wait(site: Site, crooked: Crooked) -> None:
    for _ in range(SIGN_IN_CLIENT.count):
        there(site)
    answer = site.visitor.get(START)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= SIGN_IN_CLIENT.window.total_seconds()
    assert "te vaak" in element(answer.text, "h1").text


def test_a_provider_that_is_down_has_a_page_that_says_so_and_the_other_ways_work(
    with_issuer: Callable[[str], Site],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    site = with_issuer(f"http://127.0.0.1:{port}")
    for start, language in ((START, "nl"), ("/de/anmelden/organisation", "de")):
        answer = site.visitor.get(start)
        assert answer.status_code == 503
        assert element(answer.text, "html").attributes["lang"] == language
        ways = "/nl/aanmelden" if language == "nl" else "/de/anmelden"
        links = elements(answer.text, "a", href=ways)
        assert "main" in [around.tag for around in links[0].around]
    assert site.visitor.post("/nl/aanmelden", data={"email": EDITOR}).status_code == 303


def test_a_provider_that_does_not_answer_is_waited_for_no_longer_than_that(
    open_site: OpenSite, sqlite: Database
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"
        provider = AuthlibProvider(issuer, CLIENT, SECRET, REDIRECT, patience=(0.2, 0.2))
        site = open_site(sqlite, provider=provider)
        assert site.visitor.get(START).status_code == 503


def test_a_provider_that_goes_down_meanwhile_has_the_same_page(
    with_issuer: Callable[[str], Site],
) -> None:
    with crooked_provider() as crooked:
        site = with_issuer(crooked.issuer)
        back = crooked.come_back(there(site), int(site.clock().timestamp()))
    assert (site.visitor.get(back).status_code, is_signed_in(site.visitor)) == (503, False)


def test_keys_that_have_changed_are_asked_for_once_more(site: Site, crooked: Crooked) -> None:
    assert go_and_return(site, crooked).status_code == 303
    assert go_and_return(site, crooked).status_code == 303
    assert crooked.asked.count("/jwks") == 1
    site.clock.advance(timedelta(hours=1))
    assert go_and_return(site, crooked).status_code == 303
    assert crooked.asked.count("/jwks") == 2
