"""More than a thousand hostile strings, in every field that a stranger fills, through every output of the service."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree import ElementTree

from starlette.testclient import TestClient

from server.domain.comments import Comment, CommentKind, Quote
from server.domain.moderation import ModerationState
from server.domain.submissions import MAX_NAME
from server.domain.targets import Target, TargetKind
from server.domain.typed import clean_line, clean_text
from server.store import comments
from server.store.database import Database
from server.usecases.index_record import rebuild_index
from tests.hostile import payloads
from tests.text.allowed_html import CommentHtml, NotAllowed
from tests.web.conftest import OpenSite, Site
from tests.web.every_route import every_address
from tests.web.html import elements
from tests.worlds import OPENING, comment

HOSTILE = payloads()
# As long and as many, so that the two sites have the same pages.
HARMLESS = ["Het handwerk ontbreekt hier: alert, script."] * len(HOSTILE)
TARGETS = [
    Target(TargetKind.PARAGRAPH, OPENING.paragraphs[0].id),
    Target(TargetKind.SECTION, OPENING.key),
    Target(TargetKind.DOCUMENT),
    Target(TargetKind.CONCEPT, "digitalisation"),
    Target(TargetKind.QUESTION, "autumn/missing"),
]
STATES = [ModerationState.SHOWN, ModerationState.SHOWN, ModerationState.HELD, ModerationState.DECLINED]
ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 6721: what says that an entry is gone.
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"


def said(number: int, typed: str) -> Comment:
    """A comment with a string in every field that its writer fills."""
    target = TARGETS[number % len(TARGETS)]
    suggests = target.kind is TargetKind.PARAGRAPH and number % 2 == 0
    name = clean_line(typed)[:MAX_NAME]
    return replace(
        comment(number, clean_text(typed) or "."),
        target=target,
        state=STATES[number % len(STATES)],
        section=OPENING.key if target.kind in (TargetKind.PARAGRAPH, TargetKind.SECTION) else "",
        name=name,
        organisation=name,
        quote=Quote(clean_text(typed)[:1000], "voor", "na"),
        kind=CommentKind.SUGGESTION if suggests else CommentKind.REMARK,
        suggested_wording=clean_text(typed) if suggests else "",
    )


def filled_site(open_site: OpenSite, sqlite: Database, strings: Sequence[str]) -> Site:
    """A site on which somebody has said each of these."""
    site = open_site(sqlite)
    with site.database.write() as connection:
        for number, typed in enumerate(strings):
            comments.add_comment(connection, said(number, typed))
    rebuild_index(site.database, site.search)
    return site


def outputs(site: Site) -> Iterator[tuple[str, str, str]]:
    """Address, media type and content of all that a visitor and an editor can read."""
    searches = [f"/{each}?q={word}" for each in ("nl/zoeken", "de/suche") for word in ("alert", "script")]
    for visitor in (site.visitor, site.moderator()):
        for path in [*(asked.path for asked in every_address("GET", comment="c-00000001")), *searches]:
            yield from pages(visitor, path)


def pages(visitor: TestClient, path: str) -> Iterator[tuple[str, str, str]]:
    """The pages of one address, as far as each says that there is a next one."""
    for number in range(1, 100):
        paged = path if number == 1 else f"{path}{'&' if '?' in path else '?'}page={number}"
        answer = visitor.get(paged)
        assert answer.status_code < 500, paged
        if answer.status_code == 200:
            kind, content = (
                answer.headers["content-type"].partition(";")[0],
                answer.content.decode(errors="replace"),
            )
            yield paged, kind, content
        if answer.status_code != 200 or f"page={number + 1}" not in content:
            return


def shapes(page: str) -> set[tuple[str, frozenset[str]]]:
    """Every element of a page by its tag and the names of its attributes."""
    return {(each.tag, frozenset(each.attributes)) for each in elements(page)}


MARKDOWN_SHAPES = {(tag, frozenset[str]()) for tag in CommentHtml.allowed} | {
    ("a", frozenset({"href", "rel"})),
    ("ol", frozenset({"start"})),
    ("span", frozenset({"class", "title"})),
    ("span", frozenset({"class"})),
    ("ins", frozenset[str]()),
    ("del", frozenset[str]()),
    ("mark", frozenset[str]()),
}


def test_no_hostile_string_becomes_markup_anywhere(open_site: OpenSite, sqlite: Database) -> None:
    site = filled_site(open_site, sqlite, HARMLESS)
    known = MARKDOWN_SHAPES.union(*(shapes(page) for _, kind, page in outputs(site) if kind == "text/html"))
    say_instead(site, HOSTILE)
    seen = Counter[str]()
    for path, kind, content in outputs(site):
        seen[kind] += 1
        CHECKS.get(kind, no_check)(path, content)
        if kind == "text/html":
            assert shapes(content) - known == set(), path
    assert {"text/html", "application/atom+xml", "application/json", "text/csv"} <= seen.keys()
    assert seen["text/html"] > 150


def say_instead(site: Site, strings: Sequence[str]) -> None:
    """Put these in the place of what was said."""
    with site.database.write() as connection:
        for number, typed in enumerate(strings):
            comments.change_comment(
                connection, f"c-{number:08}", **comments.comment_values(said(number, typed))
            )
    rebuild_index(site.database, site.search)


def check_html(path: str, content: str) -> None:
    for each in elements(content):
        assert not [
            name for name in each.attributes if name.startswith("on") or name in ("style", "srcdoc")
        ], path
        assert each.tag not in ("iframe", "object", "embed", "base", "math", "marquee", "audio", "video"), (
            path
        )
        address = each.attributes.get("href", each.attributes.get("src", each.attributes.get("action", "/")))
        assert address.startswith(("/", "#", "?", "http://", "https://", "mailto:")), (path, address)
        assert not address.startswith(("//", "/\\")), (path, address)
        if each.tag in ("script", "img", "link"):
            assert address.startswith(("/", "http://127.0.0.1:8000/")), (path, address)


def check_atom(path: str, content: str) -> None:
    for each in ElementTree.fromstring(content).iter():
        assert each.tag.startswith((ATOM, TOMBSTONES)), path
        if each.get("type") in ("html", "xhtml"):
            check_html(path, each.text or "")
        if each.tag == f"{ATOM}link":
            assert (each.get("href") or "").startswith(("http://127.0.0.1:8000/", "https://")), path


def check_csv(path: str, content: str) -> None:
    for row in csv.reader(io.StringIO(content.removeprefix("\ufeff"))):
        for cell in row:
            assert not cell.lstrip(" \"'").startswith(("=", "+", "-", "@", "\t", "\r")) or cell.startswith(
                "'"
            ), (
                path,
                cell,
            )


def check_json(path: str, content: str) -> None:
    assert json.loads(content), path


def no_check(_path: str, _content: str) -> None:
    """Other kinds (workbooks, PDF, linked data) have tests of their own."""


CHECKS = {
    "text/html": check_html,
    "application/atom+xml": check_atom,
    "text/csv": check_csv,
    "application/json": check_json,
}


def test_there_are_enough_and_the_checks_would_notice() -> None:
    assert len(HOSTILE) > 1000
    noticed = 0
    for typed in HOSTILE:
        try:
            check_html("", typed)
            CommentHtml(typed)
        except (AssertionError, NotAllowed):
            noticed += 1
    assert noticed > len(HOSTILE) / 2
