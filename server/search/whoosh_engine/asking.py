"""A request put to the segments of an index: one page of hits, their number, and counts of facets."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from server.search.documents import Facet, Kind
from server.search.engine import MIN_GROUPS_TO_MISS_ONE, Hit, Order, Request, Results
from server.search.whoosh_engine.combining import Found, Leaves, meeting_all, missing_one
from server.search.whoosh_engine.facets import Mask
from server.search.whoosh_engine.matches import Matches
from server.search.whoosh_engine.schema import Zone, parts_of
from server.search.whoosh_engine.scoring import ALL, Leaf, Statistics
from server.search.whoosh_engine.segment import Segment

_KINDS = {str(kind): kind for kind in Kind}


class Searched(NamedTuple):
    """A segment and which of its documents count; None for all."""

    segment: Segment
    alive: Mask | None


class _Narrowed(NamedTuple):
    """What was found in a segment, and what each filter lets through of it."""

    segment: Segment
    found: Found
    masks: Mapping[Facet, Mask]

    def left(self, leaving_out: Facet | None = None) -> Found:
        """What all filters let through, or all but one."""
        masks = [mask for facet, mask in self.masks.items() if facet is not leaving_out]
        return self.found.where(np.logical_and.reduce(masks)) if masks else self.found


def answer(index: Sequence[Searched], statistics: Statistics, request: Request) -> Results:
    """What a request finds."""
    narrowed = [
        _Narrowed(segment, found, _masks(segment, found, request.filters))
        for (segment, _), found in zip(index, _found(index, statistics, request), strict=True)
    ]
    left = [each.left() for each in narrowed]
    return Results(
        total=sum(len(found.docs) for found in left),
        hits=_page([(each.segment, found) for each, found in zip(narrowed, left, strict=True)], request),
        counts={facet: _counted(narrowed, left, facet, request) for facet in request.count},
    )


def _found(index: Sequence[Searched], statistics: Statistics, request: Request) -> list[Found]:
    """What meets the request in each segment, its filters left aside."""
    segments = [segment for segment, _ in index]
    matches = Matches(segments, statistics)
    allowed = _allowed(index, matches, request)
    if not request.groups:
        return [_everything(segment, mask) for segment, mask in zip(segments, allowed, strict=True)]
    groups = matches.of_groups(request.groups)
    found = _each(meeting_all, segments, groups, allowed)
    if len(request.groups) >= MIN_GROUPS_TO_MISS_ONE and not any(len(each.docs) for each in found):
        found = _each(missing_one, segments, groups, allowed)
    return found


def _each(
    meet: Any, segments: Sequence[Segment], groups: Sequence[list[Leaves]], allowed: Sequence[Mask | None]
) -> list[Found]:
    found = [meet(segment.count, leaves) for segment, leaves in zip(segments, groups, strict=True)]
    return [
        each if mask is None or not len(each.docs) else each.where(mask[each.docs])
        for each, mask in zip(found, allowed, strict=True)
    ]


def _everything(segment: Segment, mask: Mask | None) -> Found:
    docs = np.arange(segment.count) if mask is None else mask.nonzero()[0]
    return Found(docs.astype(np.uint32), np.zeros(len(docs)))


def _allowed(index: Sequence[Searched], matches: Matches, request: Request) -> list[Mask | None]:
    """In each segment the documents that count and hold nothing excluded; None for all."""
    if not request.excluded and not request.without:
        return [alive for _, alive in index]
    excluded: list[list[Leaf]] = [[] for _ in index]
    for pattern in request.excluded:
        matches.find(pattern, excluded, (Zone.OWN,))
    allowed: list[Mask | None] = []
    for (segment, alive), leaves in zip(index, excluded, strict=True):
        mask = np.ones(segment.count, np.bool_) if alive is None else alive.copy()
        for leaf in leaves:
            mask[leaf.docs] = False
        for facet, values in request.without.items():
            mask &= ~segment.having(facet, frozenset(values))
        allowed.append(mask)
    return allowed


def _masks(segment: Segment, found: Found, filters: Mapping[Facet, frozenset[str]]) -> dict[Facet, Mask]:
    return {facet: segment.having(facet, frozenset(values))[found.docs] for facet, values in filters.items()}


def _counted(
    narrowed: Sequence[_Narrowed], left: Sequence[Found], facet: Facet, request: Request
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each, found in zip(narrowed, left, strict=True):
        of_facet = each.left(facet) if facet in request.filters else found
        if len(of_facet.docs):
            for value, number in each.segment.facet(facet).counts(of_facet.docs).items():
                counts[value] = counts.get(value, 0) + number
    return counts


def _page(found: Sequence[tuple[Segment, Found]], request: Request) -> tuple[Hit, ...]:
    last = request.offset + request.limit
    ranked: list[tuple[float, bytes, float]] = []
    for segment, each in found:
        if len(each.docs) and last > 0:
            values = segment.moments()[each.docs] if request.order is Order.NEWEST else each.scores
            best = _best(segment, each, values, last)
            for value, document, score in zip(
                (-values[best]).tolist(), each.docs[best].tolist(), each.scores[best].tolist(), strict=True
            ):
                ranked.append((value, segment.stored(document), score))
    ranked.sort()
    return tuple([_hit(stored, score) for _, stored, score in ranked[request.offset : last]])


def _best(segment: Segment, found: Found, values: Any, many: int) -> Any:
    """The places of so many with the highest values; what is equal by its key."""
    if len(values) <= many:
        return ALL
    least = np.partition(values, len(values) - many)[len(values) - many]
    places = (values >= least).nonzero()[0]
    if len(places) > many:
        equal = values[places] == least
        sure, ties = places[~equal], places[equal]
        ranks = segment.ranks()[found.docs[ties]]
        needed = many - len(sure)
        places = np.concatenate([sure, ties[np.argpartition(ranks, needed - 1)[:needed]]])
    return places


def _hit(stored: bytes, score: float) -> Hit:
    kind, id_, edition, section = parts_of(stored)
    return Hit(_KINDS[kind], id_, edition, section, score)
