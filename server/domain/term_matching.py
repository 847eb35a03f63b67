"""Finding occurrences: the places in a wording where a term of the glossary is used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.domain.glossary import Concept, Term
from server.text.languages import Language
from server.text.phrases import Fit, Found, PhraseBook, fold_typography


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term's place in a text: character offsets, the words as they stand there, the concept named."""

    concept: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a phrase of the book stands for; without a concept it only blocks ("not in" patterns)."""

    phrase: str
    concept: str | None
    case_sensitive: bool = False
    may_be_part: bool = False


class TermMatcher:
    """Finds the terms of all concepts in texts of one language.

    Uses the stored forms only: whole words, or a term as part of a compound (see PhraseBook); the longest
    match wins, a whole word before a part; a "not in" phrase hides what it contains; a
    case-sensitive term matches as written and never inside a compound.
    """

    def __init__(self, concepts: Iterable[Concept], language: Language) -> None:
        self._book = PhraseBook(_entries(concepts, language))

    def occurrences(self, text: str) -> list[Occurrence]:
        """All occurrences in reading order; none overlaps another."""
        candidates = [found for found in self._book.find(text) if _case_fits(found, text)]
        return [
            Occurrence(found.value.concept, found.start, found.end, text[found.start : found.end])
            for found in _longest(candidates, len(text))
            if found.value.concept is not None
        ]


def first_of_each(occurrences: Iterable[Occurrence], seen: set[str]) -> list[Occurrence]:
    """The occurrences of concepts not seen yet; `seen` grows, so that one set serves a whole wording."""
    firsts: list[Occurrence] = []
    for occurrence in occurrences:
        if occurrence.concept not in seen:
            seen.add(occurrence.concept)
            firsts.append(occurrence)
    return firsts


def _entries(concepts: Iterable[Concept], language: Language) -> Iterable[tuple[str, _Entry]]:
    for concept in concepts:
        for term in concept.sides[language].terms:
            yield from _of_term(concept.key, term)


def _of_term(concept: str, term: Term) -> Iterable[tuple[str, _Entry]]:
    for phrase in dict.fromkeys((term.text, *term.forms)):
        yield phrase, _Entry(phrase, concept, term.case_sensitive, phrase == term.text)
    for phrase in term.not_in:
        yield phrase, _Entry(phrase, None)


def _case_fits(found: Found[_Entry], text: str) -> bool:
    if found.value.case_sensitive:
        return fold_typography(text[found.start : found.end]) == fold_typography(found.value.phrase)
    # A compound is made with the term as the glossary gives it; its inflected forms are no parts, and a
    # "not in" phrase is what stands there, not a part of something else.
    return found.fit is Fit.WHOLE or found.value.may_be_part


def _longest(candidates: Sequence[Found[_Entry]], length: int) -> list[Found[_Entry]]:
    # A blocking phrase of the same length as a term wins: it was written to exclude exactly that.
    ranked = sorted(candidates, key=_rank)
    taken: list[Found[_Entry]] = []
    covered = bytearray(length)
    for found in ranked:
        # What was taken before is at least as long: where it overlaps, it covers the first or last letter.
        if not covered[found.start] and not covered[found.end - 1]:
            taken.append(found)
            covered[found.start : found.end] = bytes([1]) * (found.end - found.start)
    return sorted(taken, key=lambda f: f.start)


def _rank(found: Found[_Entry]) -> tuple[int, bool, int, int, int]:
    entry = found.value
    return (found.start - found.end, entry.concept is not None, -found.fit, -len(entry.phrase), found.start)
