"""The query grammar: words, "phrases", and one prefix* at the end; everything else typed only separates.

No engine's own query language ever sees what a visitor typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from server.search.analysis.common_words import COMMON_WORDS
from server.search.analysis.folding import fold
from server.search.analysis.words import Place, places
from server.text.languages import LANGUAGES, Language

MAX_CHARACTERS = 200
MAX_WORDS = 12
# Two letters stand before hundreds of words: the answer would be noise, at the price of all their postings.
MIN_PREFIX = 3

_PHRASE = re.compile('["„“”«»]([^"„“”«»]*)["„“”«»]')


class Way(StrEnum):
    """How a document came to match what was typed, strongest first."""

    PHRASE = "phrase"
    SAME_WORD = "same-word"
    STEM = "stem"
    PREFIX = "prefix"
    GLOSSARY = "glossary"
    CONTEXT = "context"


class Refusal(StrEnum):
    """Why a query is not answered; the pages hold the sentence for each in both languages."""

    TOO_LONG = "too-long"
    TOO_MANY_WORDS = "too-many-words"
    SHORT_PREFIX = "short-prefix"


class QueryRefused(Exception):
    """A query beyond the limits of the grammar; `code` says which."""

    def __init__(self, code: Refusal) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: a word, the words of a phrase in their order, or the beginning of a word."""

    way: Way
    words: tuple[str, ...]

    @property
    def typed(self) -> str:
        """What was typed, without its quotation marks."""
        return " ".join(self.words) + ("*" if self.way is Way.PREFIX else "")

    @property
    def is_common(self) -> bool:
        """Whether this is a single word that is common in one of the languages."""
        return self.way is Way.SAME_WORD and any(
            fold(self.words[0], language) in COMMON_WORDS[language] for language in LANGUAGES
        )


@dataclass(frozen=True, slots=True)
class Expansion:
    """A glossary term that may stand for the clauses first..last (last included)."""

    first: int
    last: int
    language: Language
    term: str
    concept: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: a document must meet every clause that counts, itself or by an expansion over it."""

    text: str
    clauses: tuple[Clause, ...] = ()
    expansions: tuple[Expansion, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: no letters, no digits."""
        return not self.clauses

    @property
    def counting(self) -> tuple[int, ...]:
        """Places of the clauses that count: all but common words, or all where every word is common."""
        kept = tuple(place for place, clause in enumerate(self.clauses) if not clause.is_common)
        return kept or tuple(range(len(self.clauses)))


def parse(text: str) -> Query:
    """The query in a typed text; any text whatever is a query unless it is beyond the limits.

    Raises QueryRefused: over MAX_CHARACTERS, over MAX_WORDS, or a prefix under MIN_PREFIX letters.
    """
    if len(text.strip()) > MAX_CHARACTERS:
        raise QueryRefused(Refusal.TOO_LONG)
    clauses = tuple(_clauses(unicodedata.normalize("NFKC", text)))
    if sum(len(clause.words) for clause in clauses) > MAX_WORDS:
        raise QueryRefused(Refusal.TOO_MANY_WORDS)
    if clauses and clauses[-1].way is Way.PREFIX and _letters(clauses[-1].words[0]) < MIN_PREFIX:
        raise QueryRefused(Refusal.SHORT_PREFIX)
    return Query(text, clauses)


def _clauses(text: str) -> Iterator[Clause]:
    place = 0
    for quoted in _PHRASE.finditer(text):
        yield from _words(text[place : quoted.start()])
        yield from _phrase(quoted.group(1))
        place = quoted.end()
    yield from _words(text[place:], may_end_in_prefix=True)


def _phrase(text: str) -> Iterator[Clause]:
    words = tuple(found.text for found in places(text))
    if words:
        yield Clause(Way.PHRASE if len(words) > 1 else Way.SAME_WORD, words)


def _words(text: str, *, may_end_in_prefix: bool = False) -> Iterator[Clause]:
    found = list(places(text))
    for word in found:
        is_prefix = may_end_in_prefix and word is found[-1] and _has_star(text, word)
        yield Clause(Way.PREFIX if is_prefix else Way.SAME_WORD, (word.text,))


def _has_star(text: str, word: Place) -> bool:
    return text.startswith("*", word.end)


def _letters(word: str) -> int:
    return sum(letter.isalnum() for letter in word)
