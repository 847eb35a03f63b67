"""The search page: one box, both languages, and for every hit the reason it was found."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server.domain.comments import Comment
from server.domain.glossary import Concept
from server.search.engine import IndexBroken
from server.search.highlight import excerpt
from server.search.query import Query, QueryRefused
from server.store.database import StoreFull, StoreUnavailable
from server.text.comment_markdown import plain_comment
from server.text.languages import Language
from server.text.markdown import plain
from server.usecases.index_record import ask_to_mend_index
from server.usecases.missing import Missing
from server.usecases.name_targets import NamedTarget
from server.usecases.search_record import Found, SearchResult, search_record
from server.web import addresses
from server.web.pages.page import Visit, visit
from server.web.pages.reading import paragraph_label
from server.web.pages.reasons import reason_sentences
from server.web.pages.target_labels import target_href, target_label
from server.web.services import Services
from server.web.typed import legible

HITS_PER_PAGE = 20
# Deeper pages cost as much as all before them; nobody reads the fifty-first page.
LAST_PAGE = 50


async def search(request: Request, language: Language) -> Response:
    """Show the hits for `q`, or the box alone."""
    visiting = await visit(request, language)
    typed = legible(request.query_params.get("q", ""))
    page = request.query_params.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 0
    if not 1 <= number <= LAST_PAGE:
        raise Missing("page", page)
    body, status = await visiting.services.run(partial(_search, visiting, typed, number))
    return HTMLResponse(body, status_code=status, headers=visiting.headers)


def _search(visiting: Visit, typed: str, page: int) -> tuple[str, int]:
    services, problem, result = visiting.services, None, None
    status = 200
    try:
        result = search_record(
            services.database,
            services.search,
            typed=typed,
            limit=HITS_PER_PAGE,
            offset=(page - 1) * HITS_PER_PAGE,
        )
    except QueryRefused as refused:
        problem, status = refused.code.value, 422
    except IndexBroken:
        problem, status = "index-broken", 503
        _ask_to_mend(services)
    if page > _last_page(result.total if result else 0):
        raise Missing("page", str(page))
    language = visiting.language
    body = visiting.html(
        "search.html",
        "",
        {each.value: addresses.search(each, typed) for each in Language},
        query=typed,
        problem=problem,
        total=result.total if result else 0,
        hits=[_hit(found, result, language) for found in result.found] if result else [],
        pages=_pages(typed, page, result.total if result else 0, language),
    )
    return body, status


def _ask_to_mend(services: Services) -> None:
    now = services.clock()
    if services.mending.is_due(now):
        # A database that cannot take the job is a trouble of its own: the reader asked for a search.
        with suppress(StoreFull, StoreUnavailable):
            ask_to_mend_index(services.database, at=now)


def _last_page(total: int) -> int:
    return min(max(1, -(-total // HITS_PER_PAGE)), LAST_PAGE)


def _pages(typed: str, page: int, total: int, language: Language) -> dict[str, object]:
    last = _last_page(total)
    return {
        "number": page,
        "total": last,
        "previous": addresses.search(language, typed, page - 1) if page > 1 else None,
        "next": addresses.search(language, typed, page + 1) if page < last else None,
    }


def _hit(found: Found, result: SearchResult, language: Language) -> dict[str, Any]:
    about = found.comment.target.kind if found.comment else None
    shown = {
        "kind": found.hit.kind.value,
        "why": reason_sentences(found.hit.why, result.concepts, language, about=about),
        "counterpart_language": None,
        "counterpart_html": None,
    }
    if found.concept is not None:
        return {**shown, **_concept(found.concept, result.query, language)}
    if found.comment is not None:
        return {**shown, **_comment(found.comment, found.target, result.query, language)}
    return {**shown, **_paragraph(found, result.query, language)}


def _paragraph(found: Found, query: Query, language: Language) -> dict[str, Any]:
    if found.paragraph is None:
        raise ValueError("a paragraph hit comes with its paragraph")
    place, paragraph = found.paragraph.place, found.paragraph.paragraph
    texts: Mapping[Language, str] = {each: plain(text) for each, text in paragraph.wordings.items()}
    return {
        "href": addresses.section(language, place.slugs[language], paragraph=paragraph.id),
        "label": paragraph_label(place.number, place.titles[language], place.position, language),
        "language": language.value,
        "html": _marked(texts[language], language, query),
        "counterpart_language": language.other.value,
        "counterpart_html": _marked(texts[language.other], language.other, query),
    }


def _concept(concept: Concept, query: Query, language: Language) -> dict[str, Any]:
    side, counterpart = concept.sides[language], concept.sides[language.other]
    return {
        "href": addresses.concept(language, concept.key),
        "label": side.preferred,
        "language": language.value,
        "html": _marked(side.definition, language, query),
        "counterpart_language": language.other.value,
        "counterpart_html": _marked(
            f"{counterpart.preferred}: {counterpart.definition}", language.other, query
        ),
    }


def _comment(
    comment: Comment, target: NamedTarget | None, query: Query, language: Language
) -> dict[str, Any]:
    if target is None:
        raise ValueError("a comment hit comes with its target")
    texts = (plain_comment(comment.text), plain_comment(comment.suggested_wording))
    return {
        "href": f"{target_href(target, language)}#{comment.id}",
        "label": target_label(target, language),
        "language": comment.language.value,
        "html": _marked("\n".join(filter(None, texts)), comment.language, query),
    }


def _marked(text: str, language: Language, query: Query) -> Markup:
    """The best part of a text with the found words marked; everything typed by people is escaped."""
    return Markup("").join(
        Markup("<mark>") + escape(piece.text) + Markup("</mark>") if piece.is_match else escape(piece.text)
        for piece in excerpt(text, language, query)
    )
