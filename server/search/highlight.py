"""Excerpts: the part of a text that shows best why it was found."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
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
    matches = sorted(_matches(tokens, query, language))
    start, end = _window(text, tokens, matches, length)
    return list(_pieces(text, start, end, _merged(matches)))


def _matches(tokens: Sequence[Token], query: Query, language: Language) -> Iterator[_Match]:
    for clause, satisfying in enumerate(patterns(query, (language,))):
        for pattern in satisfying:
            for first in range(len(tokens) - len(pattern.tokens) + 1):
                run = tokens[first : first + len(pattern.tokens)]
                if _meets(run, pattern):
                    yield _Match(run[0].start, run[-1].end, clause, pattern.weight)


def _meets(run: Sequence[Token], pattern: Pattern) -> bool:
    if pattern.way is Way.PREFIX:
        return run[0].word.startswith(pattern.tokens[0])
    if pattern.tier is Tier.WORD:
        return all(token.word == asked for token, asked in zip(run, pattern.tokens, strict=True))
    return all(token.stem == asked for token, asked in zip(run, pattern.tokens, strict=True))


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
