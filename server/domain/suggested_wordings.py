"""Suggested wordings on the present text: each was made on a stated base, and editors have gone on since.

A suggestion is the edits that make it of its base. The present wording is one more side: where only the
suggestion changed words, its edits are carried to the present text; where both did and alike, the suggestion
is in the text already; where both did and otherwise, the suggestion is in conflict with the present text.
So suggestions on several bases (a paragraph that was joined) lie over one text.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.domain.merging import Laid, Merge, lay, touch
from server.text.differences import Edit, edited, joined, single_edits, words_of


@dataclass(frozen=True, slots=True)
class SuggestedWording:
    """A whole wording as somebody would have it, and the wording that they had before them."""

    base: str
    text: str


class Taken(StrEnum):
    """What of a suggestion stands in the text when an editor's choices are carried out."""

    WHOLE = "whole"
    PART = "part"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Suggested wordings over the present text.

    `on_present` is the whole present text with one suggestion taken, by name; `already` names those of which
    all stands there, `partly_there` those of which something does.
    """

    merge: Merge
    on_present: Mapping[str, str]
    already: frozenset[str]
    partly_there: frozenset[str]

    def taken(self, choices: Mapping[int, int]) -> dict[str, Taken]:
        """What is taken of each suggestion that is not there already, see Merge.chosen."""
        touched: dict[str, list[bool]] = {name: [] for name in self.on_present if name not in self.already}
        for number, part in enumerate(self.merge.parts):
            chosen = part.options[choices[number]].by if number in choices else ()
            for name in part.by:
                touched[name].append(name in chosen)
        return {name: _share(several) for name, several in touched.items()}

    def whole(self, name: str) -> dict[int, int]:
        """The choices that take all of one suggestion: the number of the option by that of the part."""
        return {
            number: next(place for place, option in enumerate(part.options) if name in option.by)
            for number, part in enumerate(self.merge.parts)
            if name in part.by
        }

    def resolve(self, whole: Collection[str], picked: Mapping[int, int | None]) -> "Resolved":
        """What follows from suggestions taken whole and from options picked in parts (None: as it is).

        What is picked in a part goes before what is taken whole.
        """
        choices: dict[int, int] = {}
        undecided: list[int] = []
        for number, part in enumerate(self.merge.parts):
            wanted = [place for place, option in enumerate(part.options) if set(whole) & set(option.by)]
            choice = picked[number] if number in picked else (wanted[0] if wanted else None)
            if number not in picked and len(wanted) > 1:
                undecided.append(number)
            elif choice is not None and choice < len(part.options):
                choices[number] = choice
        return Resolved(choices, tuple(undecided))


@dataclass(frozen=True, slots=True)
class Resolved:
    """The chosen option by the number of its part, and the parts in which two that are taken whole differ."""

    choices: Mapping[int, int]
    undecided: tuple[int, ...] = ()


def lay_over(present: str, suggestions: Mapping[str, SuggestedWording]) -> Suggestions:
    """Lay suggested wordings over the present text, in the order of the mapping."""
    words = words_of(present)
    moved: dict[str, list[Edit]] = {}
    laid: list[Laid] = []
    already, partly = set(), set()
    # Most have one base, and then its comparison with the present text is the same.
    since = {base: single_edits(base, present) for base in {each.base for each in suggestions.values()}}
    for name, suggested in suggestions.items():
        own = _carried(suggested, since[suggested.base], words)
        laid += [Laid(edit, name, against) for edit, against in own.edits]
        moved[name] = [edit for edit, _ in own.edits]
        if own.is_partly_there:
            partly.add(name)
        if not own.edits:
            already.add(name)
    return Suggestions(
        lay(words, laid, suggestions),
        {name: edited(words, edits, 0, len(words)) for name, edits in moved.items()},
        frozenset(already),
        frozenset(partly - already),
    )


def _share(taken: Sequence[bool]) -> Taken:
    if not any(taken):
        return Taken.NOTHING
    return Taken.WHOLE if all(taken) else Taken.PART


@dataclass(frozen=True, slots=True)
class _Carried:
    """Edits of the present text with whether its words were changed since, and whether some stand there."""

    edits: Sequence[tuple[Edit, bool]]
    is_partly_there: bool


@dataclass(slots=True)
class _Stretch:
    """Words of the base that a suggestion or the present text changes, or both; `start` and `end` count there."""

    start: int
    end: int
    own: list[Edit]
    since: list[Edit]

    def takes(self, edit: Edit, others: Sequence[Edit]) -> bool:
        """Whether an edit of one side changes the same words as those of the other, given here."""
        return edit.start <= self.end and any(touch(each, edit) for each in others)


def _carried(suggested: SuggestedWording, since: Sequence[Edit], present: Sequence[str]) -> _Carried:
    base = words_of(suggested.base)
    own = single_edits(suggested.base, suggested.text)
    there = sorted(set(own) & set(since))
    left = [edit for edit in own if edit not in there]
    moved, is_partly_there = 0, bool(there)
    made: list[tuple[Edit, bool]] = []
    for stretch in _stretches(joined(base, left), joined(base, since)):
        start, growth = stretch.start + moved, sum(map(_growth, stretch.since))
        moved += growth
        if not stretch.own:
            continue
        end = stretch.end + moved
        inside = [*_within(left, stretch.own), *_within(there, stretch.since)]
        text = edited(base, inside, stretch.start, stretch.end)
        if stretch.since and text == "".join(present[start:end]):
            is_partly_there = True
        else:
            made.append((Edit(start, end, text), bool(stretch.since)))
    return _Carried(_side_by_side(made, present), is_partly_there)


def _stretches(own: Sequence[Edit], since: Sequence[Edit]) -> list[_Stretch]:
    made: list[_Stretch] = []
    # What others inserted at one place stands before what the suggestion inserts there.
    sides = [*((each, False) for each in since), *((each, True) for each in own)]
    for edit, is_own in sorted(sides, key=lambda side: (side[0].start, side[0].end, side[1])):
        last = made[-1] if made else None
        if last is None or not last.takes(edit, last.since if is_own else last.own):
            last = _Stretch(edit.start, edit.end, [], [])
            made.append(last)
        (last.own if is_own else last.since).append(edit)
        last.end = max(last.end, edit.end)
    return made


def _side_by_side(made: Sequence[tuple[Edit, bool]], present: Sequence[str]) -> list[tuple[Edit, bool]]:
    """Edits that have come to stand beside each other in the present text as one: what stood between was changed."""
    clean = {edit for edit, is_against in made if not is_against}
    return [(edit, edit not in clean) for edit in joined(present, [edit for edit, _ in made])]


def _within(edits: Sequence[Edit], joined_edits: Sequence[Edit]) -> list[Edit]:
    return [
        edit
        for edit in edits
        if any(each.start <= edit.start and edit.end <= each.end for each in joined_edits)
    ]


def _growth(edit: Edit) -> int:
    """How many words more there are after an edit."""
    return len(words_of(edit.text)) - (edit.end - edit.start)
