"""What the patterns of a request find in the segments of an index."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import NamedTuple

import numpy as np

from server.search.engine import MAX_PREFIX_WORDS
from server.search.matching import Group, Pattern, Tier
from server.search.query import Way
from server.search.whoosh_engine.blocks import Postings
from server.search.whoosh_engine.combining import Leaves, meeting_all
from server.search.whoosh_engine.phrases import side_by_side
from server.search.whoosh_engine.schema import SCORED, Zone
from server.search.whoosh_engine.scoring import Leaf, Statistics, added_up
from server.search.whoosh_engine.segment import Segment
from server.search.whoosh_engine.sets import having_all

# For each segment the list that takes what is found in it.
Sinks = Sequence[list[Leaf]]
_LAST = chr(0x10FFFF)


class _Place(NamedTuple):
    """Where a pattern is looked for."""

    pattern: Pattern
    zone: Zone
    field: str

    @classmethod
    def of(cls, pattern: Pattern, zone: Zone, tier: Tier) -> "_Place":
        return cls(pattern, zone, SCORED[pattern.language, zone, tier])


class Matches:
    """Looks patterns up in segments that do not change meanwhile."""

    def __init__(self, segments: Sequence[Segment], statistics: Statistics) -> None:
        self._segments = segments
        self._statistics = statistics

    def of_groups(self, groups: Sequence[Group]) -> list[list[Leaves]]:
        """For each segment what satisfies each group in it."""
        made = [[Leaves([], [], group.may_be_missed) for group in groups] for _ in self._segments]
        for place, group in enumerate(groups):
            typed = [leaves[place].typed for leaves in made]
            expansions = [leaves[place].expansions for leaves in made]
            for pattern in group.patterns:
                self.find(pattern, expansions if pattern.is_expansion else typed)
        return made

    def find(self, pattern: Pattern, sinks: Sinks, zones: Sequence[Zone] = tuple(Zone)) -> None:
        """Find a pattern in each segment."""
        if pattern.is_apart:
            self._parts(pattern, sinks)
            return
        words = self._prefix_words(pattern) if pattern.way is Way.PREFIX else ()
        for zone in zones:
            place = _Place.of(pattern, zone, pattern.tier)
            if not self._statistics.has(place.field):
                continue
            if pattern.way is Way.PREFIX:
                self._words(place, words, sinks)
            elif len(pattern.tokens) == 1:
                self._term(place, pattern.tokens[0], sinks)
            elif pattern.tokens:
                self._phrase(place, sinks)

    def _term(self, place: _Place, token: str, sinks: Sinks) -> None:
        lists = [segment.postings(place.field, token) for segment in self._segments]
        frequency = 0
        for each in lists:
            if each is not None:
                frequency += len(each.docs)
        if not frequency:
            return
        factor = place.pattern.weight * self._statistics.factor(frequency)
        for number, each in enumerate(lists):
            if each is not None:
                sinks[number].append(self._leaf(place, self._segments[number], each, factor))

    def _words(self, place: _Place, words: Sequence[str], sinks: Sinks) -> None:
        """All words of a prefix at once: one by one they would cost more than their postings."""
        each: Sinks = [[] for _ in self._segments]
        for word in words:
            self._term(place, word, each)
        for segment, of_words, leaves in zip(self._segments, each, sinks, strict=True):
            leaves.extend(of_words if len(of_words) < 2 else [added_up(segment.count, of_words)])

    def _leaf(self, place: _Place, segment: Segment, found: Postings, factor: float) -> Leaf:
        only = segment.in_one_language() if place.pattern.is_for_one_language else None
        lengths = self._statistics.lengths(place.field, segment)
        return Leaf(found.docs, factor, found.weights, lengths, None, only, place.zone is Zone.OWN)

    def _phrase(self, place: _Place, sinks: Sinks) -> None:
        """As Whoosh: the score of a phrase is that of its words."""
        tokens = place.pattern.tokens
        lists = [[segment.postings(place.field, token) for segment in self._segments] for token in tokens]
        frequencies = [sum(len(each.docs) for each in of_token if each is not None) for of_token in lists]
        if not all(frequencies):
            return
        factors = [place.pattern.weight * self._statistics.factor(frequency) for frequency in frequencies]
        for segment, of_segment, leaves in zip(self._segments, zip(*lists, strict=True), sinks, strict=True):
            present = [each for each in of_segment if each is not None]
            if len(present) == len(tokens):
                leaves.extend(self._phrase_in(place, segment, present, factors))

    def _phrase_in(
        self, place: _Place, segment: Segment, lists: Sequence[Postings], factors: Sequence[float]
    ) -> Iterator[Leaf]:
        docs, places = having_all([each.docs for each in lists], segment.count)
        if not len(docs):
            return
        kept = side_by_side(places, [segment.placed(place.field, token) for token in place.pattern.tokens])
        if len(kept):
            leaves = [self._leaf(place, segment, *pair) for pair in zip(lists, factors, strict=True)]
            scores = leaves[0].scores(places[0][kept])
            for leaf, at in zip(leaves[1:], places[1:], strict=True):
                scores += leaf.scores(at[kept])
            yield Leaf(docs[kept], values=scores, is_own=place.zone is Zone.OWN)

    def _parts(self, pattern: Pattern, sinks: Sinks) -> None:
        """Every token anywhere in the document's own words, as a stem or as a part."""
        together = [[Leaves() for _ in pattern.tokens] for _ in self._segments]
        for number, token in enumerate(pattern.tokens):
            here = [groups[number].typed for groups in together]
            for tier in (Tier.STEM, Tier.PART):
                self._term(_Place.of(pattern, Zone.OWN, tier), token, here)
        for segment, groups, leaves in zip(self._segments, together, sinks, strict=True):
            met = meeting_all(segment.count, groups)
            if len(met.docs):
                leaves.append(Leaf(met.docs, values=met.scores))

    def _prefix_words(self, pattern: Pattern) -> list[str]:
        """The words of both zones that begin so, in most documents first."""
        prefix = pattern.tokens[0]
        counts: dict[str, int] = {}
        for zone in Zone:
            for segment in self._segments:
                words, numbers = segment.words(SCORED[pattern.language, zone, pattern.tier])
                first = bisect_left(words, prefix)
                last = bisect_left(words, prefix + _LAST, first)
                for word, number in zip(words[first:last], numbers[first:last].tolist(), strict=True):
                    counts[word] = counts.get(word, 0) + number
        if len(counts) > MAX_PREFIX_WORDS:
            least = np.partition(list(counts.values()), -MAX_PREFIX_WORDS)[-MAX_PREFIX_WORDS]
            counts = {word: number for word, number in counts.items() if number >= least}
        return nsmallest(MAX_PREFIX_WORDS, counts, key=lambda word: (-counts[word], word))
