"""Which sentences of a paragraph's two wordings go together, by their lengths and the words they share."""

import re
from collections.abc import Iterator, Sequence
from math import erfc, inf, log, sqrt
from typing import Final, NamedTuple

from server.search.analysis.words import places

# A sentence or a line of a list ends here; abbreviations before a small letter do not end one.
_END = re.compile(r"(?<=[.!?:])[”“’\"]?\s+(?=[„“‘\"]?[A-ZÄÖÜ0-9])|\n+")
# How often so many sentences stand for so many: W. A. Gale and K. W. Church, "A Program for Aligning Sentences in
# Bilingual Corpora" (1993), table 5. Their variance of 6.8 characters a character of length is doubled here: both
# wordings are written freely.
_CHANCES: Final = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.045, (1, 2): 0.045, (2, 2): 0.011}
_COSTS: Final = {run: -log(chance) for run, chance in _CHANCES.items()}
_VARIANCE = 13.6
_LEAST_CHANCE = 1e-9
# What a word that stands in both sentences, a name or a number, is worth; about a chance of one in seven.
_SHARED = 2.0
# Names are not shared by chance; short words are ("in", "die").
_LETTERS_OF_A_NAME = 4


class _Sentence(NamedTuple):
    text: str
    length: int
    names: frozenset[str]


def aligned(ours: str, theirs: str) -> Iterator[tuple[str, str]]:
    """Runs of one or two sentences of two plain texts that say the same, in reading order."""
    left, right = _sentences(ours), _sentences(theirs)
    steps = _cheapest_steps(left, right)
    place, runs = (len(left), len(right)), []
    while place != (0, 0):
        wide, high = steps[place]
        start = (place[0] - wide, place[1] - high)
        if wide and high:
            runs.append((_joined(left[start[0] : place[0]]), _joined(right[start[1] : place[1]])))
        place = start
    yield from reversed(runs)


def _sentences(text: str) -> list[_Sentence]:
    return [
        _Sentence(sentence, len(sentence), _names(sentence))
        for sentence in _END.split(text)
        if sentence.strip()
    ]


def _names(sentence: str) -> frozenset[str]:
    return frozenset(
        place.text.lower()
        for place in places(sentence)
        if place.text[0].isdecimal() or len(place.text) >= _LETTERS_OF_A_NAME
    )


def _joined(sentences: Sequence[_Sentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _cheapest_steps(left: list[_Sentence], right: list[_Sentence]) -> dict[tuple[int, int], tuple[int, int]]:
    """For every place the last step of the cheapest way to it, as in any edit distance."""
    costs: dict[tuple[int, int], float] = {(0, 0): 0.0}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            for (wide, high), price in _COSTS.items():
                before = costs.get((i - wide, j - high))
                if before is None:
                    continue
                cost = before + price + _cost(left[i - wide : i], right[j - high : j])
                if cost < costs.get((i, j), inf):
                    costs[i, j], steps[i, j] = cost, (wide, high)
    return steps


def _cost(ours: list[_Sentence], theirs: list[_Sentence]) -> float:
    if not ours or not theirs:
        return 0.0
    length, other = sum(each.length for each in ours), sum(each.length for each in theirs)
    apart = abs(length - other) / sqrt(_VARIANCE * (length + other) / 2)
    shared = frozenset().union(*(each.names for each in ours)) & frozenset().union(
        *(each.names for each in theirs)
    )
    return -log(max(erfc(apart / sqrt(2)), _LEAST_CHANCE)) - _SHARED * len(shared)
