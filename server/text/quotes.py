"""Finding quoted words again in a text that may have changed since: by the words, then by what stands around.

A quote is a W3C TextQuoteSelector (Web Annotation Data Model, 4.2.4): the words with some text before and
after. Another door to rapidfuzz.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

# Below this share of equal letters what is found is something else (the floor that the issue sets).
FLOOR = 0.6
# Whoever finds a word that stands in a text more often than this is content with one of these.
_MOST_PLACES = 100
_SPARE_WORDS = 4
# How much the words count against what stands on either side (Hypothesis: 50 to 20 and 20).
_WORDS_WEIGHT, _SIDE_WEIGHT = 50, 20
# Letters that keyboards and browsers write otherwise than typesetters: one for one, so that places stay.
_SAME_LETTERS = str.maketrans('"’‘‚“”„«»–—‑\u2212', "'''''''''----")
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words stand: characters of the given text; `score` is 1 for the very words, FLOOR at least."""

    start: int
    end: int
    score: float


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> Place | None:
    """The place in `text` that a quote means; None where nothing is like it.

    White space, invisible signs and the shape of quotation marks and dashes make no difference. The very
    words win; among several places with them, the one with the same text around it.
    """
    written = _Written(text)
    words, before, after = (_Written(each).letters for each in (exact.strip(), prefix, suffix))
    if not words.strip():
        return None
    words = words.strip()
    very = [(start, start + len(words)) for start in _occurrences(written.letters, words)]
    places = very or [
        *_like(written.letters, words),
        *_between(written.letters, before, after, 3 * len(words)),
    ]
    best, best_score = (0, 0), 0.0
    for start, end in places:
        score = _score(written.letters, (start, end), words, before, after)
        if score > best_score:
            best, best_score = (start, end), score
    if very:
        return written.place(*best, 1.0)
    return written.place(*best, best_score) if best_score >= FLOOR else None


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The place with the words whole of which it cuts off a part."""
    touched = [each.span() for each in _WORD.finditer(text) if each.start() < end and each.end() > start]
    if not touched:
        return start, end
    return min(start, touched[0][0]), max(end, touched[-1][1])


class _Written:
    """A text with single spaces and plain signs, and where each of its letters stood."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        self._origins: list[int] = []
        for origin, letter in enumerate(text.translate(_SAME_LETTERS)):
            if letter in _UNSEEN or (letter.isspace() and kept and kept[-1] == " "):
                continue
            kept.append(" " if letter.isspace() else letter)
            self._origins.append(origin)
        self.letters = "".join(kept)

    def place(self, start: int, end: int, score: float) -> Place:
        """The same place in the text as it was given."""
        return Place(self._origins[start], self._origins[end - 1] + 1, round(score, 3))


def _occurrences(letters: str, words: str) -> Iterator[int]:
    start = letters.find(words)
    for _ in range(_MOST_PLACES):
        if start < 0:
            return
        yield start
        start = letters.find(words, start + 1)


def _like(letters: str, words: str) -> Iterator[tuple[int, int]]:
    """The stretch of whole words that is most like the quoted ones."""
    if len(words) >= len(letters):
        yield from [(0, len(letters))] if letters else []
        return
    folded = letters.casefold()
    # "ß" folds to two letters, which would move the places: then the letters as they are written must do.
    found = fuzz.partial_ratio_alignment(words, folded if len(folded) == len(letters) else letters)
    if found is not None and found.dest_start < found.dest_end:
        yield from _near(letters, found.dest_start, found.dest_end)


def _between(letters: str, before: str, after: str, longest: int) -> Iterator[tuple[int, int]]:
    """What stands today between the text before and the text after, where both are still there."""
    if not before.strip() or not after.strip():
        return
    for place in _occurrences(letters, before):
        start = place + len(before)
        end = letters.find(after, start + 1, start + longest + len(after))
        if end > start:
            yield start, end


def _near(letters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of a stretch: all that it touches, and without some of the first and the last ones.

    The stretch is as long as the quoted words; where words have gone since, it reaches into others.
    """
    touched = [each.span() for each in _WORD.finditer(letters) if each.start() < end and each.end() > start]
    if not touched:
        yield start, end
        return
    for first in range(min(_SPARE_WORDS, len(touched))):
        for last in range(min(_SPARE_WORDS, len(touched) - first)):
            yield touched[first][0], touched[-1 - last][1]


def _score(letters: str, place: tuple[int, int], words: str, before: str, after: str) -> float:
    start, end = place
    total, weight = _WORDS_WEIGHT * fuzz.ratio(letters[start:end].casefold(), words.casefold()), _WORDS_WEIGHT
    if before:
        total += _SIDE_WEIGHT * fuzz.ratio(letters[max(0, start - len(before)) : start], before)
        weight += _SIDE_WEIGHT
    if after:
        total += _SIDE_WEIGHT * fuzz.ratio(letters[end : end + len(after)], after)
        weight += _SIDE_WEIGHT
    return float(total / weight / 100)
