"""The glossary as searching needs it: concepts by key, what they cite, and the finder of their terms."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from server.domain.glossary import Concept
from server.domain.term_matching import TermMatcher
from server.search.crossing.glossary import GlossaryExpansion
from server.search.documents import Source, sources_of
from server.text.languages import LANGUAGES, Language


class KnownGlossary:
    """All concepts at one moment; what finds their terms is built when it is first asked for."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        self.concepts: Mapping[str, Concept] = {concept.key: concept for concept in concepts}
        self.sources: Mapping[str, Source] = {each.id: each for each in sources_of(self.concepts.values())}
        self._matchers: dict[Language, TermMatcher] = {}

    def concepts_in(self, texts: Mapping[Language, str]) -> tuple[str, ...]:
        """The keys of the concepts whose terms stand in texts by language, in order of the keys."""
        found = {
            occurrence.concept
            for language, text in texts.items()
            for occurrence in self._matcher(language).occurrences(text)
        }
        return tuple(sorted(found))

    @cached_property
    def expansion(self) -> GlossaryExpansion:
        """What finds the other terms of a concept."""
        return GlossaryExpansion(self.concepts.values())

    def _matcher(self, language: Language) -> TermMatcher:
        if not self._matchers:
            self._matchers = {each: TermMatcher(self.concepts.values(), each) for each in LANGUAGES}
        return self._matchers[language]
