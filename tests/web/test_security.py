"""What every answer carries, and what every request must satisfy."""

from importlib.resources import files
from urllib.parse import urlencode

import pytest

from server.store.database import Database
from server.web.addresses import (
    API,
    CONCEPT_FEED,
    FEEDS,
    PATTERNS,
    REPORT_FILES,
    SEARCH_FILES,
    SEARCH_SUGGESTIONS,
)
from server.web.app import routes
from server.web.rendering import static_address
from tests.web.asking import HOST, Answer, ask
from tests.web.commenting import THREAD, drafts, filled, hand_in, held, write
from tests.web.conftest import OpenSite, Site
from tests.web.every_route import Asked, every_address
from tests.web.html import elements, styled_or_scripted

PAGE = "/nl/tekst/1-opening"
FORM = (b"content-type", b"application/x-www-form-urlencoded")

# Kind of answer: its status, its address, its method, more header fields.
ANSWERS = {
    "a page": (200, "/nl/", "GET", ()),
    "a page made": (200, PAGE, "GET", ()),
    "a page kept": (200, PAGE, "GET", ()),
    "a head": (200, PAGE, "HEAD", ()),
    "not modified": (304, PAGE, "GET", ((b"if-none-match", b"*"),)),
    "a static file": (200, "/static/app.css", "GET", ()),
    "a static file that is not there": (404, "/static/none.css", "GET", ()),
    "a way": (303, "/", "GET", ()),
    "a permanent address": (303, "/p/aaaa1", "GET", ()),
    "a mended slash": (308, "/nl/tekst/", "GET", ()),
    "not found": (404, "/nl/niets", "GET", ()),
    "closed to who is not signed in": (303, "/nl/redactie/moderatie", "GET", ()),
    "another method": (405, "/nl/", "PUT", ()),
    "an empty form": (422, THREAD["nl"], "POST", (FORM,)),
    "a body too large": (413, THREAD["nl"], "POST", (FORM, (b"content-length", b"999999"))),
    "another site": (403, THREAD["nl"], "POST", ((b"sec-fetch-site", b"cross-site"),)),
    "a query with a note": (200, "/nl/zoeken?q=ab*", "GET", ()),
    "a feed of hits": (200, "/nl/zoeken.atom?q=mkb", "GET", ()),
    "suggestions": (200, "/nl/zoeken/suggesties?q=di", "GET", ()),
    "another host": (400, "/nl/", "GET", ((b"host", b"evil.example"),)),
    "health": (200, "/healthz", "GET", ()),
    "readiness": (200, "/readyz", "GET", ()),
    "the map": (200, "/sitemap.xml", "GET", ()),
    "robots": (200, "/robots.txt", "GET", ()),
}


@pytest.mark.parametrize(("status", "path", "method", "more"), ANSWERS.values(), ids=ANSWERS.keys())
def test_every_kind_of_answer_carries_the_security_headers_once(
    reading_site: Site, status: int, path: str, method: str, more: tuple[tuple[bytes, bytes], ...]
) -> None:
    answer = ask(reading_site.app, path, [(b"host", HOST), *more], method=method)
    assert answer.status == status
    policy = dict(each.split(" ", 1) for each in answer.field("content-security-policy").split("; "))
    assert policy.pop("default-src") == "'none'"
    assert {policy.pop(name) for name in ("base-uri", "frame-ancestors")} == {"'none'"}
    assert set(policy.values()) == {"'self'"}
    assert answer.field("x-content-type-options") == "nosniff"
    assert answer.field("referrer-policy") == "same-origin"
    assert answer.field("cross-origin-opener-policy") == "same-origin"
    assert answer.field("cross-origin-resource-policy") == "same-origin"
    assert "camera=()" in answer.field("permissions-policy")
    assert answer.field("cache-control")


@pytest.mark.parametrize("asked", every_address("GET"), ids=str)
def test_no_page_has_a_style_or_a_script_of_its_own_or_gives_a_reader_a_cookie(
    reading_site: Site, asked: Asked
) -> None:
    answer = reading_site.visitor.get(asked.path)
    assert answer.status_code < 500
    assert "set-cookie" not in answer.headers
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert styled_or_scripted(answer.text) == []


def test_no_other_page_has_either(small_site: Site) -> None:
    hand_in(small_site)
    moderator = small_site.moderator()
    pages = [
        moderator.get("/nl/redactie/moderatie"),
        small_site.visitor.post(THREAD["nl"], data={}),
        small_site.visitor.get("/nl/niets"),
        small_site.visitor.get("/nl/zoeken?q=mkb"),
        small_site.visitor.get("/nl/zoeken?q=ab*"),
    ]
    pages += [moderator.get(asked.path) for asked in every_address("GET") if "/redact" in asked.path]
    assert [page.status_code for page in pages if page.status_code >= 500] == []
    assert [styled_or_scripted(page.text) for page in pages] == [[]] * len(pages)


def test_every_page_loads_only_what_is_ours(reading_site: Site) -> None:
    page = reading_site.visitor.get(PAGE).text
    loaded = [each.attributes.get("src") or each.attributes["href"] for each in elements(page, "script")]
    loaded += [each.attributes["href"] for each in elements(page, "link", rel="stylesheet")]
    loaded += [each.attributes["href"] for each in elements(page, "link", rel="icon")]
    assert loaded
    assert [reading_site.visitor.get(each).status_code for each in loaded] == [200] * len(loaded)


BAD_HOSTS = {
    "none": [],
    "two": [(b"host", HOST), (b"host", HOST)],
    "two different": [(b"host", HOST), (b"host", b"evil.example")],
    "another": [(b"host", b"evil.example")],
    "an empty one": [(b"host", b"")],
    "another port of the public address": [(b"host", b"example.org:81")],
    "one that begins like ours": [(b"host", b"example.org.evil.example")],
    "one that begins like this machine": [(b"host", b"localhost.evil.example")],
    "one that ends like ours": [(b"host", b"evil.example/example.org")],
    "one with a name before it": [(b"host", b"example.org@evil.example")],
    "a byte that is no text": [(b"host", b"\xff")],
}


@pytest.mark.parametrize("fields", BAD_HOSTS.values(), ids=BAD_HOSTS.keys())
def test_a_request_for_another_host_is_refused(
    open_site: OpenSite, sqlite: Database, fields: list[tuple[bytes, bytes]]
) -> None:
    site = open_site(sqlite, base_url="https://example.org")
    for path in (PAGE, "/healthz", "/static/app.css"):
        assert ask(site.app, path, fields).status == 400


@pytest.mark.parametrize(
    "host", [b"example.org", b"EXAMPLE.org", b"127.0.0.1:8000", b"localhost", b"localhost:9"]
)
def test_the_public_address_and_this_machine_are_answered(
    open_site: OpenSite, sqlite: Database, host: bytes
) -> None:
    site = open_site(sqlite, base_url="https://example.org")
    assert ask(site.app, "/healthz", [(b"host", host)]).status == 200


def post(site: Site, *fields: tuple[bytes, bytes], path: str = THREAD["nl"]) -> Answer:
    """Send the form of the thread with more header fields."""
    body = urlencode(filled(site.visitor)).encode()
    return ask(site.app, path, [(b"host", HOST), FORM, *fields], method="POST", chunks=[body])


FOREIGN = {
    "another site": [(b"sec-fetch-site", b"cross-site")],
    "a neighbour of ours": [(b"sec-fetch-site", b"same-site")],
    "an older browser on another site": [(b"origin", b"https://evil.example")],
    "a hidden origin": [(b"origin", b"null")],
    "an origin that begins like ours": [(b"origin", b"http://127.0.0.1:8000.evil.example")],
    "another scheme": [(b"origin", b"ftp://127.0.0.1:8000")],
    "a word nobody knows": [(b"sec-fetch-site", b"other"), (b"origin", b"http://127.0.0.1:8000")],
}


@pytest.mark.parametrize("fields", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_form_that_another_site_sends_is_refused(
    small_site: Site, fields: list[tuple[bytes, bytes]]
) -> None:
    answer = post(small_site, *fields)
    assert answer.status == 403
    assert b"set-cookie" not in dict(answer.fields)


@pytest.mark.parametrize(
    "fields",
    [
        [(b"sec-fetch-site", b"same-origin")],
        [(b"sec-fetch-site", b"none")],
        [(b"origin", b"http://127.0.0.1:8000")],
        [],
    ],
)
def test_a_form_of_ours_is_taken(small_site: Site, fields: list[tuple[bytes, bytes]]) -> None:
    assert post(small_site, *fields).status == 303


def test_a_moderator_who_visits_another_site_decides_nothing_there(small_site: Site) -> None:
    comment = hand_in(small_site)
    moderator = small_site.moderator()
    for path in ("/nl/redactie/moderatie", "/de/abmelden"):
        answer = moderator.post(
            path,
            data={"show": f"{comment.id}:held"},
            headers={"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
        )
        assert answer.status_code == 403
    assert held(small_site.database) == [comment]
    assert moderator.get("/nl/redactie/moderatie").status_code == 200


def test_following_a_link_from_another_site_is_reading(reading_site: Site) -> None:
    fields = [(b"host", HOST), (b"sec-fetch-site", b"cross-site"), (b"origin", b"https://evil.example")]
    assert ask(reading_site.app, PAGE, fields).status == 200


def test_nothing_changes_by_reading(small_site: Site) -> None:
    """Every address, read by a moderator with a full basket, with all that a form could say in the query."""
    comment = hand_in(small_site)
    moderator = small_site.moderator()
    write(moderator)
    [draft] = drafts(small_site, moderator)
    query = f"?comment={comment.id}&decision=shown&state=held&text=x&language=nl&group=citizen&confirm=yes&role=editor"
    for asked in every_address("GET"):
        assert moderator.get(asked.path.replace("no-such-thing", comment.id) + query).status_code < 500
    assert held(small_site.database) == [comment]
    assert drafts(small_site, moderator) == [draft]
    assert moderator.get("/nl/redactie/moderatie").status_code == 200


def test_every_route_is_in_the_tables_of_addresses_or_has_no_language() -> None:
    pages = {path for languages in PATTERNS.values() for path in languages.values()}
    feeds = {
        path
        for languages in (
            *(CONCEPT_FEED, SEARCH_FILES, SEARCH_SUGGESTIONS),
            *(*FEEDS.values(), *REPORT_FILES.values()),
        )
        for path in languages.values()
    }
    others = {getattr(route, "path", "") for route in routes()}
    assert {path for path in others - pages - feeds if not path.startswith(API)} == {
        "/",
        "/p/{paragraph}",
        "/c/{comment}",
        "/c/{comment}.jsonld",
        "/comments/{round}.{ending}",
        "/receipts/{token}.{ending}",
        "/editions/{edition}/{sides}.{ending}",
        "/exports/{export}",
        "/glossary/masterstrategie.{ending}",
        "/glossary/{concept}",
        "/oidc/callback",
        "/proof",
        "/healthz",
        "/readyz",
        "/robots.txt",
        "/sitemap.xml",
        "/static",
        "/nl",
        "/de",
        "/{path:path}/",
    }
    assert pages | feeds <= others


def test_a_static_file_is_kept_for_good_only_under_its_own_fingerprint(reading_site: Site) -> None:
    address_ = static_address("app.css")
    for path, kept in (
        (address_, "public, max-age=31536000, immutable"),
        ("/static/app.css", "no-cache"),
        ("/static/app.css?v=0123456789ab", "no-cache"),
        (f"{address_}&x=1", "no-cache"),
        ("/static/app.css?v=", "no-cache"),
    ):
        answer = reading_site.visitor.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, kept)
        assert answer.content == (files("server.web") / "static" / "app.css").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/",
        "/static/fonts",
        "/static/%00",
    ],
)
def test_no_static_address_leads_out_of_the_folder(reading_site: Site, path: str) -> None:
    assert ask(reading_site.app, path).status in (308, 404)
