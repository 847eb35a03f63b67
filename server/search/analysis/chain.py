"""The whole analysis of a text, the same for indexing, asking and highlighting."""

from functools import lru_cache
from typing import NamedTuple

from server.search.analysis.compounds import split
from server.search.analysis.folding import fold
from server.search.analysis.stemming import STEMMER_VERSION, stem
from server.search.analysis.word_models import MODEL_VERSION
from server.search.analysis.words import places
from server.text.languages import Language

# Raise it with every change of the analysis or of what documents hold: engines then rebuild their index.
ANALYSIS_VERSION = 3
ANALYSIS = f"{ANALYSIS_VERSION}/PyStemmer-{STEMMER_VERSION}/{MODEL_VERSION}"


class Token(NamedTuple):
    """A word of a text: offsets, the word as it stands there, folded, stemmed, and the stems of a compound's parts."""

    start: int
    end: int
    text: str
    word: str
    stem: str
    parts: tuple[str, ...] = ()


def analyse(text: str, language: Language) -> list[Token]:
    """All words of a text in reading order, common words included."""
    return [Token(start, end, found, *_analysed(found, language)) for start, end, found in places(text)]


# The vocabulary of about fifty thousand documents; the caches within hold parts and what queries ask.
@lru_cache(maxsize=100_000)
def _analysed(word: str, language: Language) -> tuple[str, str, tuple[str, ...]]:
    parts = tuple(stem(part, language) for part in split(word, language))
    return fold(word, language), stem(word, language), parts
