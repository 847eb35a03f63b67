"""Names that look like another name: words that mix scripts, and letters dressed up as other letters."""

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"\w+")
# Scripts with letters that pass for Latin ones (Unicode Technical Standard 39, confusables), by the first
# word of the names of their letters.
_LOOKS_LATIN: Final = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU"})

_DRESSED_UP: Final = frozenset({"MATHEMATICAL", "FULLWIDTH"})


def mixes_scripts(name: str) -> bool:
    """Whether a word of the name holds Latin letters beside ones that look like them, or dressed-up ones.

    Such is "Gelderl\u0430nd" with a Cyrillic a, or mathematical letters. Words of different scripts beside
    each other are nobody's disguise. Unicode Technical Standard 39, 5.1 (mixed-script detection), narrowed
    to what imitates Dutch and German names.
    """
    return any(map(_is_disguised, _WORD.findall(name)))


def _is_disguised(word: str) -> bool:
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
    if "LATIN" in scripts and scripts & _LOOKS_LATIN:
        return True
    return not scripts.isdisjoint(_DRESSED_UP)
