"""The only door to PyStemmer: inflected forms of a word become one stem."""

from functools import lru_cache
from importlib.metadata import version
from threading import Lock

import Stemmer

from server.search.analysis.common_words import COMMON_WORDS
from server.search.analysis.folding import fold, listed, without_marks
from server.search.analysis.word_models import word_model
from server.text.languages import Language

STEMMER_VERSION = version("PyStemmer")

# Snowball's Dutch is Kraaij and Pohlmann's since 3.0; https://snowballstem.org/algorithms/
_ALGORITHMS = {Language.NL: "dutch", Language.DE: "german"}
_STEMMERS = {language: Stemmer.Stemmer(name, 0) for language, name in _ALGORITHMS.items()}
_LOCK = Lock()


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """The stem of a word's dictionary form, folded to plain letters; words that inflect alike share it."""
    return stemmed(word_model(language).lemma(listed(word, language)), language) or fold(word, language)


def stemmed(spelled: str, language: Language) -> str:
    """What Snowball leaves of a listed word, folded to plain letters."""
    with _LOCK:
        cut = without_marks(str(_STEMMERS[language].stemWord(spelled)))
    # "kans" (chance) would become "kan" (can): a word is never cut down to a common one.
    return fold(spelled, language) if not cut or cut in COMMON_WORDS[language] else cut
