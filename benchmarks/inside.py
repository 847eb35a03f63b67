"""The application in this very process: asked without a network, watched at the doors of its libraries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from sqlalchemy import Engine, event
from starlette.types import ASGIApp, Message

from server.assembly import Rooms, open_rooms
from server.settings import Settings

_HOST = b"127.0.0.1:8000"


@contextmanager
def rooms(data: Path) -> Iterator[Rooms]:
    """Database and index of a data folder."""
    opened = open_rooms(Settings(data=data))
    try:
        yield opened
    finally:
        opened.close()


async def ask(app: ASGIApp, path: str, query: str = "", cookie: str = "") -> bytes:
    """The body of a page, as a reader gets it who sends this cookie. Raises ValueError for any status but 200."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", _HOST), *([(b"cookie", cookie.encode())] if cookie else [])],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    await app(scope, receive, send)
    if sent[0]["status"] != 200:
        raise ValueError(f"{path}: {sent[0]['status']}")
    return b"".join(message.get("body", b"") for message in sent[1:])


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as the driver got it."""

    sql: str
    parameters: Any


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """All that a block asks any database, but for the beginnings of transactions."""
    seen: list[Statement] = []

    def listen(*details: Any) -> None:
        sql, parameters = details[2], details[3]
        if not sql.startswith("BEGIN"):
            seen.append(Statement(sql, parameters))

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


@contextmanager
def templates() -> Iterator[list[tuple[jinja2.Template, dict[str, Any]]]]:
    """All that a block renders: templates with their context."""
    seen: list[tuple[jinja2.Template, dict[str, Any]]] = []
    render = jinja2.Template.render

    def listen(template: jinja2.Template, *given: Any, **more: Any) -> str:
        seen.append((template, dict(*given, **more)))
        return render(template, *given, **more)

    setattr(jinja2.Template, "render", listen)  # noqa: B010 - mypy refuses the plain assignment
    try:
        yield seen
    finally:
        setattr(jinja2.Template, "render", render)  # noqa: B010
