"""What every public service says of itself: privacy, accessibility, who is behind it."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.text.languages import Language
from server.usecases.read_retention import read_retention
from server.web import addresses
from server.web.pages.page import Visit, show

PAGES = ("privacy", "accessibility", "imprint")


async def about(request: Request, language: Language, *, page: str) -> Response:
    """Show one of the pages."""
    return await show(request, language, partial(_about, page=page))


def _about(visiting: Visit, page: str) -> str:
    retention = read_retention(visiting.services.database) if page == "privacy" else []
    return visiting.html("about.html", "", addresses.in_both(page), page=page, retention=retention)
