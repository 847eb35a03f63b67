"""A door to rapidfuzz (the other is quotes.py): what changed between two texts, word by word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

# A word with the space behind it, so that joined pieces give the text back.
_WORD = re.compile(r"\w+|[^\w\s]|\s+")
_WHOLE_WORD = re.compile(
    r"https?://[^\s<>()\[\]|]+"
    r"|\[\^[^\]\s]+\]"
    r"|\d+(?:[.,:]\d+)*\w*(?:[-’']\w+)*"
    r"|\w+(?:[-’']\w+)*"
    r"|[^\w\s]|\s+"
)
_PAIRS = dict(zip('([*_`„“‚‘«"', ')]*_`“”‘’»"', strict=True))
_ENDS_SENTENCE = frozenset(".!?:;")


class Kind(StrEnum):
    """What happened to some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that share one fate; the SAME and REMOVED pieces joined are the old text, SAME and ADDED the new."""

    kind: Kind
    text: str


def word_differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order, what was removed before what was added in its place.

    Insertions and deletions of words only (indel distance), never of letters. 2,000 words take about
    4 ms where difflib takes over a second (measured).
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    numbers: dict[str, int] = {}
    old_ids = [numbers.setdefault(word, len(numbers)) for word in old]
    new_ids = [numbers.setdefault(word, len(numbers)) for word in new]
    pieces: list[Piece] = []
    for step in Indel.opcodes(old_ids, new_ids):
        if step.tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(old[step.src_start : step.src_end])))
        elif step.tag == "delete":
            pieces.append(Piece(Kind.REMOVED, "".join(old[step.src_start : step.src_end])))
        else:
            pieces.append(Piece(Kind.ADDED, "".join(new[step.dest_start : step.dest_end])))
    return _removed_first(pieces)


def _removed_first(pieces: list[Piece]) -> list[Piece]:
    """Between two SAME pieces one removal and one addition, so that a reader sees old beside new."""
    ordered: list[Piece] = []
    changed: dict[Kind, str] = {Kind.REMOVED: "", Kind.ADDED: ""}
    for piece in (*pieces, Piece(Kind.SAME, "")):
        if piece.kind is not Kind.SAME:
            changed[piece.kind] += piece.text
            continue
        ordered += [Piece(kind, text) for kind, text in changed.items() if text]
        changed = {Kind.REMOVED: "", Kind.ADDED: ""}
        if piece.text:
            ordered.append(piece)
    return ordered


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Words of a text from `start` up to `end` become `text`; nothing is replaced where both are equal."""

    start: int
    end: int
    text: str

    @property
    def replaces(self) -> bool:
        """Whether words make way for others; false for what is only added or only removed."""
        return self.start < self.end and bool(self.text)


def words_of(text: str) -> list[str]:
    """The words, signs and spaces of a text; joined they are the text.

    A number with its separators, a compound with its hyphens, an address and a footnote's label are one word
    each: nobody changes half of one.
    """
    return _WHOLE_WORD.findall(text)


def edits_between(before: str, after: str) -> list[Edit]:
    """What makes one text of the other, in words of the first; see `joined` for what counts as one edit."""
    return joined(words_of(before), single_edits(before, after))


def single_edits(before: str, after: str) -> list[Edit]:
    """As edits_between, every run of changed words by itself; alike words may stand between two of them."""
    old, new = words_of(before), words_of(after)
    numbers: dict[str, int] = {}
    old_ids = [numbers.setdefault(word, len(numbers)) for word in old]
    new_ids = [numbers.setdefault(word, len(numbers)) for word in new]
    edits: list[Edit] = []
    for step in Indel.opcodes(old_ids, new_ids):
        if step.tag == "equal":
            continue
        text = "".join(new[step.dest_start : step.dest_end])
        if edits and edits[-1].end == step.src_start:
            edits[-1] = Edit(edits[-1].start, step.src_end, edits[-1].text + text)
        else:
            edits.append(Edit(step.src_start, step.src_end, text))
    ends = [*(edit.start for edit in edits), len(old)][1:]
    return [_slid(edit, old, end) for edit, end in zip(edits, ends, strict=True)]


def joined(words: Sequence[str], edits: Iterable[Edit]) -> list[Edit]:
    """Edits with nothing worth keeping between them as one; they come in order and do not overlap.

    That is nothing but space; what was put in brackets or set in bold; or, between two replacements in one
    sentence, fewer letters than either of them changed: a sentence that was written anew holds some of the
    old words by chance.
    """
    made: list[Edit] = []
    for edit in edits:
        made.append(edit)
        while len(made) > 1 and _is_lost(made[-2], made[-1], words):
            last, first = made.pop(), made.pop()
            between = "".join(words[first.end : last.start])
            made.append(Edit(first.start, last.end, first.text + between + last.text))
    return made


def edited(words: Sequence[str], edits: Iterable[Edit], start: int, end: int) -> str:
    """What edits that do not overlap make of the words from `start` up to `end`."""
    made, reached = [], start
    for edit in sorted(edits):
        made += [*words[reached : edit.start], edit.text]
        reached = edit.end
    return "".join([*made, *words[reached:end]])


def _slid(edit: Edit, words: Sequence[str], end: int) -> Edit:
    """What is only added or only removed as far to the right as it may stand: alike edits are then equal."""
    if edit.replaces:
        return edit
    moved, start = words[edit.start : edit.end] or words_of(edit.text), edit.start
    while (place := start + edit.end - edit.start) < end and words[place] == moved[0]:
        moved, start = [*moved[1:], moved[0]], start + 1
    return Edit(start, start + edit.end - edit.start, "".join(moved) if edit.text else "")


def _is_lost(left: Edit, right: Edit, words: Sequence[str]) -> bool:
    island = words[left.end : right.start]
    if not island or _is_pair(left, right, words, island):
        return True
    if any(word in _ENDS_SENTENCE or "\n" in word for word in island):
        return False
    if all(word.isspace() for word in island):
        # What is added before a space and behind it stays two.
        return left.start < left.end or right.start < right.end
    if not (left.replaces and right.replaces):
        return False
    return _letters(island) <= min(_size(left, words), _size(right, words))


def _is_pair(left: Edit, right: Edit, words: Sequence[str], island: Sequence[str]) -> bool:
    """Whether brackets, quotation marks or signs of emphasis are put around words of one line, or taken away."""
    if left.replaces or right.replaces or bool(left.text) != bool(right.text):
        return False
    opening = (left.text or "".join(words[left.start : left.end]))[-1:]
    closing = (right.text or "".join(words[right.start : right.end]))[:1]
    return _PAIRS.get(opening) == closing and not any("\n" in word for word in island)


def _size(edit: Edit, words: Sequence[str]) -> int:
    return max(_letters(words[edit.start : edit.end]), _letters([edit.text]))


def _letters(words: Sequence[str]) -> int:
    return sum(character.isalnum() for word in words for character in word)
