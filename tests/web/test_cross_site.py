"""No other site can make a visitor's browser do anything here: every route that changes something, tried."""

import pytest

from tests.web.asking import HOST, ask
from tests.web.conftest import Site
from tests.web.every_route import Asked, every_address
from tests.worlds import statements

FOREIGN = {
    "another site": (b"sec-fetch-site", b"cross-site"),
    "a neighbour of ours": (b"sec-fetch-site", b"same-site"),
    "an older browser on another site": (b"origin", b"https://evil.example"),
    "a hidden origin": (b"origin", b"null"),
}
FORM = (b"content-type", b"application/x-www-form-urlencoded")
JSON = (b"content-type", b"application/json")
TEXT = (b"content-type", b"text/plain")

CHANGING = every_address("POST", "PUT", "PATCH", "DELETE")


def test_there_are_addresses_to_try() -> None:
    assert len(CHANGING) > 20


@pytest.mark.parametrize("asked", CHANGING, ids=str)
def test_nothing_that_changes_something_can_be_started_by_another_site(
    reading_site: Site, asked: Asked
) -> None:
    # Nothing is exempt: who unsubscribes with one click (RFC 8058) does so from a mail program, not from a site.
    with statements() as sent:
        for origin in FOREIGN.values():
            for kind in (FORM, JSON, TEXT):
                fields = [(b"host", HOST), kind, origin]
                answer = ask(reading_site.app, asked.path, fields, method=asked.method, chunks=[b"text=x"])
                assert answer.status == 403
    assert sent == []


@pytest.mark.parametrize("asked", CHANGING, ids=str)
def test_a_body_that_says_it_is_too_large_is_never_asked_for(reading_site: Site, asked: Asked) -> None:
    ten_megabytes = (b"content-length", str(10 * 1024 * 1024).encode())
    for kind in (FORM, JSON):
        # There is nothing to read: who tries finds that the browser has hung up, and answers 400.
        fields = [(b"host", HOST), kind, ten_megabytes, (b"idempotency-key", b"a-key-of-one-request-1")]
        answer = ask(reading_site.app, asked.path, fields, method=asked.method, chunks=[])
        assert answer.status != 400
        assert answer.status < 500
