"""Errors of the API as RFC 9457 has them: a type with an address, a title, a status, and what is wrong where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from server.formats.comment_shapes import as_json
from server.web import addresses
from server.web.sharing import READABLE_EVERYWHERE

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem; `name` is the last part of its address, `meaning` says what to do about it."""

    name: str
    status: int
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong in one place: `pointer` (RFC 6901) into the body, or the name of a parameter or header.

    `code` is for programs, `detail` for people.
    """

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None


class Problem(Exception):
    """The request cannot be answered as asked; `more` are members that only this type of problem has."""

    def __init__(
        self,
        kind: ProblemType,
        detail: str = "",
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(kind.name)
        self.kind, self.detail, self.errors = kind, detail, errors
        self.headers, self.more = headers or {}, more or {}


_TYPES: Final = (
    MALFORMED := ProblemType(
        "malformed", 400, "Request not understood", "The request breaks off, or breaks the rules of HTTP."
    ),
    KEY_MISSING := ProblemType(
        "key-missing",
        400,
        "No Idempotency-Key",
        "Send the header Idempotency-Key with 16 to 64 letters, digits, _ or -, drawn anew for each submission.",
    ),
    NOT_INVITED := ProblemType(
        "not-invited",
        403,
        "This round is not open to everybody",
        "Send the token of an invitation to this round as `invitation`.",
    ),
    NOT_FOUND := ProblemType("not-found", 404, "Not found", "It never was there, or it is not public."),
    NOT_ALLOWED := ProblemType(
        "method-not-allowed", 405, "Method not allowed", "The header Allow names the methods that are."
    ),
    KEY_REUSED := ProblemType(
        "key-reused",
        409,
        "The Idempotency-Key belongs to another request",
        "Something else arrived with this key, and is kept. Draw a new key for a new submission.",
    ),
    ROUND_NOT_OPEN := ProblemType(
        "round-not-open",
        409,
        "No round takes comments",
        "Nothing has been kept. `round` names the round to speak of, with its days, where there is one.",
    ),
    THREAD_CLOSED := ProblemType(
        "thread-closed", 409, "The discussion is closed", "The editors closed this thread with a summary."
    ),
    GONE := ProblemType(
        "gone",
        410,
        "No longer public",
        "The comment was declined or withdrawn; `tombstone` says what is left. Delete your copies.",
    ),
    TOO_LARGE := ProblemType("too-large", 413, "Too large", "A body may have 256 KiB."),
    NOT_JSON := ProblemType(
        "not-json", 415, "Not JSON", "Send the body as application/json in UTF-8, and say so in Content-Type."
    ),
    INVALID := ProblemType(
        "invalid",
        422,
        "The request holds something that cannot be taken",
        "`errors` says what is wrong, each with a pointer into the body or the name of a parameter.",
    ),
    TOO_MANY := ProblemType(
        "too-many", 429, "Too many requests", "Retry-After says in how many seconds to try again."
    ),
    UNEXPECTED := ProblemType(
        "unexpected", 500, "A fault of ours", "Nothing is known but that it was logged."
    ),
    UNAVAILABLE := ProblemType(
        "unavailable", 503, "Not available at present", "Try again after the seconds that Retry-After says."
    ),
    NO_ROOM := ProblemType(
        "no-room", 507, "No room left to store", "Reading goes on; try to write again later."
    ),
)
TYPES: Final[Mapping[str, ProblemType]] = {each.name: each for each in _TYPES}
# What the framework and the pages raise by their status.
_BY_STATUS: Final = {
    each.status: each
    for each in (
        MALFORMED,
        NOT_FOUND,
        NOT_ALLOWED,
        TOO_LARGE,
        INVALID,
        TOO_MANY,
        UNEXPECTED,
        UNAVAILABLE,
        NO_ROOM,
    )
}


def is_for_programs(request: Request) -> bool:
    """Whether a program asks, that reads no page: whatever lies below the API."""
    path: str = request.scope["path"]
    return path == addresses.API or path.startswith(f"{addresses.API}/")


def problem_response(request: Request, problem: Problem) -> Response:
    """The answer for a problem."""
    base_url: str = request.app.state.services.base_url
    kind = problem.kind
    body: dict[str, Any] = {
        "type": base_url + addresses.api_problem(kind.name),
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail or kind.meaning,
    }
    if problem.errors:
        body["errors"] = [_error(each) for each in problem.errors]
    headers = {**READABLE_EVERYWHERE, "cache-control": "no-store", **problem.headers}
    return Response(as_json({**body, **problem.more}), kind.status, headers, MEDIA_TYPE)


def problem_of_status(request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """The answer for an error of which only the status is known."""
    kind = _BY_STATUS.get(status, UNEXPECTED if status >= 500 else MALFORMED)
    return problem_response(request, Problem(kind, headers=headers))


def _error(error: FieldError) -> dict[str, str]:
    places = {"pointer": error.pointer, "parameter": error.parameter, "header": error.header}
    named = {name: place for name, place in places.items() if place is not None}
    return {"code": error.code, "detail": error.detail, **named}
