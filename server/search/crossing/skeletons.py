"""Folded skeletons: what a Dutch and a German word that are one word in origin have in common on paper."""

import re
from functools import lru_cache
from typing import Final

from server.search.analysis.folding import fold
from server.text.languages import Language

# The rules are the regular correspondences of the two languages, found in every comparative grammar: the High German
# consonant shift (Pfund/pond, machen/maken, Tag/dag), the diphthongs (Haus/huis, Zeit/tijd, Buch/boek), and the
# endings that both took over from French and Latin. See e.g. C. B. van Haeringen, "Nederlands tussen Duits en
# Engels" (1956). They were written down before the search was measured; none was made for a word of the record.

# The beginning of a word: verbs and nouns made with a preposition.
_PREFIXES: Final = {
    Language.NL: (
        ("onder", "unter"),
        ("samen", "susam"),
        ("tegen", "gegen"),
        ("door", "turk"),
        ("over", "uber"),
        ("toe", "su"),
        ("uit", "aus"),
        ("ont", "ent"),
        ("mee", "mit"),
        ("op", "auf"),
        ("af", "ab"),
    ),
    Language.DE: (("zusammen", "susam"), ("durch", "turk"), ("ueber", "uber")),
}
# The end of a word: the longest that fits is replaced.
_ENDINGS: Final = {
    Language.NL: {
        "iseringen": "iserung",
        "isering": "iserung",
        "eringen": "erung",
        "ering": "erung",
        "igheden": "igkeit",
        "igheid": "igkeit",
        "heden": "keit",
        "heid": "keit",
        "teiten": "tet",
        "teit": "tet",
        "schappen": "sap",
        "schap": "sap",
        "lijke": "lik",
        "lijk": "lik",
        "ingen": "ung",
        "ing": "ung",
        "aties": "ation",
        "atie": "ation",
        "ties": "tion",
        "tie": "tion",
        "sies": "sion",
        "sie": "sion",
        "ieve": "if",
        "ief": "if",
        "ieke": "ik",
        "ieken": "ik",
        "iek": "ik",
        "ica": "ik",
        "ische": "is",
        "isch": "is",
        "eerde": "er",
        "eerd": "er",
        "eert": "er",
        "eren": "er",
        "ele": "al",
        "eel": "al",
        "ale": "al",
        "aal": "al",
        "sen": "s",
        "en": "",
        "e": "",
        "s": "",
    },
    Language.DE: {
        "isierungen": "iserung",
        "isierung": "iserung",
        "ierungen": "erung",
        "ierung": "erung",
        "igkeiten": "igkeit",
        "igkeit": "igkeit",
        "keiten": "keit",
        "keit": "keit",
        "heiten": "keit",
        "heit": "keit",
        "taeten": "tet",
        "taet": "tet",
        "schaften": "sap",
        "schaft": "sap",
        "lichen": "lik",
        "licher": "lik",
        "liches": "lik",
        "liche": "lik",
        "lich": "lik",
        "ungen": "ung",
        "ung": "ung",
        "ationen": "ation",
        "tionen": "tion",
        "sionen": "sion",
        "iven": "if",
        "iver": "if",
        "ives": "if",
        "ive": "if",
        "iv": "if",
        "iken": "ik",
        "ischen": "is",
        "ischer": "is",
        "isches": "is",
        "ische": "is",
        "isch": "is",
        "ierten": "er",
        "ierte": "er",
        "iert": "er",
        "ieren": "er",
        "ellen": "al",
        "eller": "al",
        "elles": "al",
        "elle": "al",
        "ell": "al",
        "alen": "al",
        "aler": "al",
        "ales": "al",
        "ale": "al",
        "en": "",
        "em": "",
        "es": "",
        "e": "",
        "n": "",
        "s": "",
    },
}
# Letters and sounds, each replaced in the whole word in this order.
_SOUNDS: Final = {
    Language.NL: (("ij", "ei"), ("ui", "au"), ("ou", "au"), ("oe", "u"), ("ie", "i")),
    Language.DE: (("aeu", "eu"), ("ae", "e"), ("oe", "o"), ("ie", "i"), ("pf", "p"), ("tz", "t")),
}
# German writes ü as ue, but not after a or e (Steuer, Mauer); h after a vowel only makes it long (Wahl).
_GERMAN_LENGTH = ((re.compile(r"(?<![ae])ue"), "u"), (re.compile(r"(?<=[aeiou])h(?=[^aeiou]|$)"), ""))
_COMMON_SOUNDS: Final = (
    ("sch", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("ch", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("qu", "kw"),
    ("x", "ks"),
    ("y", "i"),
    ("z", "s"),
    ("v", "f"),
    ("d", "t"),
)
_DOUBLED = re.compile(r"(.)\1+")
_LONGEST_ENDING: Final = max(len(ending) for endings in _ENDINGS.values() for ending in endings)
# A beginning or an ending must leave so many letters of the word itself.
_LETTERS_LEFT = 3


@lru_cache(maxsize=200_000)
def skeleton(word: str, language: Language) -> str:
    """What is left of a word when the regular differences between Dutch and German are taken away."""
    bare = _without_ending(_without_beginning(fold(word, language), language), language)
    for sound, spelled in _SOUNDS[language]:
        bare = bare.replace(sound, spelled)
    if language is Language.DE:
        for pattern, spelled in _GERMAN_LENGTH:
            bare = pattern.sub(spelled, bare)
    for sound, spelled in _COMMON_SOUNDS:
        bare = bare.replace(sound, spelled)
    return _DOUBLED.sub(r"\1", bare)


def _without_beginning(word: str, language: Language) -> str:
    for prefix, spelled in _PREFIXES[language]:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LETTERS_LEFT:
            return spelled + word[len(prefix) :]
    return word


def _without_ending(word: str, language: Language) -> str:
    endings = _ENDINGS[language]
    for length in range(min(_LONGEST_ENDING, len(word) - _LETTERS_LEFT), 0, -1):
        spelled = endings.get(word[-length:])
        if spelled is not None:
            return word[:-length] + spelled
    return word
