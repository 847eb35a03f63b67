"""Search, in both languages at once."""

from typing import Annotated
from urllib.parse import urlencode

import msgspec

from server.domain.comments import StakeholderGroup
from server.domain.dispositions import Outcome
from server.search.documents import Kind
from server.search.engine import Order
from server.text.languages import Language
from server.web.api.asking import Asked
from server.web.api.shapes import HitsShape
from server.web.hit_shapes import hit_shape
from server.web.pages.search_asking import FACETS, MAX_VALUES, SearchAsked
from server.web.pages.search_result import result_for
from server.web.problems import INVALID, FieldError, Problem

# Deeper hits cost as much as all before them.
MAX_OFFSET = 1_000

Keys = list[Annotated[str, msgspec.Meta(min_length=1, max_length=200)]]


def _any(what: str) -> msgspec.Meta:
    return msgspec.Meta(max_length=MAX_VALUES, description=f"{what}; given several times, any of them.")


class SearchQuery(msgspec.Struct, forbid_unknown_fields=True):
    """What is searched, in the grammar of the search page, and its filters under the names of its address."""

    q: Annotated[
        Annotated[str, msgspec.Meta(min_length=1)] | None,
        msgspec.Meta(description='Words, "phrases", -not, OR, prefix*, kind:comment.'),
    ] = None
    kind: Annotated[list[Kind], _any("Documents of this kind")] = []
    language: Annotated[list[Language], _any("Documents written in this language")] = []
    edition: Annotated[Keys, _any("Documents of this edition")] = []
    section: Annotated[Keys, _any("Documents of this section")] = []
    round: Annotated[Keys, _any("Comments of this round")] = []
    group: Annotated[list[StakeholderGroup], _any("Comments of this group")] = []
    outcome: Annotated[list[Outcome], _any("Comments with this outcome")] = []
    term: Annotated[Keys, _any("Documents about this concept or with its terms")] = []
    only: Annotated[Language | None, msgspec.Meta(description="Search the texts of this language only.")] = (
        None
    )
    order: Annotated[Order, msgspec.Meta(description="What stands first.")] = Order.BEST
    limit: Annotated[int, msgspec.Meta(ge=1, le=50, description="How many hits at most.")] = 20
    offset: Annotated[
        int, msgspec.Meta(ge=0, le=MAX_OFFSET, description="How many of the first to pass over.")
    ] = 0

    def asked(self) -> SearchAsked:
        """The same as the search page asks it."""
        given = {facet: tuple(getattr(self, facet.value)) for facet in FACETS}
        filters = {facet: values for facet, values in given.items() if values}
        return SearchAsked(self.q or "", filters, self.order, self.only)


def read_hits(asked: Asked) -> HitsShape:
    """What was found. Raises Problem where nothing is asked for."""
    query: SearchQuery = asked.query
    given = query.asked()
    if given.is_empty:
        error = FieldError("invalid", "Say what to search for, or give a filter.", parameter="q")
        raise Problem(INVALID, errors=[error])
    result = result_for(asked.services, given, limit=query.limit, offset=query.offset, with_counts=True)
    after = query.offset + query.limit
    has_more = after < result.total and after <= MAX_OFFSET
    return HitsShape(
        query=given.typed,
        total=result.total,
        hits=[hit_shape(each, result.groups, asked.services.base_url) for each in result.found],
        next=_following(asked, query, given, after) if has_more else None,
        counts=result.counts,
        corrected=result.corrected or None,
        notes=list(result.notes),
        is_makeshift=result.is_makeshift,
    )


def _following(asked: Asked, query: SearchQuery, given: SearchAsked, offset: int) -> str:
    parameters = [("q", given.typed)] * bool(given.typed) + list(given.parameters())
    return (
        asked.address("search") + "?" + urlencode([*parameters, ("limit", query.limit), ("offset", offset)])
    )
