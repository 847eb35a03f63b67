"""Reads tests/spec/permissions.md: who gets which answer at which address."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, quote

from starlette.responses import Response
from starlette.routing import Match, Mount, Route

from server.web import addresses
from server.web.app import routes
from tests.text.spec_tables import chapters
from tests.web.permission_world import PEOPLE, World
from tests.worlds import DE, NL, OPENING

_OBJECT = re.compile(r"\{([^}]+)\}")
SIGN_IN = {"nl": "/nl/aanmelden?next=", "de": "/de/anmelden?next="}


@dataclass(frozen=True, slots=True)
class Row:
    """One address and what is sent there; `expected` says by person which answer comes."""

    method: str
    path: str
    sends: str
    expected: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.path}{' ' + self.sends if self.sends else ''}"

    @property
    def objects(self) -> list[str]:
        """The names of the objects in its address."""
        return _OBJECT.findall(self.path)


def rows() -> list[Row]:
    """Every row of every table, in order."""
    return [
        Row(row["method"], row["address"], row["sends"].strip("`"), {who: row[who] for who in PEOPLE})
        for chapter in chapters("permissions")
        for row in chapter.rows
    ]


def route_of(path: str) -> Route | Mount:
    """The first route that knows a path."""
    for route, match in _matches(path, "GET"):
        if match is not Match.NONE:
            return route
    raise AssertionError(f"nothing answers at {path}")


def is_taken(path: str, method: str) -> bool:
    """Whether any route takes this method at a path."""
    return any(match is Match.FULL for _, match in _matches(path, method))


def _matches(path: str, method: str) -> Iterator[tuple[Route | Mount, Match]]:
    plain = _OBJECT.sub("x", path).partition("?")[0]
    scope = {"type": "http", "path": plain, "method": method, "root_path": ""}
    for route in routes():
        assert isinstance(route, Route | Mount)
        # Static files say for themselves that they are only read.
        match = Match.PARTIAL if isinstance(route, Mount) and method != "GET" else None
        yield route, min(route.matches(scope)[0], match or Match.FULL, key=lambda each: each.value)


def in_both(row: Row) -> Iterator[tuple[str, Row]]:
    """The row, and the one of the same page in German; rows without a language are for both."""
    yield "nl", row
    route = route_of(row.path)
    german = _german().get(route.path)
    if german is None:
        return
    values = re.fullmatch(_capturing(route.path), row.path.partition("?")[0])
    assert values is not None, row.path
    slug = {OPENING.slug(NL): OPENING.slug(DE)}
    # A key of a section may look like its slug, and is the same in both languages.
    parts = {
        name: slug.get(value, value) if name == "slug" else value
        for name, value in values.groupdict().items()
    }
    path = re.sub(r"\{(\w+)\}", lambda part: parts[part[1]], german)
    query = row.path.partition("?")[2]
    yield "de", Row(row.method, f"{path}?{query}" if query else path, row.sends, row.expected)


@cache
def _german() -> dict[str, str]:
    pairs = [*addresses.PATTERNS.values(), *addresses.FEEDS.values(), addresses.CONCEPT_FEED]
    pairs += [*addresses.REPORT_FILES.values(), addresses.SEARCH_FILES, addresses.SEARCH_SUGGESTIONS]
    return {pair["nl"]: pair["de"] for pair in pairs}


def _capturing(pattern: str) -> str:
    parts = re.split(r"\{(\w+)\}", pattern)
    return "".join(
        f"(?P<{part}>[^/]+)" if number % 2 else re.escape(part) for number, part in enumerate(parts)
    )


def ask(world: World, row: Row, who: str, unknown: bool = False) -> Response:
    """What somebody is answered; `unknown` asks for an object that is not there in the place of each one."""

    def filled(text: str) -> str:
        return _OBJECT.sub(lambda found: quote(_name(world, found[1], who, unknown), safe=""), text)

    path = filled(row.path)
    browser = world.browsers[who]
    kept = list(browser.cookies.jar)
    sent = dict(parse_qsl(filled(row.sends), keep_blank_values=True)) if row.sends else None
    answer = browser.request(row.method, path, data=sent)
    # An answer may have changed what the browser keeps: the next one asks as if it had not been.
    browser.cookies.clear()
    for cookie in kept:
        browser.cookies.jar.set_cookie(cookie)
    return answer


def _name(world: World, name: str, who: str, unknown: bool) -> str:
    real = world.objects[name](who)
    if not unknown:
        return real
    return "999999" if real.isdigit() else "c-zzzzzzzz" if real.startswith("c-") else "no-such-thing"


def answered(answer: Response, language: str) -> str:
    """An answer as the table writes it."""
    if answer.status_code == 303 and answer.headers["location"].startswith(SIGN_IN[language]):
        return "sign in"
    return str(answer.status_code)
