"""The whole analysis of a text, the same for indexing, asking and highlighting."""

from typing import NamedTuple

from server.search.analysis.folding import fold
from server.search.analysis.stemming import STEMMER_VERSION, stem
from server.search.analysis.words import places
from server.text.languages import Language

# Raise it with every change of the analysis or of what documents hold: engines then rebuild their index.
ANALYSIS_VERSION = 2
ANALYSIS = f"{ANALYSIS_VERSION}/{STEMMER_VERSION}"


class Token(NamedTuple):
    """A word of a text: offsets, the word as it stands there, folded, and stemmed."""

    start: int
    end: int
    text: str
    word: str
    stem: str


def analyse(text: str, language: Language) -> list[Token]:
    """All words of a text in reading order, common words included."""
    return [
        Token(start, end, found, fold(found, language), stem(found, language))
        for start, end, found in places(text)
    ]
