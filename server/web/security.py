"""What every request must satisfy and every response carries; plain ASGI, a microsecond each."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A comment has at most 10,000 characters: four bytes each, percent-encoded three-fold, and the other fields.
MAX_BODY: Final = 256 * 1024

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


class HostCheck:
    """Refuses requests without a Host, with two, or for another host; the server lets those through.

    RFC 9112, 3.2: a server must answer 400 to a request without exactly one Host header.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.encode() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400."""
        if scope["type"] == "http":
            given = [value for name, value in scope["headers"] if name == b"host"]
            if len(given) != 1 or given[0].lower() not in self._hosts:
                await PlainTextResponse("Bad host", status_code=400)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def allowed_hosts(base_url: str) -> list[str]:
    """The Host values of the public address and of the machine itself (health checks) on the same port."""
    parts = urlsplit(base_url)
    port = f":{parts.port}" if parts.port else ""
    return [parts.netloc.lower(), f"127.0.0.1{port}", f"localhost{port}"]


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
