"""Queries of every class, drawn from the made-up comments: as single tokens, and as somebody would type them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from benchmarks.search_corpus import Corpus
from server.search.analysis.chain import Token
from server.search.engine import Request
from server.search.grammar import parse
from server.search.matching import Group, Pattern, Tier, groups
from server.search.query import Expansion, Way
from server.text.languages import Language

HITS: Final = 10
BEGINNING: Final = 5
CROSSING: Final = 41
_SEED: Final = 7
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Asked:
    """One query; `slip` is the misspelled word of a fuzzy one, whose near words are still to be found.

    `text` is what was typed, "" for a query that nobody types.
    """

    request: Request
    slip: str = ""
    language: Language = Language.NL
    text: str = ""


def token_queries(corpus: Corpus, many: int) -> dict[str, list[Asked]]:
    """Queries that need one list of postings for each word: what reading an index costs."""
    draw = _Drawing(corpus)

    def terms(number: int, language: Language, *, any_of: bool = False) -> Asked:
        found = draw.anywhere(number) if any_of else draw.of_one(number, language)
        return _asked([[_stem(each, language)] for each in found], together=any_of)

    def phrase(language: Language) -> Asked:
        pair = tuple(each.stem for each in draw.neighbours(language))
        return _asked([[Pattern(Way.PHRASE, language, Tier.STEM, pair, "", 1.0)]])

    def prefix(language: Language) -> Asked:
        beginning = draw.long(language).word[:BEGINNING]
        return _asked([[Pattern(Way.PREFIX, language, Tier.WORD, (beginning,), "", 1.0)]])

    return {
        "term": draw.times(many, lambda language: terms(1, language)),
        "AND of 3": draw.times(many, lambda language: terms(3, language)),
        "OR of 3": draw.times(many, lambda _: terms(3, draw.language, any_of=True)),
        "phrase": draw.times(many, phrase),
        "prefix": draw.times(many, prefix),
        "fuzzy": draw.times(many, lambda language: Asked(Request(limit=HITS), draw.slip(language), language)),
    }


def typed_queries(corpus: Corpus, many: int) -> dict[str, list[Asked]]:
    """The same classes as the service asks for them: words, stems and parts, in both languages."""
    draw = _Drawing(corpus)

    def words(number: int, language: Language, between: str = " ") -> Asked:
        return typed(between.join(each.text for each in draw.of_one(number, language)))

    def phrase(language: Language) -> Asked:
        return typed(f'"{" ".join(each.text for each in draw.neighbours(language))}"')

    return {
        "term": draw.times(many, lambda language: words(1, language)),
        "AND of 3": draw.times(many, lambda language: words(3, language)),
        "OR of 3": draw.times(many, lambda language: words(3, language, " OR ")),
        "phrase": draw.times(many, phrase),
        "prefix": draw.times(many, lambda language: typed(draw.long(language).text[:BEGINNING] + "*")),
    }


def crossing_queries(corpus: Corpus, many: int) -> dict[str, list[Asked]]:
    """Three words with what may stand for them in the other language, 41 patterns; all three needed, or any."""
    draw = _Drawing(corpus)
    needed = draw.times(many, lambda language: _crossing(draw, language))
    return {
        "41 patterns, all groups": needed,
        "41 patterns, any": [
            _asked([[p for g in each.request.groups for p in g.patterns]]) for each in needed
        ],
    }


def slips(corpus: Corpus, many: int) -> list[str]:
    """Words with one letter wrong."""
    draw = _Drawing(corpus)
    return [draw.slip(corpus.language(number)) for number in range(many)]


def typed(text: str) -> Asked:
    """What an engine is asked for something typed, but for counterparts."""
    return Asked(Request(groups=groups(parse(text)), limit=HITS), text=text)


class _Drawing:
    """Draws words as often as the comments hold them: who searches asks for what others write."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._random = Random(_SEED)
        self.language = Language.NL

    def times(self, many: int, make: Callable[[Language], Asked]) -> list[Asked]:
        """So many queries, half in each language."""
        return list(self._each(many, make))

    def _each(self, many: int, make: Callable[[Language], Asked]) -> Iterator[Asked]:
        for number in range(many):
            self.language = self._corpus.language(number)
            yield make(self.language)

    def of_one(self, number: int, language: Language) -> list[Token]:
        """Different words of one comment."""
        while True:
            tokens = {each.stem: each for each in self._comment(language)}
            if len(tokens) >= number:
                return self._random.sample(list(tokens.values()), number)

    def anywhere(self, number: int) -> list[Token]:
        """Words of several comments in the present language."""
        return [self.of_one(1, self.language)[0] for _ in range(number)]

    def neighbours(self, language: Language) -> tuple[Token, Token]:
        """Two words that stand side by side."""
        tokens = self._comment(language)
        place = self._random.randrange(len(tokens) - 1)
        return tokens[place], tokens[place + 1]

    def long(self, language: Language) -> Token:
        """A word that is longer than the beginning that is typed of it."""
        while True:
            [token] = self.of_one(1, language)
            if len(token.word) > BEGINNING:
                return token

    def slip(self, language: Language) -> str:
        """A word with one letter other, more or less, that no comment holds."""
        word = self.long(language).text.lower()
        place = self._random.randrange(1, len(word))
        letter = self._random.choice(_LETTERS)
        return self._random.choice(
            (
                word[:place] + word[place + 1 :],
                word[:place] + letter + word[place + 1 :],
                word[:place] + letter + word[place:],
            )
        )

    def _comment(self, language: Language) -> list[Token]:
        number = self._random.randrange(self._corpus.size)
        while self._corpus.language(number) is not language:
            number = self._random.randrange(self._corpus.size)
        return self._corpus.tokens(number)


def _crossing(draw: _Drawing, language: Language) -> Asked:
    query = parse(" ".join(each.text for each in draw.of_one(3, language)))
    made = groups(query)
    while sum(len(group.patterns) for group in made) < CROSSING:
        place = len(query.expansions) % 3
        [other] = draw.of_one(1, language.other)
        counterpart = Expansion(place, place, language.other, other.text, Way.COGNATE, 0.3)
        query = replace(query, expansions=(*query.expansions, counterpart))
        made = groups(query)
    spare = sum(len(group.patterns) for group in made) - CROSSING
    last = made[-1].patterns
    return Asked(
        Request(groups=(*made[:-1], replace(made[-1], patterns=last[: len(last) - spare])), limit=HITS)
    )


def _stem(token: Token, language: Language) -> Pattern:
    return Pattern(Way.STEM, language, Tier.STEM, (token.stem,), token.text, 1.0)


def _asked(several: Sequence[Sequence[Pattern]], *, together: bool = False) -> Asked:
    """A group for each list of patterns, or one of all."""
    listed = [[pattern for each in several for pattern in each]] if together else several
    return Asked(Request(groups=tuple(Group(tuple(each), False) for each in listed), limit=HITS))
