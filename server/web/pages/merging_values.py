"""What the merging page shows of suggestions: cards, the parts of the text with their choices, conflicts."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from server.domain.merging import Merge, Part
from server.domain.moderation import ModerationState
from server.text.differences import Kind, Piece, word_differences
from server.text.languages import Language
from server.text.unseen import Screen
from server.usecases.read_suggestions import SuggestionsToMerge, SuggestionToMerge
from server.web.pages.comment_cards import shown_comment
from server.web.pages.merging_form import Chosen

# More rows and columns than this no table shows on a page: then the conflicts are listed by place.
MATRIX: Final = 12
# With more places than this, those without a conflict are folded: an editor begins with what must be decided.
OPEN_PLACES: Final = 20
# Words before and behind a part, by which its place is known.
_AROUND: Final = 6
_WORDS = re.compile(r"\S+\s*|\s+")


def card_values(found: SuggestionsToMerge, chosen: Chosen, language: Language) -> list[dict[str, Any]]:
    """The suggestions in order of arrival, numbered from 1."""
    return [
        _card(number, each, found, chosen, language) for number, each in enumerate(found.suggestions, start=1)
    ]


def _card(
    number: int, each: SuggestionToMerge, found: SuggestionsToMerge, chosen: Chosen, language: Language
) -> dict[str, Any]:
    comment, disposition, laid = each.comment, each.disposition, found.laid
    key, present = comment.id, found.paragraph.text(comment.language)
    rebased = laid.on_present.get(key)
    moved = rebased is not None and rebased not in {comment.suggested_wording, present}
    return {
        "id": key,
        "number": number,
        "card": shown_comment(comment, language),
        "is_unpublished": comment.state is ModerationState.UNPUBLISHED,
        "is_elsewhere": comment.paragraph_id != found.paragraph.id,
        "can_be_merged": each.can_be_merged,
        "is_laid": rebased is not None,
        "is_there": key in laid.already,
        "is_partly_there": key in laid.partly_there,
        "is_whole": key in chosen.whole,
        "revisions": each.revisions,
        "outcome": disposition.outcome.value if disposition and disposition.outcome else "",
        "is_decided": disposition is not None and disposition.decided is not None,
        "pieces": _pieces(comment.base_text, comment.suggested_wording),
        "on_present": _pieces(present, rebased) if moved and rebased is not None else [],
        "parts": _places(laid.merge, key),
        "against": any(part.is_against_base and key in part.by for part in laid.merge.parts),
        "conflicts": laid.merge.matrix.get(key, frozenset()),
    }


def part_values(
    found: SuggestionsToMerge, chosen: Chosen, undecided: Sequence[int] = ()
) -> list[dict[str, Any]]:
    """The present text in stretches; those that suggestions change are numbered from 1 and have choices."""
    numbers = _numbers(found)
    parts = found.laid.merge.parts
    is_many = sum(bool(part.options) for part in parts) > OPEN_PLACES
    values: list[dict[str, Any]] = []
    label = 0
    for place, part in enumerate(parts):
        label += bool(part.options)
        values.append(
            {
                "place": place,
                "label": label,
                "before": _seen(part.before),
                "options": [
                    {"text": _seen(option.text), "by": [numbers[name] for name in option.by]}
                    for option in part.options
                ],
                "is_conflict": part.is_conflict,
                "is_against": part.is_against_base,
                "is_short": part.is_short,
                "is_undecided": place in undecided,
                "is_folded": is_many
                and bool(part.options)
                and not part.is_conflict
                and place not in chosen.parts,
                "chosen": chosen.parts.get(place, ""),
                "lead": _lead(parts, place) if part.options else "",
                "trail": _trail(parts, place) if part.options else "",
            }
        )
    return values


def conflict_values(found: SuggestionsToMerge) -> dict[str, Any]:
    """Which suggestions are in conflict: a table of up to MATRIX of them, else the places with who is there."""
    merge, numbers = found.laid.merge, _numbers(found)
    names = [
        name
        for name, others in merge.matrix.items()
        if others or any(part.is_against_base and name in part.by for part in merge.parts)
    ]
    rows = []
    if len(names) <= MATRIX:
        rows = [
            {
                "number": numbers[name],
                "id": name,
                "against": _place(merge, (name,), against=True),
                "cells": [
                    {"is_self": name == other, "place": _place(merge, (name, other))}
                    if other in merge.matrix[name] or name == other
                    else None
                    for other in names
                ],
            }
            for name in names
        ]
    return {
        "count": len(names),
        "numbers": [numbers[name] for name in names],
        "rows": rows,
        "has_against": any(part.is_against_base for part in merge.parts),
        "places": [
            {
                "place": place,
                "by": [(name, numbers[name]) for name in part.by],
                "against": part.is_against_base,
            }
            for place, part in enumerate(merge.parts)
            if part.is_conflict
        ],
    }


def numbers_of(found: SuggestionsToMerge, names: Sequence[str]) -> list[int]:
    """The numbers on the page of these suggestions."""
    numbers = _numbers(found)
    return sorted(numbers[name] for name in names if name in numbers)


def _numbers(found: SuggestionsToMerge) -> Mapping[str, int]:
    return {each.comment.id: number for number, each in enumerate(found.suggestions, start=1)}


def _places(merge: Merge, name: str) -> list[dict[str, int]]:
    """Where a suggestion changes the text: the number of the part, and its label on the page."""
    changed = [place for place, part in enumerate(merge.parts) if part.options]
    return [
        {"place": place, "label": label}
        for label, place in enumerate(changed, start=1)
        if name in merge.parts[place].by
    ]


def _pieces(before: str, after: str) -> list[Piece]:
    """The words that differ, with the words around them: long paragraphs are on the page once, not per card."""
    pieces = word_differences(before, after)
    return [
        Piece(
            piece.kind,
            _shortened(_seen(piece.text), is_first=place == 0, is_last=place == len(pieces) - 1)
            if piece.kind is Kind.SAME
            else _seen(piece.text),
        )
        for place, piece in enumerate(pieces)
    ]


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """The text without its middle; of what nothing comes before, or behind, only the other end is kept."""
    words = _WORDS.findall(text)
    if len(words) <= 3 * _AROUND:
        return text
    begin = "" if is_first else "".join(words[:_AROUND])
    end = "" if is_last else "".join(words[-_AROUND:])
    return f"{begin}… {end}"


def _seen(text: str) -> str:
    """The text with a sign in the place of each run of hidden characters."""
    return "".join("\ufffd" if each.is_hidden else each.text for each in Screen().pieces(text))


def _place(merge: Merge, names: Sequence[str], *, against: bool = False) -> int | None:
    """The first part in which all of these are in conflict."""
    return next(
        (
            place
            for place, part in enumerate(merge.parts)
            if part.is_conflict and set(names) <= set(part.by) and (part.is_against_base or not against)
        ),
        None,
    )


def _lead(parts: Sequence[Part], place: int) -> str:
    words: list[str] = []
    for part in reversed(parts[:place]):
        words = part.before.split()[-_AROUND:] + words
        if len(words) >= _AROUND:
            break
    return " ".join(words[-_AROUND:])


def _trail(parts: Sequence[Part], place: int) -> str:
    words: list[str] = []
    for part in parts[place + 1 :]:
        words += part.before.split()[:_AROUND]
        if len(words) >= _AROUND:
            break
    return " ".join(words[:_AROUND])
