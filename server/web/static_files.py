"""Style sheets, scripts and fonts from the package; an address with a fingerprint may be kept forever."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from server.web.rendering import static_address

# A year: "forever" for HTTP caches (RFC 9111, 5.2.2.1, and the immutable extension, RFC 8246).
_FOREVER = "public, max-age=31536000, immutable"


class StaticFilesKeptForever(StaticFiles):
    """Static files; with ?v=<the fingerprint of these bytes> in the address browsers need not ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        asked = f"/static/{path}?{scope['query_string'].decode('latin-1')}"
        # An old page or another release may ask for bytes that are not here any more.
        response.headers["cache-control"] = _FOREVER if asked == static_address(path) else "no-cache"
        return response
