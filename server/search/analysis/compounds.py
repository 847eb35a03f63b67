"""The parts of compounds: "Digitalisierungsstrategie" is Digitalisierung and Strategie.

A word is parted where its parts are productive: found in many words of the dictionary before others, or last
(Koehn and Knight 2003 weigh parts by their frequency in texts; a dictionary has none, so words are counted).
The sum of the parts' bits must beat what the letters alone would give.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from server.search.analysis.folding import fold, listed
from server.search.analysis.word_models import PartWord, WordModel, word_model
from server.text.languages import Language

# Shorter words are compounds too seldom to risk it.
_SHORTEST_WORD: Final = 8
_SHORTEST_PART: Final = 3
# Chosen by tests/search/analysis/gold, tuning half: bits that each letter of a part is worth, bits that each
# part costs, and how much better than whole a split must be.
_LETTER: Final = 1.6
_PART: Final = 13.0
_ENOUGH: Final = -4.0
# A linking element that the dictionary never shows after this word.
_UNSEEN_LINK: Final = 3.0

_LINKS: Final = {Language.NL: ("s", "en", "n"), Language.DE: ("s", "es", "en", "n")}
# Seldom words stand in the model without their forms.
_ENDINGS: Final = {Language.NL: ("s", "en"), Language.DE: ("en", "n", "s", "es", "e", "er", "ern")}
# After these endings -s- is the rule.
_LINKED: Final = {
    Language.NL: re.compile(r"(?:ing|heid|schap|teit)s$"),
    Language.DE: re.compile(r"(?:ung|heit|keit|schaft|ion|tät|ling|tum)s$"),
}


class Split(NamedTuple):
    """Parts of a word and what they are worth in bits."""

    worth: float
    parts: tuple[str, ...]


@lru_cache(maxsize=50_000)
def split(word: str, language: Language) -> tuple[str, ...]:
    """The parts of a compound as words, folded and without linking elements; () for every other word."""
    spelled = listed(word, language)
    if len(spelled) < _SHORTEST_WORD or not spelled.isalpha():
        return ()
    model = word_model(language)
    if spelled in model.whole:
        return ()
    found = best_split(spelled, language, model)
    if found is None or found.worth < _ENOUGH:
        return ()
    return tuple(fold(part, language) for part in found.parts)


def best_split(word: str, language: Language, model: WordModel) -> Split | None:
    """The most probable parts of a listed word, worth it or not; None where parts do not meet."""
    end = len(word) - _SHORTEST_PART
    best = {0: Split(0.0, ())}
    whole: Split | None = None
    for start in range(end + 1):
        if start not in best:
            continue
        worth, parts = best[start]
        head = _last(word[start:], language, model.parts) if start else None
        if head is not None:
            total = worth + head + _LETTER * (len(word) - start) - _PART
            if whole is None or total > whole.worth:
                whole = Split(total, (*parts, word[start:]))
        for stop in range(start + _SHORTEST_PART, end + 1):
            part = _before(word[start:stop], language, model.parts)
            if part is not None:
                total = worth + part[0] + _LETTER * (stop - start) - _PART
                if stop not in best or total > best[stop].worth:
                    best[stop] = Split(total, (*parts, part[1]))
    return whole


def _last(letters: str, language: Language, parts: dict[str, PartWord]) -> float | None:
    """The bits of a part that comes last."""
    known = parts.get(letters)
    if known is not None and known.last is not None:
        return known.last
    if len(letters) > _SHORTEST_PART + 2:
        for ending in _ENDINGS[language]:
            if letters.endswith(ending):
                part = parts.get(letters[: -len(ending)])
                if part is not None and part.last is not None:
                    return part.last
    return None


def _before(letters: str, language: Language, parts: dict[str, PartWord]) -> tuple[float, str] | None:
    """The bits of a part that comes before others, and its word."""
    known = parts.get(letters)
    if known is not None and known.before is not None:
        return known.before, known.word or letters
    for link in _LINKS[language]:
        if letters.endswith(link):
            bare = letters[: -len(link)]
            part = parts.get(bare)
            if part is not None and part.before is not None and len(bare) > _SHORTEST_PART:
                regular = link == "s" and _LINKED[language].search(letters)
                return (max(part.before, 0.0) if regular else part.before - _UNSEEN_LINK), part.word or bare
    return None
