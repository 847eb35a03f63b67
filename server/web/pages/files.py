"""Answers that are files for other programs: with a fingerprint, so that nothing is sent twice."""

from collections.abc import Mapping
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response


def file_response(
    request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None
) -> Response:
    """The file, or 304 for who has these very bytes (RFC 9110, 13.1.2)."""
    etag = f'"{sha256(body).hexdigest()[:24]}"'
    known = request.headers.get("if-none-match", "")
    shared = {"etag": etag, "cache-control": "no-cache", **(headers or {})}
    if known.strip() == "*" or etag in known:
        return Response(status_code=304, headers=shared)
    return Response(body, media_type=media_type, headers=shared)
