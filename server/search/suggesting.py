"""Suggestions while somebody types: terms and titles that say it, and the last word completed."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import islice
from typing import Final, NamedTuple

from server.search.analysis.folding import fold
from server.search.analysis.words import places
from server.search.engine import Vocabulary
from server.search.spelling import Holds
from server.text.languages import LANGUAGES, Language

MAX_SUGGESTIONS: Final = 8
# Fewer letters stand before too many words to mean one.
MIN_LETTERS: Final = 2
# Some of the words may be gone since the vocabulary was made.
_SPARE = 2 * MAX_SUGGESTIONS


class Suggestion(NamedTuple):
    """What may be meant, and the language of it: that of its last word where it completes what was typed."""

    text: str
    language: Language


class Suggester:
    """Completes what is typed; built once for a state of the vocabulary and of the names.

    `names` are terms and titles with their language, in the order in which equal ones are offered.
    """

    def __init__(self, vocabulary: Vocabulary, names: Iterable[tuple[Language, str]]) -> None:
        self._words = {
            language: sorted(
                (fold(word, language), word, count)
                for word, count in vocabulary.words.get(language, {}).items()
                if word.isalpha()
            )
            for language in LANGUAGES
        }
        self._names = {
            language: [
                (_folded(name, language), name) for own, name in dict.fromkeys(names_of) if own is language
            ]
            for names_of in [list(names)]
            for language in LANGUAGES
        }

    def suggest(self, typed: str, language: Language, holds: Holds) -> list[Suggestion]:
        """At most eight, the reader's language first: names that begin so, names that hold it, completed words.

        Every completed word stands in a document now.
        """
        words = list(places(typed))
        if not words or words[-1].end != len(typed.rstrip()) or len(words[-1].text) < MIN_LETTERS:
            return []
        languages = (language, language.other)
        said = " ".join(place.text for place in words)
        before = typed[: words[-1].start]
        found: dict[str, Suggestion] = {}
        for spoken, text in (
            *((each, name) for each in languages for name in self._beginning(said, each)),
            *((each, name) for each in languages for name in self._holding(said, each)),
            *(
                (each, before + word)
                for each in languages
                for word in self._completed(words[-1].text, each, holds)
            ),
        ):
            found.setdefault(text.casefold(), Suggestion(text, spoken))
        found.pop(typed.strip().casefold(), None)
        return list(islice(found.values(), MAX_SUGGESTIONS))

    def _beginning(self, said: str, language: Language) -> Iterator[str]:
        asked = _folded(said, language)
        return (name for folded, name in self._names[language] if folded.startswith(asked))

    def _holding(self, said: str, language: Language) -> Iterator[str]:
        asked = " " + _folded(said, language)
        return (name for folded, name in self._names[language] if asked in folded)

    def _completed(self, beginning: str, language: Language, holds: Holds) -> list[str]:
        """The most frequent words that begin so."""
        words, asked = self._words[language], fold(beginning, language)
        start = bisect_left(words, (asked,))
        end = bisect_left(words, (asked + "\U0010ffff",))
        best = nsmallest(_SPARE, words[start:end], key=lambda found: (-found[2], found[1]))
        there = holds(language, [word for _, word, _ in best])
        return [word for _, word, _ in best if word in there]


def _folded(text: str, language: Language) -> str:
    return " ".join(fold(place.text, language) for place in places(text))
