"""The Atom feeds: of the document, a section, a round and a concept, each in both languages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.formats.atom import MEDIA_TYPE, Deleted, Entry, Feed, write_feed
from server.text.languages import LANGUAGES, Language
from server.usecases.read_concept_feed import read_concept_news
from server.usecases.read_feed import News, read_document_news, read_round_news, read_section_news
from server.web import addresses
from server.web.pages.comment_form import page_number
from server.web.pages.feed_entries import (
    Place,
    change_entry,
    comment_entries,
    edition_entry,
    stage_entries,
)
from server.web.pages.files import file_response
from server.web.pages.page import services_of
from server.web.pages.reading import section_heading
from server.web.services import Services
from server.web.sharing import READABLE_EVERYWHERE
from server.web.translations import catalogue


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which page of a feed, in which language."""

    services: Services
    language: Language
    page: int

    @property
    def place(self) -> Place:
        """Where the feed comes from."""
        return Place(self.services.base_url, self.language)


async def document_feed(request: Request, language: Language) -> Response:
    """The feed of the document: every edition, and the comments on the current one."""
    return await _answer(request, language, _document)


async def section_feed(request: Request, language: Language) -> Response:
    """The feed of a section of the current edition: the comments on it and its paragraphs."""
    return await _answer(request, language, partial(_section, slug=request.path_params["slug"]))


async def round_feed(request: Request, language: Language) -> Response:
    """The feed of a round: what was said in it, and that it opened, closed and was answered."""
    return await _answer(request, language, partial(_round, key=request.path_params["round"]))


async def concept_feed(request: Request, language: Language) -> Response:
    """The feed of one concept: what was done to it, and what is said about it."""
    return await _answer(request, language, partial(_concept, key=request.path_params["concept"]))


async def _answer(request: Request, language: Language, make: Callable[[_Asked], bytes]) -> Response:
    if not request.scope["path"].isprintable():
        raise HTTPException(404)
    services = services_of(request)
    body = await services.run(make, _Asked(services, language, page_number(request)))
    headers = {"content-language": language.value, **READABLE_EVERYWHERE}
    return file_response(request, body, f"{MEDIA_TYPE}; charset=utf-8", headers)


def _document(asked: _Asked) -> bytes:
    found = read_document_news(asked.services.database, page=asked.page)
    document, place = found.news.document, asked.place
    title = catalogue(asked.language).gettext("%(document)s: editions and comments")
    return _written(
        asked,
        found.news,
        name="document",
        title=title % {"document": document.titles[asked.language]},
        own=addresses.document_feed,
        shown=addresses.start,
        others=[edition_entry(each, document.publisher, place) for each in found.editions],
    )


def _section(asked: _Asked, *, slug: str) -> bytes:
    found = read_section_news(asked.services.database, language=asked.language, slug=slug, page=asked.page)
    slugs, section = found.section.slugs, found.section
    heading = section_heading(section.number, section.titles, asked.language)
    return _written(
        asked,
        found.news,
        name=f"section/{section.key}",
        title=catalogue(asked.language).gettext("%(section)s: comments") % {"section": heading},
        own=lambda language: addresses.section_feed(language, slugs[Language(language)]),
        shown=lambda language: addresses.section(language, slugs[Language(language)]),
    )


def _round(asked: _Asked, *, key: str) -> bytes:
    services = asked.services
    found = read_round_news(services.database, key=key, page=asked.page)
    title = catalogue(asked.language).gettext("%(round)s: comments")
    publisher = found.news.document.publisher
    return _written(
        asked,
        found.news,
        name=f"round/{key}",
        title=title % {"round": found.round.titles[asked.language]},
        own=lambda language: addresses.round_feed(language, key),
        shown=lambda language: addresses.round(language, key),
        others=stage_entries(found.round, publisher, asked.place, services.clock()),
    )


def _concept(asked: _Asked, *, key: str) -> bytes:
    found = read_concept_news(asked.services.database, key, page=asked.page)
    title = catalogue(asked.language).gettext("The concept “%(term)s”: changes and comments")
    return _written(
        asked,
        found.news,
        name=f"concept/{key}",
        title=title % {"term": found.concept.sides[asked.language].preferred},
        own=lambda language: addresses.concept_feed(language, key),
        shown=lambda language: addresses.concept(language, key),
        others=[change_entry(each, key, asked.place) for each in found.changes],
    )


def _written(
    asked: _Asked,
    news: News,
    *,
    name: str,
    title: str,
    own: Callable[[str], str],
    shown: Callable[[str], str],
    others: Iterable[Entry] = (),
) -> bytes:
    """The feed as XML; what is not a comment, little as it is, stands on the first page."""
    entries: list[Entry | Deleted] = [*comment_entries(news, asked.place)]
    if news.page == 1:
        entries += others
    base, document = asked.services.base_url, news.document
    path = base + own(asked.language)
    feed = Feed(
        id=asked.place.tag(f"{name}/{asked.language}"),
        language=asked.language,
        title=title,
        author=document.publisher,
        rights=document.licence,
        updated=news.began,
        href=_page(path, news.page),
        alternates={each: base + shown(each) for each in LANGUAGES},
        entries=entries,
        pages=_pages(path, news),
    )
    return write_feed(feed)


def _pages(path: str, news: News) -> Mapping[str, str]:
    """The other pages (RFC 5005, 3); none where there is but one."""
    if news.pages == 1:
        return {}
    numbers = {"first": 1, "previous": news.page - 1, "next": news.page + 1, "last": news.pages}
    return {rel: _page(path, number) for rel, number in numbers.items() if 1 <= number <= news.pages}


def _page(path: str, number: int) -> str:
    return path if number == 1 else f"{path}?page={number}"
