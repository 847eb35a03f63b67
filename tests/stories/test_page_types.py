"""The list of page types is whole: what holds on all of them holds on every page there is."""

from starlette.routing import Match, Route

from server.domain.public_record import PublicRecord
from server.text.languages import LANGUAGES
from server.web.app import routes
from tests.stories.page_types import PAGE_TYPES, places_in
from tests.worlds import SIGNER

# Addresses that show no page of their own: a browser that asks for them is sent on to another one.
LEAD_ELSEWHERE = {f"{name}-{each}" for name in ("sign_in_password", "sign_in_oidc") for each in LANGUAGES}


def test_every_page_is_of_a_known_type(record: PublicRecord) -> None:
    places = places_in(record, signer=SIGNER, sign_in_token="token", draft=1)
    visited = {
        _route_name(page_type.address(places, language)) for page_type in PAGE_TYPES for language in LANGUAGES
    }
    pages = {route.name for route in _page_routes() if "GET" in (route.methods or ())}
    assert pages - visited == LEAD_ELSEWHERE


def _page_routes() -> list[Route]:
    """The routes of pages in a language; the others are for machines or lead on to these."""
    return [each for each in routes() if isinstance(each, Route) and each.name.endswith(("-nl", "-de"))]


def _route_name(address: str) -> str:
    scope = {"type": "http", "method": "GET", "path": address.partition("?")[0], "headers": []}
    for route in _page_routes():
        if route.matches(scope)[0] is Match.FULL:
            return route.name
    return ""
