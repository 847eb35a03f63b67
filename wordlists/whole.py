"""Words that would be split and must not be: misleading ones, names, verbs and what derives from them, English."""

import re
from typing import Final

from server.search.analysis.compounds import best_split
from server.search.analysis.folding import listed
from server.search.analysis.stemming import stemmed
from server.search.analysis.word_models import WordModel
from server.text.languages import Language
from wordlists.sources import NOUN, VERB, Dictionary, english_words, read_words

_DERIVED: Final = {
    Language.NL: re.compile(r"(?:ing|er|ster|baar|aar)$"),
    Language.DE: re.compile(r"(?:ung|er|erin|bar|el)$"),
}
# Splits below this are none at run time either.
_ENOUGH: Final = -4.0


def protected(dictionary: Dictionary) -> frozenset[str]:
    """Listed dictionary forms that are no compounds: chosen by us, verbs, and what derives from verbs."""
    language = dictionary.language
    names = (f"{language}-whole.txt", f"{language}-more.txt", "names.txt")
    chosen = {listed(word, language) for name in names for word in read_words(name)}
    verbs = {lemma for lemma, kinds in dictionary.kinds.items() if VERB in kinds}
    stems = {stemmed(verb, language) for verb in verbs}
    derived = {
        lemma
        for lemma, kinds in dictionary.kinds.items()
        if NOUN in kinds and _derives(lemma, language, verbs, stems)
    }
    return frozenset(chosen | verbs | derived)


def _derives(lemma: str, language: Language, verbs: set[str], stems: set[str]) -> bool:
    ending = _DERIVED[language].search(lemma)
    if ending is None:
        return False
    verb = lemma[: ending.start()]
    return stemmed(lemma, language) in stems or verb + "en" in verbs or verb + "n" in verbs


def whole_words(
    dictionary: Dictionary, model: WordModel, lemmas: frozenset[str], compounds: frozenset[str]
) -> list[str]:
    """Listed forms that the model would part although none of their lemmas is a compound, sorted."""
    language = dictionary.language
    # A form that may also be one of a compound is parted: "vergaderzalen".
    inflected = {form for form, possible in dictionary.lemmas.items() if not possible & compounds}
    english = {listed(word, language) for word in english_words()} - dictionary.lemmas.keys()
    return sorted(word for word in lemmas | inflected | english if _would_part(word, language, model))


def _would_part(word: str, language: Language, model: WordModel) -> bool:
    if len(word) < 8:
        return False
    split = best_split(word, language, model)
    return split is not None and split.worth > _ENOUGH
