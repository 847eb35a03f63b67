"""Crossing the border by the glossary: a typed term also asks for the other terms of its concept."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from server.domain.glossary import Concept
from server.search.analysis.chain import analyse
from server.search.query import MAX_WORDS, Expansion, Query, Way
from server.text.languages import LANGUAGES, Language

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

    def expand(self, query: Query) -> Query:
        """The query with an expansion for every term found in it; terms it already asks for add nothing."""
        found = (
            expansion
            for first, last, words in _runs(query)
            for expansion in self._expansions(first, last, words)
        )
        return replace(query, expansions=tuple(dict.fromkeys(found)))

    def _expansions(self, first: int, last: int, words: str) -> Iterator[Expansion]:
        typed = {language: _stems(words, language) for language in LANGUAGES}
        concepts = [key for named in typed.items() for key in self._named.get(named, ())]
        for concept in dict.fromkeys(concepts):
            for language, term, stems in self._terms[concept]:
                if not _holds(stems, typed[language]):
                    yield Expansion(first, last, language, term, concept)


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
    """Every run of neighbouring words, and every phrase, with the places of its first and last clause."""
    places = enumerate(query.clauses)
    for way, group in groupby(places, key=lambda placed: placed[1].way):
        clauses = list(group)
        if way is Way.PREFIX:
            continue
        longest = 1 if way is Way.PHRASE else MAX_WORDS
        for start in range(len(clauses)):
            for run in (clauses[start:end] for end in range(start + 1, len(clauses) + 1)):
                if len(run) <= longest:
                    yield run[0][0], run[-1][0], " ".join(clause.typed for _, clause in run)
