"""What would satisfy a query: the same patterns for every engine and for highlighting."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from server.search.analysis.chain import analyse
from server.search.query import Clause, Expansion, Query, Way
from server.text.languages import LANGUAGES, Language


class Tier(StrEnum):
    """What is compared: the folded word as written, or its stem."""

    WORD = "word"
    STEM = "stem"


# A document with the very word also matches its stem, so both weights add up above other inflections.
_WEIGHTS = {
    (Way.PHRASE, Tier.WORD): 1.0,
    (Way.PHRASE, Tier.STEM): 1.0,
    (Way.SAME_WORD, Tier.WORD): 1.0,
    (Way.STEM, Tier.STEM): 0.6,
    (Way.PREFIX, Tier.WORD): 0.6,
    (Way.GLOSSARY, Tier.STEM): 0.4,
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Consecutive folded words or stems that satisfy a clause in one language.

    For the way `PREFIX` the one token is the beginning of a folded word. `matched` is the glossary term
    or the typed phrase, "" where the word in the text says more.
    """

    way: Way
    language: Language
    tier: Tier
    tokens: tuple[str, ...]
    typed: str
    matched: str = ""
    concept: str = ""

    @property
    def weight(self) -> float:
        """How much this way of matching counts."""
        return _WEIGHTS[self.way, self.tier]


def patterns(query: Query, languages: Collection[Language] = LANGUAGES) -> list[tuple[Pattern, ...]]:
    """For each clause that counts, everything that satisfies it in texts of these languages."""
    return [
        (
            *(pattern for language in languages for pattern in _of_clause(query.clauses[place], language)),
            *(
                _of_expansion(expansion, query.clauses[place].typed)
                for expansion in query.expansions
                if expansion.first <= place <= expansion.last and expansion.language in languages
            ),
        )
        for place in query.counting
    ]


def _of_clause(clause: Clause, language: Language) -> Iterator[Pattern]:
    tokens, typed = analyse(clause.typed, language), clause.typed
    words, stems = tuple(token.word for token in tokens), tuple(token.stem for token in tokens)
    if clause.way is Way.PREFIX:
        yield Pattern(Way.PREFIX, language, Tier.WORD, words, typed)
    elif clause.way is Way.PHRASE:
        yield Pattern(Way.PHRASE, language, Tier.WORD, words, typed, matched=typed)
        yield Pattern(Way.PHRASE, language, Tier.STEM, stems, typed, matched=typed)
    else:
        yield Pattern(Way.SAME_WORD, language, Tier.WORD, words, typed)
        yield Pattern(Way.STEM, language, Tier.STEM, stems, typed)


def _of_expansion(expansion: Expansion, typed: str) -> Pattern:
    stems = tuple(token.stem for token in analyse(expansion.term, expansion.language))
    return Pattern(
        Way.GLOSSARY,
        expansion.language,
        Tier.STEM,
        stems,
        typed,
        matched=expansion.term,
        concept=expansion.concept,
    )
