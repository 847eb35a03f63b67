"""One spelling for words that readers take for the same: case, apostrophes, accents, umlauts, ß."""

import re
import unicodedata
from functools import lru_cache

from server.text.languages import Language

# Longer runs of letters are no words; the cap bounds what one comment can put into the index.
MAX_LETTERS = 64

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "\u00ad": None})
# DIN 5007-2 and every German keyboard without umlauts: ä is written ae, ö oe, ü ue.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# The way back, except after a vowel or q, where the letters are two sounds: neue, Steuer, Quelle.
_TRANSCRIBED = re.compile(r"(?<![aeiouyq])([aou])e")
_RESTORED = {"a": "ä", "o": "ö", "u": "ü"}
# Dutch writes these plurals with a diaeresis, which Snowball leaves alone: strategieën, bacteriën, ideeën.
_DUTCH_PLURALS = ((re.compile(r"(?:ieën|ieen|iën)$"), "ie"), (re.compile(r"ee(?:ë|e)n$"), "ee"))
# Endings written after an apostrophe: mkb'er, foto's, Digipro's.
_AFTER_APOSTROPHE = re.compile(r"'(?:er|ers|s|tje|tjes|je|jes)$")


@lru_cache(maxsize=50_000)
def fold(word: str, language: Language) -> str:
    """The word in lower case without marks; German umlauts become ae, oe, ue, and ß becomes ss."""
    spelled = normalised(word)
    if language is Language.DE:
        spelled = spelled.translate(_UMLAUTS)
    return (without_marks(spelled) or spelled)[:MAX_LETTERS]


def listed(word: str, language: Language) -> str:
    """The word as the word lists and the stemmer take it: folded, but with umlauts; Dutch -ieën as -ie."""
    if language is Language.DE:
        return umlauts_restored(_AFTER_APOSTROPHE.sub("", fold(word, language)))
    spelled = normalised(word)
    for plural, singular in _DUTCH_PLURALS:
        spelled = plural.sub(singular, spelled)
    return _AFTER_APOSTROPHE.sub("", fold(spelled, language))


def normalised(word: str) -> str:
    """The word composed (NFKC), in lower case, ß as ss, with one kind of apostrophe, marks kept."""
    spelled = unicodedata.normalize("NFKC", word.translate(_APOSTROPHES))
    return unicodedata.normalize("NFC", spelled.casefold())


def without_marks(word: str) -> str:
    """The word without accents, umlauts and other combining marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def umlauts_restored(word: str) -> str:
    """A lower-case German word with ae, oe, ue as umlauts again: "haeuser" gives "häuser"."""
    return _TRANSCRIBED.sub(lambda found: _RESTORED[found.group(1)], word)
