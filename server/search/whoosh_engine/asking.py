"""A request put to the segments of an index: one page of hits, their number, and counts of facets."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np

from server.search.documents import Facet, Kind
from server.search.engine import Hit, Order, Request, Results
from server.search.whoosh_engine.combining import Found, Leaves, meeting_all, meeting_most
from server.search.whoosh_engine.facets import Mask
from server.search.whoosh_engine.matches import Matches
from server.search.whoosh_engine.schema import Zone, parts_of
from server.search.whoosh_engine.scoring import ALL, Leaf, Statistics
from server.search.whoosh_engine.segment import Segment

# A group that is met counts for more than any score: twelve groups of every weight come to some thousands.
_A_GROUP: Final = 1e6
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
    meet = partial(meeting_most, missing=request.missing) if request.missing else meeting_all
    return _each(meet, segments, groups, allowed)


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
    ranked: list[tuple[float, bytes, float, int]] = []
    for segment, each in found:
        if len(each.docs) and last > 0:
            values = _values(segment, each, request.order)
            best = _best(segment, each, values, last)
            docs, scores = each.docs[best], each.scores[best]
            missed = [0] * len(docs) if each.missed is None else each.missed[best].tolist()
            for value, document, score, lacks in zip(
                (-values[best]).tolist(), docs.tolist(), scores.tolist(), missed, strict=True
            ):
                ranked.append((value, segment.stored(document), score, lacks))
    ranked.sort()
    return tuple([_hit(stored, score, lacks) for _, stored, score, lacks in ranked[request.offset : last]])


def _values(segment: Segment, found: Found, order: Order) -> Any:
    """What documents are listed by, the highest first."""
    if order is Order.NEWEST:
        return segment.moments()[found.docs]
    return found.scores if found.missed is None else found.scores - found.missed * _A_GROUP


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


def _hit(stored: bytes, score: float, missed: int) -> Hit:
    kind, id_, edition, section = parts_of(stored)
    return Hit(_KINDS[kind], id_, edition, section, score, missed)
