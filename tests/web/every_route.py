"""Every address of the service, made from the table of routes: a new route is part of the tests at once."""

import re
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
    "round": "autumn",
    "question": "missing",
    "ending": "json",
    "number": "1",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that can be asked for, and how."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def every_address(*methods: str) -> list[Asked]:
    """Every address that takes one of these methods, with its parts filled in."""
    found = [
        Asked(method, _filled(route.path))
        for route in routes()
        if isinstance(route, Route)
        for method in sorted(route.methods or ())
        if method in methods
    ]
    # Static files are the only thing mounted, and are only read.
    assert [route.path for route in routes() if isinstance(route, Mount)] == ["/static"]
    return found


def _filled(path: str) -> str:
    return _PART.sub(lambda part: _PARTS.get(part[1], "no-such-thing"), path)
