"""Search, in both languages at once."""

from collections.abc import Mapping
from typing import Annotated

import msgspec

from server.search.engine import IndexBroken, Kind
from server.search.highlight import excerpt
from server.search.query import Query, QueryRefused
from server.text.languages import LANGUAGES, Language
from server.text.markdown import plain
from server.usecases.search_record import Found, search_record
from server.web import addresses
from server.web.api.asking import Asked
from server.web.api.shapes import HitShape, HitsShape, ReasonShape
from server.web.problems import INVALID, UNAVAILABLE, FieldError, Problem

# Deeper hits cost as much as all before them.
MAX_OFFSET = 1_000


class SearchQuery(msgspec.Struct, forbid_unknown_fields=True):
    """What is searched, in the grammar of the search page: words, "phrases", a prefix with * at the end."""

    q: Annotated[str, msgspec.Meta(min_length=1, description="Words, phrases in quotation marks, a prefix*.")]
    language: Annotated[Language | None, msgspec.Meta(description="Hits in this language only.")] = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=50, description="How many hits at most.")] = 20
    offset: Annotated[
        int, msgspec.Meta(ge=0, le=MAX_OFFSET, description="How many of the best to pass over.")
    ] = 0


def read_hits(asked: Asked) -> HitsShape:
    """What was found. Raises Problem for a query beyond the grammar, and where there is no index."""
    query: SearchQuery = asked.query
    try:
        result = search_record(
            asked.services.database,
            asked.services.search,
            typed=query.q,
            languages=LANGUAGES if query.language is None else (query.language,),
            limit=query.limit,
            offset=query.offset,
        )
    except QueryRefused as refused:
        error = FieldError(refused.code, "The search page says what a query may hold.", parameter="q")
        raise Problem(INVALID, errors=[error]) from None
    except IndexBroken:
        raise Problem(UNAVAILABLE, headers={"retry-after": "60"}) from None
    after = query.offset + query.limit
    following = None
    if after < result.total and after <= MAX_OFFSET:
        asks = {"q": query.q, "language": query.language or "", "limit": str(query.limit)}
        following = asked.address("search", **asks, offset=str(after))
    hits = [_hit(each, result.query, asked) for each in result.found]
    return HitsShape(query.q, result.total, hits, following)


def _hit(found: Found, query: Query, asked: Asked) -> HitShape:
    hit = found.hit
    address, pages = _places(found, asked)
    return HitShape(
        kind=hit.kind,
        id=hit.id,
        address=address,
        edition=hit.edition,
        section=hit.section,
        pages=pages,
        excerpts={
            language: "".join(piece.text for piece in excerpt(text, language, query))
            for language, text in _texts(found).items()
        },
        reasons=[
            ReasonShape(each.way, each.language, each.typed, each.matched, each.concept) for each in hit.why
        ],
    )


def _places(found: Found, asked: Asked) -> tuple[str, dict[Language, str]]:
    """The address in the API, and the page in each language."""
    hit, paragraph = found.hit, found.paragraph
    if paragraph is not None:
        slugs = paragraph.place.slugs
        return asked.address("editions", hit.edition, "paragraphs", hit.id), asked.pages(
            lambda language: addresses.section(language, slugs[language], hit.edition, paragraph=hit.id)
        )
    if hit.kind is Kind.CONCEPT:
        return asked.address("concepts", hit.id), asked.pages(
            lambda language: addresses.concept(language, hit.id)
        )
    return asked.address("comments", hit.id), asked.pages(lambda _: addresses.comment(hit.id))


def _texts(found: Found) -> Mapping[Language, str]:
    """The texts in which it was found, without markup."""
    if found.paragraph is not None:
        return {language: plain(text) for language, text in found.paragraph.paragraph.wordings.items()}
    if found.concept is not None:
        return {language: side.definition for language, side in found.concept.sides.items()}
    if found.comment is not None:
        said = (found.comment.suggested_wording, found.comment.text)
        return {found.comment.language: "\n\n".join(text for text in said if text)}
    return {}
