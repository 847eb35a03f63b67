"""What would satisfy a query: the same patterns for every engine, for explaining and for highlighting."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from server.search.analysis.chain import analyse
from server.search.query import Clause, Expansion, Query, Way
from server.text.languages import LANGUAGES, Language


class Tier(StrEnum):
    """What is compared: the folded word as written, its stem, or the stems of a compound's parts.

    `PART` holds compounds only: a simple word has no parts.
    """

    WORD = "word"
    STEM = "stem"
    PART = "part"


# A document with the very word also matches its stem, so both weights add up above other inflections.
_WEIGHTS: Final = {
    (Way.PHRASE, Tier.WORD): 1.0,
    (Way.PHRASE, Tier.STEM): 1.0,
    (Way.SAME_WORD, Tier.WORD): 1.0,
    (Way.STEM, Tier.STEM): 0.6,
    (Way.PREFIX, Tier.WORD): 0.6,
    (Way.COMPOUND, Tier.PART): 0.3,
    (Way.PARTS, Tier.PART): 0.3,
}
# What an expansion counts as part of a longer word, beside the word itself: as for a typed word.
_AS_PART: Final = 0.5


@dataclass(frozen=True, slots=True)
class Pattern:
    """Tokens that satisfy a group in one language.

    They stand side by side in one field; where `is_apart`, anywhere in the document but for the title of the section
    around, each as a stem or as a part.
    For `PREFIX` the one token is the beginning of a folded word. `is_for_one_language` says that only documents
    in one language are looked through. `matched` is the glossary's term or the typed phrase, "" where the word
    in the text says more.
    """

    way: Way
    language: Language
    tier: Tier
    tokens: tuple[str, ...]
    typed: str
    weight: float
    matched: str = ""
    concept: str = ""
    is_for_one_language: bool = False

    @property
    def is_expansion(self) -> bool:
        """Whether something else than what was typed is looked for: of these only the best one counts."""
        return self.way in (Way.GLOSSARY, Way.PAIR, Way.COGNATE)

    @property
    def is_apart(self) -> bool:
        """Whether its tokens may stand anywhere in the document: those of the tier `PART` where there are several."""
        return self.tier is Tier.PART and len(self.tokens) > 1


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns of which a document must match at least one; a group of plain words may be missed."""

    patterns: tuple[Pattern, ...]
    may_be_missed: bool


def groups(query: Query, languages: Collection[Language] = LANGUAGES) -> tuple[Group, ...]:
    """For each group of a query that counts, everything that satisfies it in texts of these languages.

    Work is bounded by the grammar's words: at most four patterns for each and each language, and expansions.
    """
    return tuple(_group(query, place, languages) for place in query.counting)


def excluded(query: Query, languages: Collection[Language] = LANGUAGES) -> tuple[Pattern, ...]:
    """What no document may hold: the very words and phrases, in any form, but no compounds."""
    return _distinct(
        pattern
        for clause in query.excluded
        for language in languages
        for pattern in of_clause(clause, language)
        if pattern.tier is not Tier.PART
    )


def of_clause(clause: Clause, language: Language) -> Iterator[Pattern]:
    """Everything that satisfies a clause itself in one language."""
    tokens, typed = analyse(" ".join(clause.words), language), clause.typed
    words, stems = tuple(token.word for token in tokens), tuple(token.stem for token in tokens)
    if clause.way is Way.PREFIX:
        yield _pattern(Way.PREFIX, language, Tier.WORD, words, typed)
    elif clause.way is Way.PHRASE:
        yield _pattern(Way.PHRASE, language, Tier.WORD, words, typed, matched=typed)
        yield _pattern(Way.PHRASE, language, Tier.STEM, stems, typed, matched=typed)
    else:
        yield _pattern(Way.SAME_WORD, language, Tier.WORD, words, typed)
        yield _pattern(Way.STEM, language, Tier.STEM, stems, typed)
        yield _pattern(Way.COMPOUND, language, Tier.PART, stems, typed)
        # A word that is its own and only part would match whatever its stem matches.
        parts = tuple(dict.fromkeys(part for token in tokens for part in token.parts))
        if len(parts) > 1:
            yield _pattern(Way.PARTS, language, Tier.PART, parts, typed)


def _group(query: Query, place: int, languages: Collection[Language]) -> Group:
    clauses = query.groups[place]
    # "de OR mkb" asks for mkb: beside other words a common one would find everything.
    telling = tuple(clause for clause in clauses if not clause.is_common) or clauses
    typed = (
        pattern for clause in telling for language in languages for pattern in of_clause(clause, language)
    )
    expanded = (
        pattern
        for expansion in query.expansions
        if expansion.first <= place <= expansion.last and expansion.language in languages
        for pattern in _of_expansion(
            expansion, expansion.typed or query.typed(expansion.first, expansion.last)
        )
    )
    return Group(_distinct((*typed, *expanded)), all(clause.way is Way.SAME_WORD for clause in clauses))


def _distinct(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Those that look for something else each: two forms of one word typed beside "OR" count once."""
    distinct: dict[object, Pattern] = {}
    for each in patterns:
        distinct.setdefault((each.way, each.language, each.tier, each.tokens, each.concept), each)
    return tuple(distinct.values())


def _pattern(
    way: Way, language: Language, tier: Tier, tokens: tuple[str, ...], typed: str, *, matched: str = ""
) -> Pattern:
    return Pattern(way, language, tier, tokens, typed, _WEIGHTS[way, tier], matched)


def _of_expansion(expansion: Expansion, typed: str) -> Iterator[Pattern]:
    stems = tuple(token.stem for token in analyse(expansion.term, expansion.language))
    if not stems:
        return
    is_term = expansion.way is Way.GLOSSARY
    pattern = Pattern(
        expansion.way,
        expansion.language,
        Tier.STEM,
        stems,
        typed,
        expansion.weight,
        matched=expansion.term if is_term else "",
        concept=expansion.concept,
        is_for_one_language=not is_term,
    )
    if expansion.is_apart and len(stems) > 1:
        yield replace(pattern, tier=Tier.PART)
        return
    yield pattern
    if len(stems) == 1:
        yield replace(pattern, tier=Tier.PART, weight=expansion.weight * _AS_PART)
