"""Groups of leaves put together: which documents of a segment meet them, with what scores."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from server.search.whoosh_engine.blocks import Docs
from server.search.whoosh_engine.facets import Mask
from server.search.whoosh_engine.scoring import ALL, Leaf, Places, Scores
from server.search.whoosh_engine.sets import common, members, places_in, union

# From this share of a segment on, arrays over all its documents are faster than finding places in lists.
_DENSE = 1 / 100


@dataclass(frozen=True, slots=True)
class Leaves:
    """What satisfies a group in one segment: typed patterns add up, of the expansions only the best one counts."""

    typed: list[Leaf] = field(default_factory=list)
    expansions: list[Leaf] = field(default_factory=list)
    may_be_missed: bool = False

    @property
    def all(self) -> list[Leaf]:
        """Both kinds."""
        return self.typed + self.expansions


@dataclass(frozen=True, slots=True)
class Found:
    """Documents in rising order with their scores, and how many groups each misses; None for none at all."""

    docs: Docs
    scores: Scores
    missed: Any = None

    def where(self, mask: Any) -> "Found":
        """Those that a mask over these documents lets through."""
        missed = None if self.missed is None else self.missed[mask]
        return Found(self.docs[mask], self.scores[mask], missed)


NOTHING = Found(np.empty(0, np.uint32), np.empty(0))


class _Space:
    """The documents that scores are collected for: some, or all of a segment."""

    def __init__(self, count: int, docs: Docs | None) -> None:
        self.docs = docs
        self.size = count if docs is None else len(docs)
        self._count = count

    def places(self, leaf: Leaf) -> tuple[Places, Places]:
        """Where the documents of a leaf stand in here, and in the leaf."""
        if self.docs is None:
            return leaf.docs, ALL
        if self.docs is leaf.docs:
            return ALL, ALL
        return common(self.docs, leaf.docs, self._count)


def meeting_all(count: int, groups: Sequence[Leaves]) -> Found:
    """The documents of a segment of so many that meet every group, with something of their own."""
    leaves = [group.all for group in groups]
    if not all(leaves):
        return NOTHING
    docs = _in_all(count, leaves)
    if docs is not None and not len(docs):
        return NOTHING
    if docs is not None and all(_is_plain(group) for group in groups):
        return Found(docs, _added_up(count, docs, leaves))
    space = _Space(count, docs)
    totals, own = _Totals(space), _own(space, groups)
    met: Mask | None = None
    for group in groups:
        scores = totals.add(group, own)
        met = scores > 0 if met is None else met & (scores > 0)
    return _found(space, totals, met if own is None or met is None else met & own)


def _is_plain(group: Leaves) -> bool:
    """Whether a document that has a leaf of the group meets it, and the scores of all leaves add up."""
    if group.expansions:
        return False
    return all(leaf.is_own and leaf.only is None for leaf in group.typed)


def _added_up(count: int, docs: Docs, groups: Sequence[list[Leaf]]) -> Scores:
    """The scores of documents that have a leaf of each group."""
    total: Scores | None = None
    for leaves in groups:
        for leaf in leaves:
            here: Places = ALL
            there: Places = ALL
            if len(leaves) > 1:
                here, there = common(docs, leaf.docs, count)
            elif leaf.docs is not docs:
                there = places_in(leaf.docs, docs, count)
            found = leaf.scores(there)
            if total is None and here is ALL:
                total = found
            else:
                total = np.zeros(len(docs)) if total is None else total
                total[here] += found
    return np.zeros(len(docs)) if total is None else total


def _in_all(count: int, groups: Sequence[list[Leaf]]) -> Docs | None:
    """The documents that have a leaf of each group, None for so many that all are looked at.

    Groups of few documents come first, so that little is left to compare with those of many.
    """
    smallest, *others = sorted(groups, key=_size)
    docs = _union(count, smallest)
    if docs is None and not others:
        return None
    if docs is None:
        docs = _marks(count, smallest).nonzero()[0].astype(np.uint32)
    for leaves in others:
        alone = len(leaves) == 1
        docs = docs[members(docs, leaves[0].docs, count) if alone else _marks(count, leaves)[docs]]
    return docs


def _size(leaves: Sequence[Leaf]) -> int:
    return sum([len(leaf.docs) for leaf in leaves])


def _marks(count: int, leaves: Sequence[Leaf]) -> Mask:
    marks = np.zeros(count, np.bool_)
    for leaf in leaves:
        marks[leaf.docs] = True
    return marks


def meeting_most(count: int, groups: Sequence[Leaves], missing: int) -> Found:
    """The documents that meet all groups but so many of those that may be missed, and at least one."""
    # What misses no more than two groups meets one of any three: that of the rarest is enough to look at.
    rarest = sorted((group.all for group in groups), key=_size)[: missing + 1]
    leaves = [leaf for each in rarest for leaf in each]
    if not leaves:
        return NOTHING
    space = _Space(count, _union(count, leaves))
    totals, own = _Totals(space), _own(space, groups)
    met, needed = np.zeros(space.size, np.int16), np.ones(space.size, np.bool_)
    for group in groups:
        has = totals.add(group, own) > 0
        met += has
        if not group.may_be_missed:
            needed &= has
    enough = needed & (met >= max(1, len(groups) - missing))
    return _found(space, totals, enough if own is None else enough & own, len(groups) - met)


class _Totals:
    def __init__(self, space: _Space) -> None:
        self._space = space
        self.scores: Scores | None = None

    def add(self, group: Leaves, own: Mask | None) -> Scores:
        """Add the scores of a group, and return these alone."""
        scores: Scores | None = None
        for leaf in group.typed:
            here, there = self._space.places(leaf)
            found = leaf.scores(there)
            if scores is None and here is ALL:
                scores = found
            else:
                scores = np.zeros(self._space.size) if scores is None else scores
                scores[here] += found
            _mark(own, leaf, here, found)
        if group.expansions:
            best = np.zeros(self._space.size)
            for leaf in group.expansions:
                here, there = self._space.places(leaf)
                found = leaf.scores(there)
                best[here] = np.maximum(best[here], found)
                _mark(own, leaf, here, found)
            scores = best if scores is None else scores + best
        scores = np.zeros(self._space.size) if scores is None else scores
        self.scores = scores if self.scores is None else self.scores + scores
        return scores


def _mark(own: Mask | None, leaf: Leaf, here: Places, found: Scores) -> None:
    if own is not None and leaf.is_own:
        own[here] |= found > 0


def _own(space: _Space, groups: Sequence[Leaves]) -> Mask | None:
    """None where nothing but words of the documents themselves was found."""
    if all(leaf.is_own for group in groups for leaf in group.all):
        return None
    return np.zeros(space.size, np.bool_)


def _union(count: int, leaves: Sequence[Leaf]) -> Docs | None:
    """The documents of all leaves; None for so many that those of the segment are taken instead."""
    if len(leaves) == 1:
        return leaves[0].docs
    if sum(len(leaf.docs) for leaf in leaves) > count * _DENSE:
        return None
    return union([leaf.docs for leaf in leaves])


def _found(space: _Space, totals: _Totals, met: Mask | None, missed: Any = None) -> Found:
    if met is None or totals.scores is None:
        return NOTHING
    places = met.nonzero()[0]
    docs: Docs = places.astype(np.uint32) if space.docs is None else space.docs[places]
    return Found(docs, totals.scores[places], None if missed is None else missed[places])
