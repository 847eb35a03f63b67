"""Why a document was found: what of the query stands in it, and in which words.

The same for every engine, since it reads the document's own words; engines only say which documents.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from server.search.analysis.chain import Token, analyse
from server.search.documents import Field, Part
from server.search.engine import PART_WEIGHTS
from server.search.matching import Group, Pattern
from server.search.query import Way
from server.search.standing import sought
from server.text.languages import LANGUAGES, Language

# Ways that the part says more about than the pattern.
_WAY_OF_PART: Final = {Part.TRANSLATION: Way.TRANSLATION, Part.CONTEXT: Way.CONTEXT}
# What people wrote in the document tells most, then a machine's translation of it, then what is around it.
_FARTHER: Final = {Part.TRANSLATION: 1, Part.CONTEXT: 2, Part.SECTION: 2}
_WAYS: Final = {way: place for place, way in enumerate(Way)}


@dataclass(frozen=True, slots=True)
class Reason:
    """What of a query a document holds: how, in which language and part of it, and in which words.

    `matched` is the word as it stands in the text, several with commas between where the parts of a compound
    stand apart; for a concept the term, for a phrase what was typed. `concept` is a key, or "".
    """

    way: Way
    language: Language
    part: Part
    typed: str
    matched: str
    concept: str = ""


class _Found(NamedTuple):
    """A pattern that a document meets; `part` is the farthest of the parts that its words stand in."""

    pattern: Pattern
    part: Part
    written: str
    is_own: bool

    @property
    def way(self) -> Way:
        return _WAY_OF_PART.get(self.part, self.pattern.way)

    @property
    def strength(self) -> tuple[int, int, float]:
        """The way before the part: the very word in the text tells more than another form of it in a title."""
        return -_FARTHER.get(self.part, 0), -_WAYS[self.way], PART_WEIGHTS[self.part]


def reasons(
    fields: Iterable[Field], groups: Sequence[Group], *, is_in_one_language: bool
) -> tuple[Reason, ...]:
    """Why a document with these fields meets the groups, strongest first; none where it does not.

    It may miss any number of groups that may be missed, as long as it meets one.
    For each group and language only the strongest; a translation only where nothing that people wrote in the
    document meets the group, what is around it only where the document does not at all.
    """
    found = _found(list(fields), tuple(groups), is_in_one_language=is_in_one_language)
    if not _is_met(groups, found):
        return ()
    telling = sorted(
        (each for of_group in found for each in _telling(of_group)),
        key=lambda each: each.strength,
        reverse=True,
    )
    return tuple(dict.fromkeys(map(_reason, telling)))


def missed_words(
    fields: Iterable[Field], groups: Sequence[Group], *, is_in_one_language: bool
) -> tuple[str, ...]:
    """What was typed of the groups that a document with these fields does not meet, in the order of typing."""
    found = _found(list(fields), tuple(groups), is_in_one_language=is_in_one_language)
    return tuple(
        dict.fromkeys(
            pattern.typed
            for group, of_group in zip(groups, found, strict=True)
            if not of_group
            for pattern in group.patterns
            if not pattern.is_expansion
        )
    )


def _is_met(groups: Sequence[Group], found: Sequence[Sequence[_Found]]) -> bool:
    missed = [group for group, of_group in zip(groups, found, strict=True) if not of_group]
    if not all(group.may_be_missed for group in missed):
        return False
    return any(each.is_own for of_group in found for each in of_group)


def _found(
    fields: Sequence[Field], groups: tuple[Group, ...], *, is_in_one_language: bool
) -> list[list[_Found]]:
    """For each group what the document meets of it, in reading order.

    What is around a document is long and says nothing where the document itself meets every group.
    """
    near = [field for field in fields if field.part not in _FARTHER]
    found = _met(near, groups, is_in_one_language=is_in_one_language)
    if len(near) == len(fields) or all(found):
        return found
    return _met(fields, groups, is_in_one_language=is_in_one_language)


def _met(
    fields: Sequence[Field], groups: tuple[Group, ...], *, is_in_one_language: bool
) -> list[list[_Found]]:
    found: list[list[_Found]] = [[] for _ in groups]
    apart: dict[tuple[int, Pattern], dict[str, _Found]] = {}
    for field in fields:
        tokens = analyse(field.text, field.language)
        for first, last, group, pattern, one in sought(groups, field.language).matches(tokens):
            if pattern.is_for_one_language and not is_in_one_language:
                continue
            here = _Found(
                pattern, field.part, _written(field.text, tokens[first:last]), field.part is not Part.SECTION
            )
            if not one:
                found[group].append(here)
            elif here.is_own:
                pieces = apart.setdefault((group, pattern), {})
                if one not in pieces or pieces[one].strength < here.strength:
                    pieces[one] = here
    for (group, pattern), pieces in apart.items():
        if pieces.keys() == set(pattern.tokens):
            found[group].append(_put_together(pattern, [pieces[token] for token in pattern.tokens]))
    return found


def _put_together(pattern: Pattern, pieces: Sequence[_Found]) -> _Found:
    return _Found(
        pattern,
        min(pieces, key=lambda piece: piece.strength).part,
        ", ".join(dict.fromkeys(piece.written for piece in pieces)),
        is_own=True,
    )


def _written(text: str, tokens: Sequence[Token]) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].replace("\u00ad", "").split())


def _telling(found: Sequence[_Found]) -> Iterator[_Found]:
    """The strongest of each language, of what stands nearest."""
    nearest = min((_FARTHER.get(each.part, 0) for each in found), default=0)
    for language in LANGUAGES:
        spoken = [
            each
            for each in found
            if each.pattern.language is language and _FARTHER.get(each.part, 0) == nearest
        ]
        if spoken:
            yield max(spoken, key=lambda each: each.strength)


def _reason(found: _Found) -> Reason:
    pattern = found.pattern
    return Reason(
        found.way,
        pattern.language,
        found.part,
        pattern.typed,
        pattern.matched or found.written,
        pattern.concept,
    )
