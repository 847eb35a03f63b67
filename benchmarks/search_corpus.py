"""Made-up comments in any number: the record's words, and many more made of them, as often as Zipf's law has it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import shipped
from server.domain.document import ID_ALPHABET
from server.search.analysis.chain import Token, analyse
from server.search.analysis.common_words import COMMON_WORDS
from server.search.documents import Facet, Field, Kind, Part, SearchDocument
from server.search.matching import Tier
from server.text import markdown
from server.text.languages import LANGUAGES, Language

# As in the studies: 122,000 words in all, 34 of them in a comment on average, 8 of 100 in a fixed phrase.
WORDS_OF_A_LANGUAGE: Final = 60_000
_LENGTHS: Final = (10, 59)
_PHRASES: Final = 2_000
_PHRASED: Final = 0.08
# Zipf and Mandelbrot: the word of rank r comes as often as 1 / (r + 2.7) ** 1.07.
_SHIFT, _EXPONENT = 2.7, 1.07
_SEED: Final = 20211001
_FIRST: Final = datetime(2021, 10, 1, 12, 0, tzinfo=UTC)
_ENDINGS: Final = {Language.NL: ("en", "e", "s", "er"), Language.DE: ("en", "e", "er", "es")}
# With the linking element that both languages have after these endings.
_LINKED: Final = ("ing", "heid", "teit", "schap", "ung", "heit", "keit", "schaft", "ion")
_CODES: Final = {(language, tier): f"{language[0]}{tier[0]}q" for language in LANGUAGES for tier in Tier}


class Words(NamedTuple):
    """The words of a language, most frequent first, and how they are analysed."""

    surfaces: tuple[str, ...]
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Comments number 0 to size - 1, Dutch and German in turns; `ids` are places in the words of the language."""

    size: int
    words: Mapping[Language, Words]
    ids: NDArray[np.uint32]
    starts: NDArray[np.int64]

    def language(self, number: int) -> Language:
        """The language of a comment."""
        return LANGUAGES[number % len(LANGUAGES)]

    def surfaces(self, number: int) -> list[str]:
        """The words of a comment as written."""
        known = self.words[self.language(number)].surfaces
        return [known[each] for each in self._of(number)]

    def tokens(self, number: int) -> list[Token]:
        """The words of a comment, analysed."""
        known = self.words[self.language(number)].tokens
        return [known[each] for each in self._of(number)]

    def text(self, number: int) -> str:
        """A comment as it was typed."""
        return " ".join(self.surfaces(number))

    def document(self, number: int) -> SearchDocument:
        """A comment as our engines are given it."""
        language = self.language(number)
        return SearchDocument(
            kind=Kind.COMMENT,
            id=id_of(number),
            edition="2021",
            section=str(number % 23 + 1),
            language=language,
            fields=(Field(Part.TEXT, language, self.text(number)),),
            moment=_FIRST + timedelta(seconds=number),
            more={Facet.ROUND: ("round-1",), Facet.GROUP: ("citizen",)},
        )

    def documents(self, first: int = 0, end: int | None = None) -> Iterator[SearchDocument]:
        """The comments first..end (end excluded), or all, one at a time."""
        return map(self.document, range(first, self.size if end is None else end))

    def indexed(self, number: int) -> str:
        """What the yardsticks index of a comment: the tokens that our engines make of it, blanks between them.

        Words, then stems, then parts of compounds; the first letters tell what they are and in which language,
        so that one field holds them all and none has to look at fields.
        """
        language, found = self.language(number), self.tokens(number)
        return " ".join(
            (
                *(coded(language, Tier.WORD, token.word) for token in found),
                *(coded(language, Tier.STEM, token.stem) for token in found),
                *(coded(language, Tier.PART, part) for token in found for part in token.parts),
            )
        )

    def _of(self, number: int) -> list[int]:
        found: list[int] = self.ids[self.starts[number] : self.starts[number + 1]].tolist()
        return found


def coded(language: Language, tier: Tier, token: str) -> str:
    """A token with what it is written before it: letters only, as every tokenizer leaves them."""
    return _CODES[language, tier] + token


@cache
def corpus(size: int) -> Corpus:
    """So many comments, the same ones on every machine."""
    generator = np.random.default_rng(_SEED)
    words = {language: _words(language) for language in LANGUAGES}
    lengths = generator.integers(*_LENGTHS, size=size)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
    ids = np.empty(starts[-1], np.uint32)
    of_language = np.repeat(np.arange(size) % len(LANGUAGES), lengths)
    for place, language in enumerate(LANGUAGES):
        here = np.flatnonzero(of_language == place)
        many = len(words[language].surfaces)
        ids[here] = _drawn(generator, many, len(here))
        phrases = _drawn(generator, many, 2 * _PHRASES).reshape(-1, 2)
        first = here[generator.random(len(here)) < _PHRASED / 2]
        # A phrase that would reach into the next comment is left out, and so is one on top of another.
        first = first[np.isin(first + 1, starts, invert=True)]
        chosen = phrases[_drawn(generator, _PHRASES, len(first))]
        ids[first], ids[first + 1] = chosen[:, 0], chosen[:, 1]
    return Corpus(size, words, ids, starts)


def _drawn(generator: np.random.Generator, many: int, size: int) -> NDArray[np.uint32]:
    """So many ranks below `many`, low ones oftener."""
    weights = np.cumsum((np.arange(many) + 1 + _SHIFT) ** -_EXPONENT)
    return np.asarray(np.searchsorted(weights, generator.random(size) * weights[-1]), np.uint32)


@cache
def _words(language: Language) -> Words:
    counts: Counter[str] = Counter()
    for text in _record_texts(language):
        counts.update(
            token.text
            for token in analyse(text, language)
            if token.text.isalpha() and len(token.word) > 2 and token.word not in COMMON_WORDS[language]
        )
    own = [word for word, _ in counts.most_common()]
    surfaces = list(own)
    known = {each.lower() for each in own}
    for word in _made(own, language):
        if len(surfaces) == WORDS_OF_A_LANGUAGE:
            break
        if word not in known:
            known.add(word)
            surfaces.append(word)
    # The one analysis that all engines share.
    tokens = tuple(token for word in surfaces for token in analyse(word, language))
    if len(tokens) != len(surfaces):
        raise ValueError("a made-up word is no word")
    return Words(tuple(surfaces), tokens)


def _made(own: Sequence[str], language: Language) -> Iterator[str]:
    """Inflections of the record's words, then compounds of them, common words first."""
    plain = [word.lower() for word in own if 4 <= len(word) <= 12]
    yield from (word + ending for word, ending in product(plain, _ENDINGS[language]))
    for first, last in sorted(
        product(range(min(len(plain), 400)), repeat=2), key=lambda pair: (sum(pair), pair)
    ):
        link = "s" if plain[first].endswith(_LINKED) else ""
        yield plain[first] + link + plain[last]


def _record_texts(language: Language) -> Iterator[str]:
    record = shipped.record()
    for edition in record.editions:
        for section in edition.sections:
            yield section.titles[language]
            yield from (markdown.plain(each.wordings[language]) for each in section.paragraphs)
    for concept in record.concepts:
        side = concept.sides[language]
        yield from (side.definition, side.reading)
        yield from (text for term in side.terms for text in (term.text, *term.forms))


def id_of(number: int) -> str:
    """The id of a comment."""
    return "c-" + "".join(ID_ALPHABET[number >> 5 * place & 31] for place in reversed(range(8)))


def number_of(comment_id: str) -> int:
    """The number of a comment by its id."""
    number = 0
    for digit in comment_id.removeprefix("c-"):
        number = number << 5 | ID_ALPHABET.index(digit)
    return number
