"""Whatever programs send to the API, they get an answer or a problem, and never a fault of ours."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from server.web.addresses import API
from server.web.api.routes import OPERATIONS
from tests.saying import shown
from tests.web.api import body, contact, post, remark
from tests.web.conftest import BASE_URL, Site
from tests.worlds import comment

FUZZ = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
KNOWN = ("2021", "autumn", "p-aaaa1", "c-00000001", "digitalisation", "invalid")
NAMES = ("limit", "cursor", "language", "kind", "group", "section", "thread", "q", "offset")

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
parts = st.sampled_from(KNOWN) | texts.filter(lambda part: part not in (".", ".."))
values = st.sampled_from(("nl", "1", "0", "-1", "question", "citizen", *KNOWN)) | texts
queries = st.dictionaries(st.sampled_from(NAMES) | texts, values, max_size=4)
reads = st.sampled_from([each.path for each in OPERATIONS if each.method == "GET"])

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from([*KNOWN, "autumn/missing", "autumn/", "/", "1-opening"]) | texts
targets = st.fixed_dictionaries(
    {"kind": st.sampled_from(["paragraph", "section", "document", "concept", "question"])},
    optional={"key": keys},
)
quotes = st.none() | st.fixed_dictionaries({"exact": texts}, optional={"prefix": texts, "suffix": texts})
comments = st.builds(
    remark,
    target=targets,
    language=st.sampled_from(["nl", "de"]),
    text=texts,
    kind=st.sampled_from(["remark", "question", "suggestion"]),
    suggested_wording=texts,
    quote=quotes,
    reply_to=st.none() | parts,
)
contacts = st.builds(
    contact,
    name=texts,
    organisation=texts,
    email=texts | st.just("anna@example.org"),
    releaser=texts,
    publication=st.sampled_from(["named", "anonymous", "not"]),
)
submissions = st.builds(
    lambda listed, **more: body(*listed, **more),
    st.lists(comments, min_size=1, max_size=3),
    contact=contacts,
    edition=st.none() | parts,
    invitation=texts,
    proof=texts,
)


@pytest.fixture
def lively(site: Site) -> Site:
    """A site on which something has been said."""
    shown(site.database, comment(1))
    return site


def from_elsewhere(site: Site, place: int) -> Site:
    """The same site for another client, so that no limit hides what comes after it."""
    client = (f"192.0.2.{place}", 50_000)
    visitor = TestClient(site.app, base_url=BASE_URL, raise_server_exceptions=False, client=client)
    return replace(site, visitor=visitor)


@FUZZ
@given(path=reads, filling=st.lists(parts, min_size=2, max_size=2), query=queries)
def test_reading(lively: Site, path: str, filling: list[str], query: dict[str, str]) -> None:
    for part in filling:
        start, brace, rest = path.partition("{")
        if brace:
            path = start + quote(part, safe="") + rest.partition("}")[2]
    answer = lively.visitor.get(API + path, params=query)
    assert answer.status_code in (200, 304, 308, 404, 422)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


@FUZZ
@given(sent=anything)
def test_sending_any_json(lively: Site, sent: Any) -> None:
    assert post(lively, json.dumps(sent).encode()).status_code == 422


@FUZZ
@given(sent=st.binary(max_size=200))
def test_sending_any_bytes(lively: Site, sent: bytes) -> None:
    assert post(lively, sent).status_code == 422


@FUZZ
@given(sent=submissions, key=st.integers(0, 20), place=st.integers(0, 255))
def test_sending_what_nearly_fits(lively: Site, sent: Any, key: int, place: int) -> None:
    answer = post(from_elsewhere(lively, place), json.dumps(sent).encode(), key=f"a-key-of-a-form-{key}")
    assert answer.status_code in (200, 201, 409, 422, 429)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"


@FUZZ
@given(place=st.integers(0, 400), octet=st.integers(0, 255))
def test_sending_with_one_wrong_octet(lively: Site, place: int, octet: int) -> None:
    sent = bytearray(json.dumps(body(remark(quote={"exact": "schnell"}))).encode())
    sent[place % len(sent)] = octet
    assert post(lively, bytes(sent)).status_code in (200, 201, 409, 422, 429)
