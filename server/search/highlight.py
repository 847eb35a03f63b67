"""Excerpts: the part of a text that shows best why it was found."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from server.search.analysis.chain import Token, analyse
from server.search.matching import Pattern, Tier, patterns
from server.search.query import Query, Way
from server.text.languages import Language

_SPACE = re.compile(r"\s+")
_CUT = "…"


class Piece(NamedTuple):
    """A run of plain text, and whether it is a match; escape it before it meets HTML."""

    text: str
    is_match: bool


class _Match(NamedTuple):
    start: int
    end: int
    clause: int
    weight: float


def excerpt(text: str, language: Language, query: Query, *, length: int = 240) -> list[Piece]:
    """About `length` characters of a plain text around its best matches, or its beginning without any.

    The best window holds the most clauses, then the strongest matches, then comes first. Runs of white
    space become one blank; "…" stands where the text goes on.
    """
    tokens = analyse(text, language)
    matches = sorted(_sought(query, language).matches(tokens))
    start, end = _window(text, tokens, matches, length)
    return list(_pieces(text, start, end, _merged(matches)))


class _Sought:
    """The patterns of a query in one language, by the token that each begins with."""

    def __init__(self, query: Query, language: Language) -> None:
        self._by_token: dict[tuple[Tier, str], list[tuple[int, Pattern]]] = {}
        self._prefixes: list[tuple[int, Pattern]] = []
        for clause, satisfying in enumerate(patterns(query, (language,))):
            for pattern in satisfying:
                if pattern.way is Way.PREFIX:
                    self._prefixes.append((clause, pattern))
                else:
                    beginning = pattern.tier, pattern.tokens[0]
                    self._by_token.setdefault(beginning, []).append((clause, pattern))

    def matches(self, tokens: Sequence[Token]) -> Iterator[_Match]:
        """Every place in a text where a pattern stands."""
        for first, token in enumerate(tokens):
            for clause, pattern in self._beginning(token):
                run = tokens[first : first + len(pattern.tokens)]
                if pattern.way is Way.PREFIX or _compared(run, pattern.tier) == pattern.tokens:
                    yield _Match(token.start, run[-1].end, clause, pattern.weight)

    def _beginning(self, token: Token) -> Iterator[tuple[int, Pattern]]:
        yield from self._by_token.get((Tier.WORD, token.word), ())
        yield from self._by_token.get((Tier.STEM, token.stem), ())
        yield from (each for each in self._prefixes if token.word.startswith(each[1].tokens[0]))


# One page asks for the same query in every excerpt.
_sought = lru_cache(maxsize=64)(_Sought)


def _compared(run: Sequence[Token], tier: Tier) -> tuple[str, ...]:
    return tuple(token.word if tier is Tier.WORD else token.stem for token in run)


def _window(text: str, tokens: Sequence[Token], matches: Sequence[_Match], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    starts = [match.start for match in matches]
    best, first, last = (0, 0.0), 0, 0
    for place, match in enumerate(matches):
        limit = match.start + length
        inside = [m for m in matches[place : bisect_left(starts, limit)] if m.end <= limit]
        worth = len({m.clause for m in inside}), sum(m.weight for m in inside)
        if worth > best:
            best, first, last = worth, match.start, max(m.end for m in inside)
    # The matches stand in the middle, with words to read on both sides; words are not cut.
    start = max(0, min(first - (length - (last - first)) // 2, len(text) - length))
    end = min(len(text), start + length)
    start = next((t.start for t in tokens if t.start >= start), first) if start else 0
    end = max((t.end for t in tokens if t.end <= end), default=end) if end < len(text) else end
    return min(start, first), max(end, last)


def _merged(matches: Sequence[_Match]) -> Iterator[tuple[int, int]]:
    """The matched ranges of a sorted list, overlapping ones made one."""
    ranges: list[tuple[int, int]] = []
    for match in matches:
        if ranges and match.start < ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(ranges[-1][1], match.end)
        else:
            ranges.append((match.start, match.end))
    return iter(ranges)


def _pieces(text: str, start: int, end: int, ranges: Iterator[tuple[int, int]]) -> Iterator[Piece]:
    place = start
    before, after = (f"{_CUT} " if start > 0 else ""), (f" {_CUT}" if end < len(text) else "")
    if before:
        yield Piece(before, False)
    for first, last in ranges:
        if first < start or last > end:
            continue
        if first > place:
            yield Piece(_SPACE.sub(" ", text[place:first]), False)
        yield Piece(_SPACE.sub(" ", text[first:last]), True)
        place = last
    if place < end:
        yield Piece(_SPACE.sub(" ", text[place:end]), False)
    if after:
        yield Piece(after, False)
