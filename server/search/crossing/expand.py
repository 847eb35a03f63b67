"""All that may stand for the words of a query: terms of the glossary, learned pairs and words written alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from server.search.analysis.chain import Token, analyse
from server.search.analysis.dictionary import languages_of
from server.search.analysis.stemming import stem
from server.search.crossing.cognates import Cognates
from server.search.crossing.counterparts import Counterpart, Stem
from server.search.crossing.glossary import GLOSSARY_WEIGHT, GlossaryExpansion
from server.search.query import Clause, Expansion, Query, Way
from server.text.languages import Language

# What the best counterpart counts beside a typed word; found on the tuning half of the judged topics.
PAIR_WEIGHT: Final = 0.4
COGNATE_WEIGHT: Final = 0.3
APART_WEIGHT: Final = 0.3
# Where a learned pair weighs so much, words that are only written alike would add noise.
SURE_WEIGHT: Final = 0.7
# A whole query has at most so many expansions, shared out among its words.
MAX_EXPANSIONS: Final = 16
MIN_EXPANSIONS_OF_A_WORD: Final = 3
MAX_COUNTERPARTS_OF_A_WORD: Final = 4
# For a compound that has no counterpart itself: so many counterparts of each part, and so many ways to join them.
MAX_COUNTERPARTS_OF_A_PART: Final = 3
MAX_JOINED: Final = 4
# So much, and so many counterparts, of its first parts alone: they tell what a compound is about (Partnersuche,
# personeelstekort), while the last says no more than search or shortage.
FIRST_PARTS_WEIGHT: Final = 0.2
MAX_COUNTERPARTS_OF_A_FIRST_PART: Final = 2

Pairs = Mapping[Stem, Sequence[Counterpart]]


@dataclass(frozen=True, slots=True)
class Crossing:
    """What leads from one language to the other: glossary, learned pairs by stem, and words written alike."""

    glossary: GlossaryExpansion
    pairs: Pairs
    cognates: Cognates

    def expand(self, query: Query) -> Query:
        """The query with all that may stand for its words; the best for each word where there are too many."""
        glossary = self.glossary.of(query)
        places = query.counting
        spoken = languages_of(_words(query))
        share = max(MIN_EXPANSIONS_OF_A_WORD, MAX_EXPANSIONS // max(1, len(places)))
        kept: dict[Expansion, None] = {}
        for place in places:
            terms = [each for each in glossary if each.first == place]
            similar = sorted(self._similar(place, query.groups[place], terms, spoken), key=_best_first)
            # Terms that editors wrote down go before what is only likely, but leave half of the room.
            room = max(share - len(terms), share // 2)
            chosen = [*terms[: share - min(room, len(similar))], *similar[:room]]
            kept |= dict.fromkeys(chosen)
        return replace(query, expansions=tuple(kept))

    def _similar(
        self, place: int, clauses: Sequence[Clause], terms: Sequence[Expansion], spoken: Sequence[Language]
    ) -> Iterator[Expansion]:
        known = {(each.language, stem(each.term, each.language)) for each in terms if each.last == place}
        for clause in clauses:
            if clause.way is not Way.SAME_WORD:
                continue
            for language in spoken:
                for token in analyse(clause.typed, language):
                    yield from self._of_word(place, token, language, known)

    def _of_word(self, place: int, token: Token, language: Language, known: set[Stem]) -> Iterator[Expansion]:
        other = language.other
        # What is written the same is found anyway.
        same = stem(token.text, other)
        for way, found in self._counterparts(token.stem, token.text, language)[:MAX_COUNTERPARTS_OF_A_WORD]:
            stemmed = stem(found.word, other)
            if stemmed != same and (other, stemmed) not in known:
                yield Expansion(place, place, other, found.word, way, found.weight, typed=token.text)
        if len(token.parts) < 2:
            return
        parts = [self._of_part(part, language) for part in token.parts]
        for words, weight in _joined(parts):
            yield Expansion(place, place, other, words, Way.PAIR, weight, typed=token.text, is_apart=True)
        for first in parts[:-1]:
            for found in first[:MAX_COUNTERPARTS_OF_A_FIRST_PART]:
                weight = FIRST_PARTS_WEIGHT * found.weight
                yield Expansion(place, place, other, found.word, Way.PAIR, weight, typed=token.text)

    def _of_part(self, part: str, language: Language) -> list[Counterpart]:
        terms = {
            stem(term, language.other): Counterpart(term, GLOSSARY_WEIGHT)
            for term in self.glossary.words_for(part, language)
        }
        for _, found in self._counterparts(part, part, language):
            terms.setdefault(stem(found.word, language.other), found)
        return sorted(terms.values(), key=lambda found: (-found.weight, found.word))

    def _counterparts(self, stemmed: str, text: str, language: Language) -> list[tuple[Way, Counterpart]]:
        """Learned and similar words, each stem once by its better way, best first."""
        found: dict[str, tuple[Way, Counterpart]] = {}
        pairs = self.pairs.get((language, stemmed), ())
        is_known = any(each.weight >= SURE_WEIGHT for each in pairs)
        for way, weight, several in (
            (Way.PAIR, PAIR_WEIGHT, pairs),
            (Way.COGNATE, COGNATE_WEIGHT, () if is_known else self.cognates.of(text, language)),
        ):
            for each in several:
                key = stem(each.word, language.other)
                if key not in found or found[key][1].weight < each.weight * weight:
                    found[key] = (way, Counterpart(each.word, each.weight * weight))
        return sorted(found.values(), key=lambda each: (-each[1].weight, each[1].word))


def asked_stems(query: Query) -> frozenset[Stem]:
    """The stems to look learned pairs up by: of every word that counts and of its parts."""
    spoken = languages_of(_words(query))
    return frozenset(
        (language, stemmed)
        for place in query.counting
        for clause in query.groups[place]
        if clause.way is Way.SAME_WORD
        for language in spoken
        for token in analyse(clause.typed, language)
        for stemmed in (token.stem, *token.parts)
    )


def _words(query: Query) -> Iterator[str]:
    """Every whole word that was typed, common ones as well."""
    for clauses in query.groups:
        for clause in clauses:
            if clause.way is not Way.PREFIX:
                yield from clause.words


def _joined(parts: Sequence[Sequence[Counterpart]]) -> Iterator[tuple[str, float]]:
    """What the parts of a compound are called, side by side; as good as the worst of them."""
    joined = [
        (" ".join(each.word for each in several), min(each.weight for each in several))
        for several in product(*(found[:MAX_COUNTERPARTS_OF_A_PART] for found in parts))
    ]
    for words, weight in sorted(joined, key=lambda each: (-each[1], each[0]))[:MAX_JOINED]:
        yield words, APART_WEIGHT * weight / PAIR_WEIGHT


def _best_first(expansion: Expansion) -> tuple[float, str, str]:
    return (-expansion.weight, expansion.language, expansion.term)
