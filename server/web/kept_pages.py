"""Anonymous pages kept ready as bytes: served without routing, database or template, and never stale.

A page is kept under its address with the stamp of the section it shows. Every write anywhere moves the
change marker; a page is served only while the marker stands still or the section's stamp is unchanged.
"""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TypeVar

import brotli
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from server.store.database import StoreFull, StoreUnavailable
from server.web.security import SECURITY_HEADERS
from server.web.sessions import SESSION_COOKIE
from server.web.weights import weights

# About 100 kB a page with its compressed forms: at most 100 MB in one process.
MAX_KEPT = 1_000
# Brotli 5 costs 0.8 ms for 75 kB; 11 saves a further 10 % of the bytes for 65 ms (measured).
_BROTLI_QUALITY = 5
_COOKIE_NAME = SESSION_COOKIE.encode()


@dataclass(slots=True)
class KeptPage:
    """A rendered page: its body in each encoding is made once, when first asked for."""

    body: bytes
    language: str
    stamp: str
    edition: str
    section: str
    etag: str = field(init=False)
    _answers: dict[str, tuple[list[tuple[bytes, bytes]], bytes]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.etag = hashlib.sha256(self.body).hexdigest()[:24]

    def answer(self, encoding: str) -> tuple[list[tuple[bytes, bytes]], bytes]:
        """Headers and body for 'br', 'gzip' or '' (as it is)."""
        if encoding not in self._answers:
            self._answers[encoding] = self._encode(encoding)
        return self._answers[encoding]

    def _encode(self, encoding: str) -> tuple[list[tuple[bytes, bytes]], bytes]:
        encoders: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}
        body = encoders[encoding](self.body) if encoding else self.body
        headers = {
            "content-type": "text/html; charset=utf-8",
            "content-length": str(len(body)),
            # A strong tag names bytes, so each encoding has its own (RFC 9110, 8.8.3.3).
            "etag": f'"{self.etag}{encoding}"',
            "content-language": self.language,
            "cache-control": "no-cache",
            "vary": "Accept-Encoding",
            **SECURITY_HEADERS,
        }
        if encoding:
            headers["content-encoding"] = encoding
        return [(name.encode(), value.encode()) for name, value in headers.items()], body


Marker = Callable[[], int]
Stamp = Callable[[str, str], str]
Answer = TypeVar("Answer")


class KeptPages:
    """The pages of this process, and the ASGI layer that serves them before anything else runs."""

    def __init__(self, marker: Marker, stamp: Stamp, thread: Executor, *, marker_is_instant: bool) -> None:
        self._marker = marker
        self._stamp = stamp
        self._thread = thread
        self._marker_is_instant = marker_is_instant
        self._pages: OrderedDict[str, tuple[int, KeptPage]] = OrderedDict()

    def keep(self, path: str, page: KeptPage, marker: int) -> None:
        """Keep a page made from data read after the marker was `marker`; the oldest goes when full."""
        self._pages[path] = (marker, page)
        self._pages.move_to_end(path)
        if len(self._pages) > MAX_KEPT:
            self._pages.popitem(last=False)

    async def present_marker(self) -> int:
        """The change marker now; to be asked before the data of a page is read."""
        # Microseconds on SQLite; a round trip on PostgreSQL, where a page is still cheaper kept than made.
        return self._marker() if self._marker_is_instant else await self._in_thread(self._marker)

    @staticmethod
    def response(page: KeptPage, request: Request) -> Response:
        """The answer to the request for which a page has just been made."""
        conditions = _conditions(request.scope["headers"])
        return _Ready(page, conditions, request.method == "HEAD")

    async def fresh(self, path: str) -> KeptPage | None:
        """The kept page of an address if it still says what the database says, as far as can be known."""
        kept = self._pages.get(path)
        if kept is None:
            return None
        seen, page = kept
        try:
            marker = await self.present_marker()
            if marker == seen:
                return page
            stamp = await self._in_thread(partial(self._stamp, page.edition, page.section))
        except (StoreFull, StoreUnavailable):
            # The app behind meets the same and tells the reader.
            return None
        if stamp == page.stamp:
            self._pages[path] = (marker, page)
            return page
        self._pages.pop(path, None)
        return None

    async def _in_thread(self, ask: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, ask)

    def in_front_of(self, app: ASGIApp) -> ASGIApp:
        """An app that answers from the kept pages and passes everything else on."""

        async def serve(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and not scope["query_string"]:
                conditions = _conditions(scope["headers"])
                page = None if conditions.signed_in else await self.fresh(scope["path"])
                if page is not None:
                    await _send(page, conditions, scope["method"] == "HEAD", send)
                    return
            await app(scope, receive, send)

        return serve


@dataclass(slots=True)
class _Conditions:
    encoding: str = ""
    if_none_match: bytes = b""
    signed_in: bool = False


def _conditions(headers: list[tuple[bytes, bytes]]) -> _Conditions:
    found = _Conditions()
    for name, value in headers:
        if name == b"accept-encoding":
            found.encoding = _best_encoding(value)
        elif name == b"if-none-match":
            found.if_none_match = value
        elif name == b"cookie" and _COOKIE_NAME in value:
            found.signed_in = True
    return found


# Browsers send a handful of values; a request costs a look-up.
@lru_cache(maxsize=64)
def _best_encoding(accepted: bytes) -> str:
    """The smallest encoding a browser takes (RFC 9110, 12.5.3); a weight of zero means "not this one"."""
    asked = weights(accepted.decode("latin-1"))
    other = asked.get("*", 0.0)
    return next((encoding for encoding in ("br", "gzip") if asked.get(encoding, other) > 0), "")


def _is_known(etag: str, if_none_match: bytes) -> bool:
    """Whether the browser holds these very bytes (RFC 9110, 13.1.2)."""
    return if_none_match.strip() == b"*" or f'"{etag}"'.encode() in if_none_match


async def _send(page: KeptPage, conditions: _Conditions, head_only: bool, send: Send) -> None:
    headers, body = page.answer(conditions.encoding)
    if conditions.if_none_match and _is_known(page.etag + conditions.encoding, conditions.if_none_match):
        kept = [
            pair
            for pair in headers
            if pair[0] not in (b"content-length", b"content-type", b"content-encoding")
        ]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head_only else body})


class _Ready(Response):
    """A kept page as a response of the framework."""

    def __init__(self, page: KeptPage, conditions: _Conditions, head_only: bool) -> None:
        super().__init__()
        self._page, self._conditions, self._head_only = page, conditions, head_only

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await _send(self._page, self._conditions, self._head_only, send)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=_BROTLI_QUALITY))
