"""Whether a word is one of a language's, as far as the shipped models tell."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from server.search.analysis.common_words import COMMON_WORDS
from server.search.analysis.compounds import split
from server.search.analysis.folding import fold, listed
from server.search.analysis.stemming import stem
from server.search.analysis.word_models import word_model
from server.text.languages import LANGUAGES, Language


def is_word(word: str, language: Language) -> bool:
    """Whether the models hold the word, its stem, or all its parts; they lack names and every fifth to third word."""
    return (
        is_listed(word, language)
        or stem(word, language) in word_model(language).parts
        or bool(split(word, language))
    )


@lru_cache(maxsize=50_000)
def is_listed(word: str, language: Language) -> bool:
    """Whether the models hold the word as it is spelled; what slips make of a word seldom is."""
    spelled, model = listed(word, language), word_model(language)
    return (
        fold(word, language) in COMMON_WORDS[language]
        or spelled in model.parts
        or spelled in model.whole
        or model.lemma(spelled) != spelled
    )


def languages_of(words: Iterable[str]) -> tuple[Language, ...]:
    """The language of most of the words that only one has; both where it is a draw, or nothing tells."""
    votes = Counter(found for word in words if (found := _only_language(word)) is not None)
    most = max(votes.values(), default=0)
    return tuple(language for language in LANGUAGES if votes[language] == most)


def _only_language(word: str) -> Language | None:
    """A word that is common in one language tells of that one, whatever the other calls so: "niet" is a rivet."""
    for having in (
        [language for language in LANGUAGES if fold(word, language) in COMMON_WORDS[language]],
        [language for language in LANGUAGES if is_word(word, language)],
    ):
        if having:
            return having[0] if len(having) == 1 else None
    return None
