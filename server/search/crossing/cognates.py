"""Words of the other language that are written alike: skeletons compared with those of the record's vocabulary."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, log1p
from typing import Final

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from server.search.analysis.stemming import stem
from server.search.crossing.counterparts import Counterpart
from server.search.crossing.skeletons import skeleton
from server.search.engine import Vocabulary
from server.text.languages import LANGUAGES, Language

# Shorter words are alike by chance.
MIN_LETTERS: Final = 4
MAX_COGNATES: Final = 8
# Skeletons less alike than this are other words; found on the tuning half of the judged topics.
MIN_LIKENESS: Final = 0.72
# Forms of one word are many: of each length some more than are kept are looked at.
_LOOKED_AT = 2 * MAX_COGNATES
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class _Written:
    word: str
    count: int


class Cognates:
    """Finds likely counterparts by their letters; built once for a state of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._buckets: dict[Language, dict[tuple[str, int], list[str]]] = {}
        self._written: dict[Language, dict[str, _Written]] = {}
        for language in LANGUAGES:
            written = _by_skeleton(vocabulary.words.get(language, {}), language)
            buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
            for bare in sorted(written):
                buckets[_opening(bare), len(bare)].append(bare)
            self._written[language], self._buckets[language] = written, buckets

    def of(self, word: str, language: Language) -> list[Counterpart]:
        """The words of the other language most like this one of `language`, best first; at most eight.

        None for numbers and for words of fewer than four letters. Where the very word stands in the other language,
        what is rarer there is not meant.
        """
        other = language.other
        if not _is_compared(word):
            return []
        least = self._vocabulary.words.get(other, {}).get(word.lower(), 0)
        bare = skeleton(word, language)
        alike: dict[str, Counterpart] = {}
        for written, likeness in self._alike(bare, other):
            if written.count < least:
                continue
            stemmed = stem(written.word, other)
            weight = _weight(likeness, written.count)
            if stemmed not in alike or alike[stemmed].weight < weight:
                alike[stemmed] = Counterpart(written.word, weight)
        return sorted(alike.values(), key=lambda found: (-found.weight, found.word))[:MAX_COGNATES]

    def _alike(self, bare: str, other: Language) -> Iterator[tuple[_Written, float]]:
        opening, written, scorer = _opening(bare), self._written[other], Levenshtein.normalized_similarity
        # What is a third longer or shorter cannot be alike enough.
        for length in range(ceil(len(bare) * MIN_LIKENESS), int(len(bare) / MIN_LIKENESS) + 1):
            bucket = self._buckets[other].get((opening, length))
            if bucket is None:
                continue
            for found, likeness, _ in extract(
                bare, bucket, scorer=scorer, score_cutoff=MIN_LIKENESS, limit=_LOOKED_AT
            ):
                yield written[found], likeness


def _by_skeleton(words: Mapping[str, int], language: Language) -> dict[str, _Written]:
    """The most frequent spelling of each skeleton, and how often all of them stand in the record."""
    written: dict[str, _Written] = {}
    for word, count in words.items():
        if not _is_compared(word):
            continue
        bare = skeleton(word, language)
        known = written.get(bare)
        if known is None or (count, known.word) > (known.count, word):
            written[bare] = _Written(word, count)
    return written


def _is_compared(word: str) -> bool:
    return len(word) >= MIN_LETTERS and word.isalpha()


def _opening(bare: str) -> str:
    """The first two consonants: vowels differ between the languages, consonants at the beginning hardly do."""
    return "".join(letter for letter in bare if letter not in _VOWELS)[:2]


def _weight(likeness: float, count: int) -> float:
    """Likeness counts most; of two alike the one that the record uses more."""
    return likeness**3 * min(1.0, 0.6 + 0.1 * log1p(count))
