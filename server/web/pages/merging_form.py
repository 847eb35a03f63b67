"""The forms of the merging page: what is chosen of the suggestions, and the text that an editor confirms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from starlette.datastructures import FormData

from server.domain.revisions import Weight
from server.text.languages import LANGUAGES, Language
from server.usecases.merge_suggestions import TakenUp
from server.usecases.read_suggestions import SuggestionsToMerge
from server.usecases.revise_paragraph import WordingChange
from server.web.typed import legible

# Several hundred suggestions with a box, a hidden field and two parts each.
MAX_FIELDS: Final = 5_000
# What is chosen in a part: nothing (what is taken whole decides), as it is, or the number of an option.
KEEP: Final = "keep"
_PART = re.compile(r"part-(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an editor chose: suggestions taken whole, and in parts (by number from 0) an option or KEEP.

    `laid` are the suggestions on the page, `seen` the stamp of what it showed (see `stamp`).
    """

    side: Language
    laid: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    parts: Mapping[int, str] = field(default_factory=dict)
    seen: str = ""

    @property
    def picked(self) -> dict[int, int | None]:
        """What is chosen in parts, see Suggestions.resolve."""
        return {number: None if value == KEEP else int(value) for number, value in self.parts.items()}


@dataclass(frozen=True, slots=True)
class Result:
    """The text as an editor will have it; `base` is the revision that they had before them.

    `common` is the revision on which the text was typed, where somebody saved another one since.
    """

    text: str
    base: int
    taken: TakenUp
    weight: Weight = Weight.SUBSTANTIVE
    note: str = ""
    propose: bool = True
    common: int | None = None

    def change(self, side: Language) -> WordingChange:
        """The wording as it is to be saved."""
        return WordingChange(side, self.text, self.weight, self.base, self.note)


def stamp(found: SuggestionsToMerge) -> str:
    """What tells whether the parts on a page are still those that an editor chose in."""
    parts = [
        (part.before, [(option.text, option.by) for option in part.options])
        for part in found.laid.merge.parts
    ]
    return sha256(repr(parts).encode()).hexdigest()[:16]


def chosen_in(sent: FormData, language: Language) -> Chosen:
    """What a browser sent of the choices; what makes no sense is as not chosen."""
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    parts = {}
    for name, value in fields.items():
        number = _PART.fullmatch(name)
        if number and (value == KEEP or (value.isascii() and value.isdigit() and len(value) < 6)):
            parts[int(number[1])] = value
    return Chosen(
        side_of(fields.get("side", ""), language),
        _several(sent, "with"),
        _several(sent, "whole"),
        parts,
        fields.get("seen", ""),
    )


def result_in(sent: FormData) -> Result:
    """The text that a browser sent, with all that goes with it."""
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    return Result(
        text=legible(fields.get("text", "")).replace("\r\n", "\n"),
        base=_number(fields.get("base", "")),
        taken=TakenUp(_several(sent, "took-whole"), _several(sent, "took-part")),
        weight=Weight.MINOR if fields.get("weight") == Weight.MINOR else Weight.SUBSTANTIVE,
        note=legible(fields.get("note", "")).strip(),
        propose=fields.get("propose") == "yes",
        common=_number(fields["common"]) if "common" in fields else None,
    )


def side_of(value: str, otherwise: Language) -> Language:
    """The side with this name."""
    return next((each for each in LANGUAGES if each == value), otherwise)


def _several(sent: FormData, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(legible(each) for each in sent.getlist(name) if isinstance(each, str)))


def _number(typed: str) -> int:
    """The number of a revision; -1, which never fits, for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else -1
