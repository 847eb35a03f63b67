"""Did you mean: words of the record that are written almost like a typed word which it does not hold."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from math import log1p
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from server.search.analysis.dictionary import is_listed
from server.search.analysis.words import places
from server.search.engine import Vocabulary
from server.search.query import Query, Way
from server.text.languages import LANGUAGES, Language

# One letter more, less, other, or two swapped, is one edit (optimal string alignment). Short words with two edits
# are other words.
MIN_LETTERS: Final = 4
MIN_LETTERS_FOR_TWO_EDITS: Final = 5
# Two edits leave the first letter or the last three alone, nearly always; looking at no other words takes a
# tenth of the time.
_FIRST, _LAST = 1, 3
# Every edit must be made up for by so much in the logarithm of how many documents hold the word. People rarely miss
# the first letter; they often double a letter or not, swap two, or leave one out. Found on typos of words of
# the record.
EDIT_PRICE: Final = 4.0
FIRST_LETTER_PRICE: Final = 3.0
DOUBLED_PRICE: Final = -2.0
SWAPPED_PRICE: Final = -2.0
LEFT_OUT_PRICE: Final = -0.5
# A typed word that stands somewhere is only doubted where another is so many times as frequent.
TIMES_AS_FREQUENT: Final = 100
# A word of the dictionary that stands nowhere is only doubted for one at one edit in so many documents: "fabriek" is
# not meant for "rubriek".
LEAST_FOR_A_KNOWN_WORD: Final = 5
# A query with more strange words is not a slip of the finger.
MAX_WORDS: Final = 3
MAX_OFFERS: Final = 5

_DOUBLED = re.compile(r"(.)\1+")
Holds = Callable[[Language, Iterable[str]], frozenset[str]]


class Offer(NamedTuple):
    """A word of the record in lower case, and the language it is there in."""

    word: str
    language: Language


class Speller:
    """Finds words that were perhaps meant; built once for a state of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._counts: dict[str, int] = {}
        self._languages: dict[str, Language] = {}
        for language in LANGUAGES:
            for word, count in vocabulary.words.get(language, {}).items():
                if count > self._counts.get(word, 0):
                    self._counts[word], self._languages[word] = count, language
        self._by_ends: dict[tuple[str, int], list[str]] = defaultdict(list)
        letters: set[str] = set()
        for word in sorted(self._counts):
            if _is_spelled(word):
                letters.update(word)
                for ends in _ends(word):
                    self._by_ends[ends, len(word)].append(word)
        self._letters = "".join(sorted(letters))

    def offers(self, typed: str) -> list[Offer]:
        """Words perhaps meant, likeliest first; none for a word that the record has as often as others.

        A word of the dictionary that the record lacks is only doubted for a frequent one at one edit.
        """
        word = typed.lower()
        count = self._counts.get(word, 0)
        if not _is_spelled(word):
            return []
        if not count and any(is_listed(word, language) for language in LANGUAGES):
            alike, least = self._near(word), LEAST_FOR_A_KNOWN_WORD
        else:
            alike, least = self._alike(word), count * TIMES_AS_FREQUENT
        ranked = sorted(alike, key=lambda found: (self._price(word, *found), found[0]))
        offers = (Offer(found, self._languages[found]) for found, _ in ranked[:MAX_OFFERS])
        return [offer for offer in offers if self._counts[offer.word] >= least]

    def _alike(self, word: str) -> list[tuple[str, int]]:
        """Words with the fewest edits that any has, one or two, and that number."""
        near = self._near(word)
        if near or len(word) < MIN_LETTERS_FOR_TWO_EDITS:
            return near
        alike = {
            found: int(edits)
            for ends in _ends(word)
            for length in range(len(word) - 2, len(word) + 3)
            for found, edits, _ in extract(
                word, self._by_ends.get((ends, length), ()), scorer=OSA.distance, score_cutoff=2, limit=None
            )
        }
        return list(alike.items())

    def _near(self, word: str) -> list[tuple[str, int]]:
        return [
            (found, 1)
            for found in sorted(_one_edit(word, self._letters))
            if found in self._counts and found != word
        ]

    def _price(self, word: str, found: str, edits: int) -> float:
        price = EDIT_PRICE * edits - log1p(self._counts[found])
        if found[0] != word[0]:
            price += FIRST_LETTER_PRICE
        if _DOUBLED.sub(r"\1", found) == _DOUBLED.sub(r"\1", word):
            price += DOUBLED_PRICE
        if len(found) == len(word) and sorted(found) == sorted(word):
            price += SWAPPED_PRICE
        if len(found) > len(word):
            price += LEFT_OUT_PRICE
        return price


def did_you_mean(query: Query, speller: Speller, holds: Holds) -> str:
    """What was perhaps meant by the text of a query, "" for nothing; every word offered stands in a document now."""
    strange = {}
    for word in _words(query):
        offers = speller.offers(word)
        if offers:
            strange[word] = offers
        if len(strange) == MAX_WORDS:
            break
    there = {
        language: holds(
            language, {o.word for offers in strange.values() for o in offers if o.language is language}
        )
        for language in LANGUAGES
        if strange
    }
    meant = {
        word: found
        for word, offers in strange.items()
        if (found := next((offer.word for offer in offers if offer.word in there[offer.language]), ""))
    }
    return _replaced(query.text, meant) if meant else ""


def _words(query: Query) -> Iterator[str]:
    for place in query.counting:
        for clause in query.groups[place]:
            if clause.way in (Way.SAME_WORD, Way.PHRASE):
                yield from clause.words


def _replaced(text: str, meant: dict[str, str]) -> str:
    pieces, end = [], 0
    for place in places(text):
        if place.text in meant:
            pieces += [text[end : place.start], _in_case_of(place.text, meant[place.text])]
            end = place.end
    return "".join((*pieces, text[end:]))


def _in_case_of(typed: str, word: str) -> str:
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[0].isupper() else word


def _is_spelled(word: str) -> bool:
    return len(word) >= MIN_LETTERS and word.isalpha()


def _ends(word: str) -> tuple[str, str]:
    return word[:_FIRST] + "…", "…" + word[-_LAST:]


def _one_edit(word: str, letters: str) -> set[str]:
    """Everything with one letter more, less or other than the word, or two swapped."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        *(head + tail[1:] for head, tail in halves if tail),
        *(head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1),
        *(head + letter + tail[1:] for head, tail in halves if tail for letter in letters),
        *(head + letter + tail for head, tail in halves for letter in letters),
    }
