"""Every address of the service, made from the table of routes: a new route is part of the tests at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.routing import Mount, Route

from server.web.app import routes

_PART = re.compile(r"\{(\w+)(?::\w+)?\}")
# What the small world has; every other part of an address gets a name that nothing has.
_PARTS = {
    "edition": "2021",
    "paragraph": "p-aaaa1",
    "concept": "digitalisation",
    "slug": "1-opening",
    "section": "1-opening",
    "round": "autumn",
    "question": "missing",
    "number": "1",
}
ENDINGS = ("csv", "xlsx", "json", "jsonld", "pdf", "tbx", "ttl", "tsv")


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that can be asked for, and how."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def every_address(*methods: str, **parts: str) -> list[Asked]:
    """Every address that takes one of these methods, with its parts filled in; `parts` say with what."""
    found = [
        Asked(method, path)
        for route in routes()
        if isinstance(route, Route)
        for method in sorted(route.methods or ())
        if method in methods
        for path in _filled(route.path, {**_PARTS, **parts})
    ]
    # Static files are the only thing mounted, and are only read.
    assert [route.path for route in routes() if isinstance(route, Mount)] == ["/static"]
    return found


def _filled(path: str, parts: Mapping[str, str]) -> list[str]:
    endings = ENDINGS if "{ending}" in path else ("",)
    return [
        _PART.sub(lambda part, end=ending: {**parts, "ending": end}.get(part[1], "no-such-thing"), path)
        for ending in endings
    ]
