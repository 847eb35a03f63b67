"""What a word is called in the other language, and how far that can be trusted."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from server.text.languages import Language


class Counterpart(NamedTuple):
    """A word of the other language as it is written; the weight is above 0 and at most 1."""

    word: str
    weight: float


# A stem of one language: what learned pairs are looked up by.
Stem = tuple[Language, str]


def by_stem(pairs: Iterable[tuple[Language, str, str, float]]) -> dict[Stem, list[Counterpart]]:
    """The counterparts of each stem, in the order of the pairs (language, stem, counterpart, weight)."""
    found: dict[Stem, list[Counterpart]] = defaultdict(list)
    for language, stem, word, weight in pairs:
        found[language, stem].append(Counterpart(word, weight))
    return found
