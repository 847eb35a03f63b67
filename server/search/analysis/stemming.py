"""The only door to PyStemmer: inflected forms of a word become one stem."""

import re
from functools import lru_cache
from importlib.metadata import version
from threading import Lock

import Stemmer

from server.search.analysis.common_words import COMMON_WORDS
from server.search.analysis.folding import fold, normalised, umlauts_restored, without_marks
from server.text.languages import Language

STEMMER_VERSION = version("PyStemmer")

# Snowball's Dutch is Kraaij and Pohlmann's since 3.0; https://snowballstem.org/algorithms/
_ALGORITHMS = {Language.NL: "dutch", Language.DE: "german"}
_STEMMERS = {language: Stemmer.Stemmer(name, 0) for language, name in _ALGORITHMS.items()}
_LOCK = Lock()

# Dutch writes these plurals with a diaeresis, which Snowball leaves alone: strategieën, bacteriën, ideeën.
_DUTCH_PLURALS = ((re.compile(r"(?:ieën|ieen|iën)$"), "ie"), (re.compile(r"ee(?:ë|e)n$"), "ee"))
# Endings written after an apostrophe: mkb'er, foto's, Digipro's.
_AFTER_APOSTROPHE = re.compile(r"'(?:er|ers|s|tje|tjes|je|jes)$")


@lru_cache(maxsize=100_000)
def stem(word: str, language: Language) -> str:
    """The stem of a word, folded to plain letters; words that inflect alike share it."""
    spelled = normalised(word)
    if language is Language.NL:
        for plural, singular in _DUTCH_PLURALS:
            spelled = plural.sub(singular, spelled)
    spelled = _AFTER_APOSTROPHE.sub("", fold(spelled, language))
    if language is Language.DE:
        spelled = umlauts_restored(spelled)
    with _LOCK:
        stemmed = str(_STEMMERS[language].stemWord(spelled))
    stemmed = without_marks(stemmed)
    # "kans" (chance) would become "kan" (can): a word is never cut down to a common one.
    if not stemmed or stemmed in COMMON_WORDS[language]:
        return fold(word, language)
    return stemmed
