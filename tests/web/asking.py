"""Requests as they come in over the wire, for what a well-behaved client would never send."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Message

HOST = b"127.0.0.1:8000"
Fields = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it goes out."""

    status: int
    fields: Fields
    body: bytes

    def field(self, name: str) -> str:
        """The one header field with this name."""
        [value] = [value for key, value in self.fields if key == name.encode()]
        return value.decode("latin-1")


def ask(
    app: ASGIApp,
    target: str,
    fields: Fields = ((b"host", HOST),),
    *,
    method: str = "GET",
    chunks: Sequence[bytes] = (b"",),
) -> Answer:
    """What the application answers; the body comes in chunks and nobody says how long it is."""
    return asyncio.run(asked(app, target, fields, method=method, chunks=chunks))


async def asked(
    app: ASGIApp,
    target: str,
    fields: Fields = ((b"host", HOST),),
    *,
    method: str = "GET",
    chunks: Sequence[bytes] = (b"",),
) -> Answer:
    """The same within an event loop, so that many can ask at once; no chunks: the browser hangs up."""
    path, _, query = target.partition("?")
    raw = unquote_to_bytes(path)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": raw.decode(errors="replace"),
        "raw_path": path.encode(),
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": list(fields),
        "client": ("192.0.2.7", 50_000),
        "server": ("127.0.0.1", 8000),
    }
    waiting = list(chunks)
    sent: list[Message] = []

    async def receive() -> Message:
        if not waiting:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return Answer(sent[0]["status"], sent[0]["headers"], body)
