"""A search engine of a hundred lines, exact and in memory: what the contract says, and nothing made fast."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log

from server.search.analysis.chain import Token, analyse
from server.search.documents import Part, SearchDocument
from server.search.engine import PART_WEIGHTS, Hit, Request, Results, Vocabulary
from server.search.matching import Group, Pattern, Tier
from server.text.languages import LANGUAGES, Language

_K1, _B = 1.2, 0.75
_COUNTS_FOR_LENGTH = (Part.TITLE, Part.TEXT, Part.ANSWER, Part.TRANSLATION)


class _Indexed:
    """The words of one document: weight of each by language and tier, and the runs of tokens for phrases."""

    def __init__(self, document: SearchDocument) -> None:
        self.document = document
        self.weights: dict[tuple[Language, Tier], Counter[str]] = defaultdict(Counter)
        self.lengths: Counter[Language] = Counter()
        self.runs: list[tuple[Language, float, list[Token]]] = []
        for field in document.fields:
            tokens = analyse(field.text, field.language)
            if field.part is Part.SECTION:
                continue
            self.runs.append((field.language, PART_WEIGHTS[field.part], tokens))
            if field.part in _COUNTS_FOR_LENGTH:
                self.lengths[field.language] += len(tokens)
            for token in tokens:
                for tier, word in _words(token):
                    self.weights[field.language, tier][word] += PART_WEIGHTS[field.part]  # type: ignore[assignment]

    def weight(self, pattern: Pattern) -> float:
        """How often the pattern stands in the document, each place weighted by its part."""
        if pattern.is_for_one_language and not self.document.is_in_one_language:
            return 0.0
        if pattern.is_apart:
            return min(self._anywhere(pattern.language, token) for token in pattern.tokens)
        if len(pattern.tokens) == 1:
            return self.weights[pattern.language, pattern.tier][pattern.tokens[0]]
        return sum(
            part * sum(_stands_at(tokens, start, pattern) for start in range(len(tokens)))
            for language, part, tokens in self.runs
            if language is pattern.language
        )

    def _anywhere(self, language: Language, token: str) -> float:
        return self.weights[language, Tier.STEM][token] + self.weights[language, Tier.PART][token]


def _words(token: Token) -> Iterator[tuple[Tier, str]]:
    yield Tier.WORD, token.word
    yield Tier.STEM, token.stem
    for part in token.parts:
        yield Tier.PART, part


def _stands_at(tokens: list[Token], start: int, pattern: Pattern) -> bool:
    found = tokens[start : start + len(pattern.tokens)]
    words = tuple(token.word if pattern.tier is Tier.WORD else token.stem for token in found)
    return words == pattern.tokens


class SmallEngine:
    """Answers groups of whole words and phrases, best first; it knows no filters, prefixes or titles around."""

    def rebuild(self, documents: Iterable[SearchDocument]) -> None:
        """Hold these documents and no others."""
        self._documents = [_Indexed(document) for document in documents]
        lengths: Counter[Language] = Counter()
        for each in self._documents:
            lengths.update(each.lengths)
        self._usual = {language: lengths[language] / max(1, len(self._documents)) for language in LANGUAGES}

    def search(self, request: Request) -> Results:
        """The documents that meet all groups but those that may be missing, what misses fewest first."""
        asked = list(request.groups)
        scores = [self._scores(group) for group in asked]
        found = self._meeting(scores, asked, request.missing)
        ranked = sorted(
            found, key=lambda place: (found[place][0], -found[place][1], self._documents[place].document.key)
        )
        return Results(
            len(ranked), tuple(self._hit(place, *found[place]) for place in ranked[: request.limit])
        )

    def vocabulary(self) -> Vocabulary:
        """The words as written, in lower case, by language, with the number of documents of each."""
        words: dict[Language, Counter[str]] = {language: Counter() for language in LANGUAGES}
        for each in self._documents:
            for language in LANGUAGES:
                words[language].update(
                    {token.text.lower() for in_, _, run in each.runs if in_ is language for token in run}
                )
        return Vocabulary(1, words)

    def holds(self, language: Language, words: Iterable[str]) -> frozenset[str]:
        """Those of some words of the vocabulary that stand in a document."""
        return frozenset(words) & self.vocabulary().words[language].keys()

    def _meeting(
        self, scores: list[Mapping[int, float]], groups: list[Group], missing: int
    ) -> dict[int, tuple[int, float]]:
        found: dict[int, tuple[int, float]] = {}
        for place in range(len(self._documents)):
            missed = [group for score, group in zip(scores, groups, strict=True) if place not in score]
            is_met = len(missed) < len(groups) and all(group.may_be_missed for group in missed)
            if len(missed) <= missing and is_met:
                found[place] = len(missed), sum(score.get(place, 0.0) for score in scores)
        return found

    def _scores(self, group: Group) -> Mapping[int, float]:
        typed: Counter[int] = Counter()
        best: dict[int, float] = {}
        for pattern in group.patterns:
            for place, score in self._matches(pattern).items():
                if pattern.is_expansion:
                    best[place] = max(best.get(place, 0.0), score)
                else:
                    typed[place] += score  # type: ignore[assignment]
        return {place: typed[place] + best.get(place, 0.0) for place in typed.keys() | best.keys()}

    def _matches(self, pattern: Pattern) -> dict[int, float]:
        weights = {place: each.weight(pattern) for place, each in enumerate(self._documents)}
        weights = {place: weight for place, weight in weights.items() if weight}
        idf = log(len(self._documents) / (len(weights) + 1)) + 1
        return {
            place: pattern.weight * idf * self._saturated(weight, place, pattern.language)
            for place, weight in weights.items()
        }

    def _saturated(self, weight: float, place: int, language: Language) -> float:
        length = self._documents[place].lengths[language] / (self._usual[language] or 1.0)
        return weight * (_K1 + 1) / (weight + _K1 * (1 - _B + _B * length))

    def _hit(self, place: int, missed: int, score: float) -> Hit:
        document = self._documents[place].document
        return Hit(document.kind, document.id, document.edition, document.section, score, missed)
