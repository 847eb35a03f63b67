"""Crossing the border by the glossary: a typed term also asks for the other terms of its concept."""

from collections.abc import Iterable, Iterator
from typing import Final

from server.domain.glossary import Concept
from server.search.analysis.chain import analyse
from server.search.query import Clause, Expansion, Query, Way
from server.text.languages import LANGUAGES, Language

# What a term of the glossary counts beside a typed word; found on the tuning half of the judged topics. With more
# than an inflected form has (0.6), what is only called so would come before it.
GLOSSARY_WEIGHT: Final = 0.4
# No term of the glossary has more words.
_MAX_WORDS = 6

_Stems = tuple[str, ...]
_Named = tuple[Language, str, _Stems]


class GlossaryExpansion:
    """Expands queries by the terms and forms of all concepts; build it once for a state of the glossary.

    Longer terms are left out where a shorter one in them, or what was typed, finds them anyway. Case is
    ignored, since visitors type "ki" for "KI"; inflected forms count as the term.
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._named: dict[tuple[Language, _Stems], list[str]] = {}
        self._terms: dict[str, list[_Named]] = {}
        for concept in concepts:
            terms = list(_distinct_terms(concept))
            self._terms[concept.key] = [term for term in terms if not _says_more(term, terms)]
            for language, _, stems in terms:
                self._named.setdefault((language, stems), []).append(concept.key)

    def of(self, query: Query) -> tuple[Expansion, ...]:
        """An expansion for every term found in the query; terms it already asks for add nothing."""
        found = (
            expansion
            for first, last, words in _runs(query)
            for expansion in self._expansions(first, last, words)
        )
        return tuple(dict.fromkeys(found))

    def words_for(self, stem: str, language: Language) -> tuple[str, ...]:
        """The terms of one word, in the other language, of concepts that a stem names in this one."""
        concepts = self._named.get((language, (stem,)), ())
        return tuple(
            term
            for concept in concepts
            for other, term, stems in self._terms[concept]
            if other is not language and len(stems) == 1
        )

    def _expansions(self, first: int, last: int, words: str) -> Iterator[Expansion]:
        typed = {language: _stems(words, language) for language in LANGUAGES}
        concepts = [key for named in typed.items() for key in self._named.get(named, ())]
        for concept in dict.fromkeys(concepts):
            for language, term, stems in self._terms[concept]:
                if not _holds(stems, typed[language]):
                    yield Expansion(
                        first, last, language, term, Way.GLOSSARY, GLOSSARY_WEIGHT, concept, typed=words
                    )


def _distinct_terms(concept: Concept) -> Iterator[_Named]:
    for language, side in concept.sides.items():
        seen: set[_Stems] = set()
        for term in side.terms:
            for phrase in (term.text, *term.forms):
                stems = _stems(phrase, language)
                if stems and stems not in seen:
                    seen.add(stems)
                    yield language, phrase, stems


def _says_more(term: _Named, terms: Iterable[_Named]) -> bool:
    """Whether another term of the language stands within this one, so that asking for that one is enough."""
    language, _, stems = term
    return any(other[0] is language and other[2] != stems and _holds(stems, other[2]) for other in terms)


def _holds(stems: _Stems, part: _Stems) -> bool:
    return any(stems[start : start + len(part)] == part for start in range(len(stems) - len(part) + 1))


def _stems(text: str, language: Language) -> _Stems:
    return tuple(token.stem for token in analyse(text, language))


def _runs(query: Query) -> Iterator[tuple[int, int, str]]:
    """Every run of neighbouring words, and every phrase, with the places of its first and last group."""
    for first, clauses in enumerate(query.groups):
        for clause in clauses:
            if clause.way is not Way.PREFIX:
                yield first, first, clause.typed
        words: list[str] = []
        for last in range(first, min(len(query.groups), first + _MAX_WORDS)):
            word = _only_word(query.groups[last])
            if word is None:
                break
            words.append(word.typed)
            if last > first:
                yield first, last, " ".join(words)


def _only_word(clauses: tuple[Clause, ...]) -> Clause | None:
    """The word of a group that asks for nothing else."""
    return clauses[0] if len(clauses) == 1 and clauses[0].way is Way.SAME_WORD else None
