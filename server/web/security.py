"""What every request must satisfy and every response carries; plain ASGI, a microsecond each."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A comment has at most 10,000 characters: four bytes each, percent-encoded three-fold, and the other fields.
MAX_BODY: Final = 256 * 1024

# The largest form at 20 kB a second, slower than any phone in the border region.
BODY_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class BodyRoom:
    """What one address takes beyond the ordinary: a body of so many bytes, arriving within so many seconds."""

    size: int
    seconds: float


# By the path of the request. Such an address must know who asks before it reads the body.
BodyRooms = Mapping[str, BodyRoom]
_NO_ROOMS: Final[BodyRooms] = {}

SECURITY_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_ENCODED_HEADERS: Final = [(k.encode(), v.encode()) for k, v in SECURITY_HEADERS.items()]
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_THIS_MACHINE: Final = frozenset({b"127.0.0.1", b"localhost"})


class HostCheck:
    """Refuses requests without a Host, with two, or for another host; the server lets those through.

    Allowed are the public address and, for health checks, this machine itself on any port.
    RFC 9112, 3.2: a server must answer 400 to a request without exactly one Host header.
    """

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        self._host = urlsplit(base_url).netloc.lower().encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400."""
        if scope["type"] == "http":
            given = [value.lower() for name, value in scope["headers"] if name == b"host"]
            if len(given) != 1 or not self._is_ours(given[0]):
                refusal = PlainTextResponse(
                    "Bad host", 400, {**SECURITY_HEADERS, "cache-control": "no-store"}
                )
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _is_ours(self, host: bytes) -> bool:
        return host == self._host or host.partition(b":")[0] in _THIS_MACHINE


class BodyLimit:
    """Answers 413 to a request whose body is larger than MAX_BODY bytes, said or found while reading.

    Where `rooms` name another size, that one counts. The error comes out where a page reads the body, so
    that the reader gets the page for it.
    """

    def __init__(self, app: ASGIApp, rooms: BodyRooms = _NO_ROOMS) -> None:
        self._app = app
        self._rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a bounded body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced, read = _content_length(scope), 0
        room = self._rooms.get(scope["path"])
        most = room.size if room else MAX_BODY

        async def bounded() -> Message:
            nonlocal read
            if announced > most:
                raise HTTPException(413)
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413)
            return message

        await self._app(scope, bounded, send)


def _content_length(scope: Scope) -> int:
    try:
        return int(Headers(scope=scope).get("content-length", ""))
    except ValueError:
        # In chunks, so that nobody knows yet.
        return 0


class BodyDeadline:
    """Ends a request whose body does not arrive in time; the server itself only limits the headers.

    Who sends half a body and waits would hold a connection for as long as they like.
    """

    def __init__(self, app: ASGIApp, seconds: float = BODY_SECONDS, rooms: BodyRooms = _NO_ROOMS) -> None:
        self._app = app
        self._seconds = seconds
        self._rooms = rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; after the deadline the application finds that the client has gone."""
        if scope["type"] != "http" or scope["method"] in _SAFE_METHODS:
            await self._app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        room = self._rooms.get(scope["path"])
        ends, whole = loop.time() + (room.seconds if room else self._seconds), False

        async def receive_in_time() -> Message:
            nonlocal whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(ends):
                    message = await receive()
            except TimeoutError:
                return {"type": "http.disconnect"}
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        await self._app(scope, receive_in_time, send)


class SecurityHeaders:
    """Adds the headers above to every response that does not carry them already, as kept pages do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=list(message.get("headers", [])))
                if "content-security-policy" not in headers:
                    headers.raw.extend(_ENCODED_HEADERS)
                headers.setdefault("cache-control", "no-store")
                message["headers"] = headers.raw
            await send(message)

        await self._app(scope, receive, complete)


class OwnFormsOnly:
    """Refuses unsafe requests that another site started (cross-site request forgery).

    Browsers say where a request comes from: Sec-Fetch-Site, or Origin in older ones. No token is needed,
    so that forms can be kept ready (OWASP CSRF Prevention Cheat Sheet, "Fetch Metadata").
    """

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        self._origin = base_url.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS and not self._is_own(scope):
            await PlainTextResponse("Cross-site request refused", status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        headers = dict(scope["headers"])
        site = headers.get(b"sec-fetch-site")
        if site is not None:
            return site in (b"same-origin", b"none")
        origin = headers.get(b"origin")
        if origin is None:
            return (
                True  # not a browser, or one from before 2020: there is no ambient sign-in to abuse elsewhere
            )
        host = headers.get(b"host", b"").decode("latin-1").lower()
        return origin.decode("latin-1").lower() in (self._origin, f"http://{host}", f"https://{host}")
