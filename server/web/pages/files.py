"""Answers that are files for other programs: with a fingerprint, so that nothing is sent twice."""

from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response


def file_response(
    request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The file, or 304 for who has these very bytes (RFC 9110, 13.1.2)."""
    etag = f'"{fingerprint(body)}"'
    shared = {"etag": etag, "cache-control": "no-cache", **(headers or {})}
    if is_known(etag, request):
        return Response(status_code=304, headers=shared)
    return Response(body, media_type=media_type, headers=shared)


def fingerprint(body: bytes) -> str:
    """What tells these bytes from all others: 96 bits of their SHA-256."""
    return sha256(body).hexdigest()[:24]


def is_known(etag: str, request: Request) -> bool:
    """Whether whoever asks has what goes by this tag; weak tags compare as strong ones (RFC 9110, 8.8.3.2)."""
    known = request.headers.get("if-none-match", "")
    return known.strip() == "*" or etag.removeprefix("W/") in known
