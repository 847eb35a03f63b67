"""Excerpts: the part of a text that shows best why it was found."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from server.search.analysis.chain import Token, analyse
from server.search.matching import Group
from server.search.standing import sought
from server.text.languages import Language

# About three lines of a page's column.
EXCERPT_LENGTH: Final = 240

_SPACE = re.compile(r"\s+")
_CUT = "…"


class Piece(NamedTuple):
    """A run of plain text, and whether it is a match; escape it before it meets HTML."""

    text: str
    is_match: bool


class _Mark(NamedTuple):
    start: int
    end: int
    group: int
    weight: float


def excerpt(
    text: str, language: Language, groups: Sequence[Group], *, length: int = EXCERPT_LENGTH
) -> list[Piece]:
    """About `length` characters of a plain text around its best matches, or its beginning without any.

    The best window meets the most groups, then holds the strongest matches, then comes first. A compound is
    marked whole; parts that may stand apart where all of them stand in the text. Runs of white space become
    one blank; "…" stands where the text goes on.
    """
    tokens = analyse(text, language)
    marks = _marks(tokens, language, tuple(groups))
    start, end = _window(text, tokens, marks, length)
    return list(_pieces(text, start, end, _merged(marks)))


def _marks(tokens: Sequence[Token], language: Language, groups: tuple[Group, ...]) -> list[_Mark]:
    matches = list(sought(groups, language).matches(tokens))
    standing = {(match.group, match.pattern, match.one) for match in matches if match.one}
    return sorted(
        _Mark(tokens[first].start, tokens[last - 1].end, group, pattern.weight)
        for first, last, group, pattern, one in matches
        if not one or all((group, pattern, each) in standing for each in pattern.tokens)
    )


def _window(text: str, tokens: Sequence[Token], marks: Sequence[_Mark], length: int) -> tuple[int, int]:
    if len(text) <= length:
        return 0, len(text)
    first, last = _best(marks, length)
    # The matches stand in the middle, with words to read on both sides; words are not cut.
    start = max(0, min(first - (length - (last - first)) // 2, len(text) - length))
    end = min(len(text), start + length)
    start = next((t.start for t in tokens if t.start >= start), first) if start else 0
    end = max((t.end for t in tokens if t.end <= end), default=end) if end < len(text) else end
    return min(start, first), max(end, last)


def _best(marks: Sequence[_Mark], length: int) -> tuple[int, int]:
    """The range from the first to the last mark of the best window; each mark enters and leaves it once."""
    counts: dict[int, int] = {}
    best, found, weight, end = (0, 0.0), (0, 0), 0.0, 0
    for place, mark in enumerate(marks):
        while end < len(marks) and marks[end].end <= mark.start + length:
            counts[marks[end].group] = counts.get(marks[end].group, 0) + 1
            weight += marks[end].weight
            end += 1
        if end <= place:
            end = place + 1  # a match longer than the window
            continue
        worth = sum(map(bool, counts.values())), round(weight, 6)
        if worth > best:
            best, found = worth, (mark.start, max(each.end for each in marks[place:end]))
        counts[mark.group] -= 1
        weight -= mark.weight
    return found


def _merged(marks: Sequence[_Mark]) -> Iterator[tuple[int, int]]:
    """The marked ranges of a sorted list, overlapping ones made one."""
    ranges: list[tuple[int, int]] = []
    for mark in marks:
        if ranges and mark.start < ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(ranges[-1][1], mark.end)
        else:
            ranges.append((mark.start, mark.end))
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
