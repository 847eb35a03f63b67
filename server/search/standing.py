"""Where the patterns of a query stand in a text, for explaining and for marking."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from server.search.analysis.chain import Token
from server.search.matching import Group, Pattern, Tier
from server.search.query import Way
from server.text.languages import Language


class Match(NamedTuple):
    """A pattern of a group at the tokens first..last (last excluded).

    Of a pattern whose tokens may stand apart this is one token only, named by `one`; it is met where all are.
    """

    first: int
    last: int
    group: int
    pattern: Pattern
    one: str = ""


class _Wanted(NamedTuple):
    group: int
    pattern: Pattern
    one: str = ""


class Sought:
    """The patterns of groups in one language, by the token that each begins with.

    A text costs a few look-ups for each of its words, however many patterns there are.
    """

    def __init__(self, groups: Sequence[Group], language: Language) -> None:
        self._by_token: dict[tuple[Tier, str], list[_Wanted]] = defaultdict(list)
        self._prefixes: list[_Wanted] = []
        for place, group in enumerate(groups):
            for pattern in group.patterns:
                if pattern.language is language:
                    self._add(place, pattern)

    def _add(self, group: int, pattern: Pattern) -> None:
        if pattern.way is Way.PREFIX:
            self._prefixes.append(_Wanted(group, pattern))
        elif pattern.is_apart:
            for token in dict.fromkeys(pattern.tokens):
                for tier in (Tier.STEM, Tier.PART):
                    self._by_token[tier, token].append(_Wanted(group, pattern, token))
        else:
            self._by_token[pattern.tier, pattern.tokens[0]].append(_Wanted(group, pattern))

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Every place in a text where a pattern stands, in reading order."""
        for first, token in enumerate(tokens):
            for group, pattern, one in self._beginning(token):
                run = tokens[first : first + (1 if one else len(pattern.tokens))]
                if len(pattern.tokens) == 1 or one or _compared(run, pattern.tier) == pattern.tokens:
                    yield Match(first, first + len(run), group, pattern, one)

    def _beginning(self, token: Token) -> Iterator[_Wanted]:
        yield from self._by_token.get((Tier.WORD, token.word), ())
        yield from self._by_token.get((Tier.STEM, token.stem), ())
        for part in dict.fromkeys(token.parts):
            yield from self._by_token.get((Tier.PART, part), ())
        yield from (each for each in self._prefixes if token.word.startswith(each.pattern.tokens[0]))


@lru_cache(maxsize=64)
def sought(groups: tuple[Group, ...], language: Language) -> Sought:
    """The patterns of groups in one language; one page asks for the same in every text."""
    return Sought(groups, language)


def _compared(run: Sequence[Token], tier: Tier) -> tuple[str, ...]:
    return tuple(token.word if tier is Tier.WORD else token.stem for token in run)
