"""One thing that the API does: its route, and what its description says of it come from the same table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.formats.comment_shapes import as_json
from server.web import addresses
from server.web.api.asking import Asked, asked_of
from server.web.pages.files import file_response
from server.web.problems import INVALID, Problem, ProblemType, problem_response
from server.web.sharing import READABLE_EVERYWHERE

MEDIA_TYPE: Final = "application/json"

Act = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Operation:
    """Something to read or to send; `path` stands below addresses.API, `answer` and `body` are shapes.

    `answers` says what each status means, `headers` which header fields a request has to have.
    """

    name: str
    path: str
    summary: str
    answer: Any
    act: Act
    method: str = "GET"
    query: type[msgspec.Struct] | None = None
    body: type[msgspec.Struct] | None = None
    headers: tuple[str, ...] = ()
    answers: tuple[tuple[int, str], ...] = ((200, "What was asked for."),)
    problems: tuple[ProblemType, ...] = (INVALID,)

    def route(self) -> Route:
        """The route of this operation."""
        return Route(
            addresses.API + self.path, _endpoint(self.act), methods=[self.method], name=f"api-{self.name}"
        )


def reading(
    name: str,
    path: str,
    summary: str,
    answer: Any,
    read: Callable[[Asked], Any],
    *,
    query: type[msgspec.Struct] | None = None,
    problems: tuple[ProblemType, ...] = (),
) -> Operation:
    """An operation that only reads: `read` makes the shape in the database thread."""

    async def act(request: Request) -> Response:
        asked = asked_of(request, query)
        shape = await asked.services.run(read, asked)
        return file_response(request, as_json(shape), MEDIA_TYPE, READABLE_EVERYWHERE)

    return Operation(name, path, summary, answer, act, query=query, problems=(*problems, INVALID))


def _endpoint(act: Act) -> Act:
    """The same, which answers with the problem where one is raised."""

    async def endpoint(request: Request) -> Response:
        try:
            return await act(request)
        except Problem as problem:
            return problem_response(request, problem)

    return endpoint
