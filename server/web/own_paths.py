"""Where a browser is sent after signing in: to a page of ours or nowhere."""

import re
from typing import Final
from urllib.parse import quote

from starlette.requests import Request

# Longer than any address that our pages link to.
_MAX_PATH: Final = 500
# A page begins with its language, so that no host can follow ("//evil.example", "/\evil.example"). After
# that only what we write into addresses ourselves: no backslash, no control character, no line break.
_OWN: Final = re.compile(r"/(?:nl|de)/[A-Za-z0-9\-._~%!$&'()*+,;=:@/?]*")


def own_path(typed: str) -> str:
    """The path if it is an address of a page of ours, "" for all else (OWASP ASVS 5.0, V3.7.2)."""
    if len(typed) > _MAX_PATH or not _OWN.fullmatch(typed):
        return ""
    path = typed.partition("?")[0]
    return "" if ".." in path or "//" in path else typed


def path_of(request: Request) -> str:
    """The path and query of a request as own_path takes them; "" where it would not."""
    path = quote(request.scope["path"], safe="/")
    query = request.scope["query_string"].decode("latin-1")
    return own_path(f"{path}?{query}" if query else path)
