"""Addresses for machines: health, robots, the map of the site."""

from itertools import pairwise
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from server.store.database import Database
from server.text.languages import LANGUAGES
from server.usecases.read_contents import read_contents, read_editions
from server.usecases.read_glossary import read_glossary
from server.usecases.read_round import read_rounds
from server.web import addresses
from server.web.pages.page import services_of


async def healthz(_request: Request) -> Response:
    """The process answers; never asks the database."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """Whether database and index can serve; 503 and the names of what cannot."""
    services = services_of(request)
    ready = {
        "database": await services.run(services.database.is_ready),
        "index": await services.run(services.search.engine.is_ready),
    }
    # Without the index, reading and commenting go on: degraded, not down.
    return JSONResponse(ready, status_code=200 if ready["database"] else 503)


async def robots(request: Request) -> Response:
    """Everything public may be indexed, but for pages made for one visitor."""
    services = services_of(request)
    lines = ["User-agent: *"]
    for language in LANGUAGES:
        lines += [
            f"Disallow: {addresses.search(language)}",
            f"Disallow: {addresses.moderation(language)}",
        ]
    lines.append(f"Sitemap: {services.base_url}/sitemap.xml")
    return PlainTextResponse("\n".join(lines) + "\n")


async def sitemap(request: Request) -> Response:
    """Every public page in both languages, each naming its counterpart (sitemaps.org protocol 0.9)."""
    services = services_of(request)
    pages = await services.run(_public_pages, services.database)
    urls = "".join(_url(services.base_url, pair) for pair in pages)
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{urls}</urlset>\n'
    )
    return Response(body, media_type="application/xml")


def _public_pages(database: Database) -> list[dict[str, str]]:
    contents = read_contents(database)
    reading = ("start", "contents", "editions", "comparing", "rounds", "glossary")
    pages = [addresses.in_both(name) for name in (*reading, "privacy", "accessibility", "imprint")]
    pages += [
        {language.value: addresses.section(language, section.slugs[language]) for language in LANGUAGES}
        for section in contents.sections
    ]
    pages += [addresses.in_both("section_history", section=each.key) for each in contents.sections]
    pages += [
        addresses.in_both("comparison", older=older.key, newer=newer.key)
        for newer, older in pairwise(read_editions(database))
    ]
    rounds = [view.round for view in read_rounds(database)]
    pages += [addresses.in_both("round", round=each.key) for each in rounds if not each.demonstration]
    pages += [addresses.in_both("concept", concept=concept.key) for concept in read_glossary(database)]
    return pages


def _url(base_url: str, pair: dict[str, str]) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(base_url + path)}"/>'
        for language, path in pair.items()
    )
    return "".join(f"<url><loc>{escape(base_url + path)}</loc>{links}</url>\n" for path in pair.values())
