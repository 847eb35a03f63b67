"""Which words of a text changed, joined and moved until people can read it.

Words are matched by number (rapidfuzz). Three steps make that readable, after the "semantic clean-up" of
diff-match-patch (https://neil.fraser.name/writing/diff/, 3.2): an insertion or deletion slides to where a
sentence or a phrase begins; kept words that are less than what changed on both sides of them are taken into one
change; and a line of which next to nothing was kept is replaced as a whole.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from server.text.markdown_lines import Line, Style

_ENDS_SENTENCE = frozenset(".!?:;")
# A kept word of so many letters between two replacements is lost on a reader.
_SHORT = 3
# Of a line in which less than this share of its letters stayed, nothing is shown as kept.
_KEPT_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a space, a sign, or the beginning of a line; tokens with equal keys match."""

    key: Hashable
    text: str
    style: Style
    line: Line | None = None
    paragraph: int = -1


@dataclass(slots=True)
class Change:
    """Tokens of the older text from `start` up to `end` became those of the newer from `into` up to `upto`."""

    start: int
    end: int
    into: int
    upto: int

    @property
    def replaces(self) -> bool:
        """Whether words stand in the place of others."""
        return self.end > self.start and self.upto > self.into


def readable_changes(old: Sequence[Token], new: Sequence[Token]) -> list[Change]:
    """What makes the newer text of the older one, in order; between two changes there is at least one token."""
    return _one_where_little_is_kept(_joined(_changes(old, new), old, new), old, new)


def _changes(old: Sequence[Token], new: Sequence[Token]) -> list[Change]:
    numbers: dict[Hashable, int] = {}
    old_ids = [numbers.setdefault(token.key, len(numbers)) for token in old]
    new_ids = [numbers.setdefault(token.key, len(numbers)) for token in new]
    changes: list[Change] = []
    for step in Indel.opcodes(old_ids, new_ids):
        if step.tag == "equal":
            continue
        if changes and (changes[-1].end, changes[-1].upto) == (step.src_start, step.dest_start):
            changes[-1].end, changes[-1].upto = step.src_end, step.dest_end
        else:
            changes.append(Change(step.src_start, step.src_end, step.dest_start, step.dest_end))
    for number, change in enumerate(changes):
        if not change.replaces:
            low = changes[number - 1].end if number else 0
            high = changes[number + 1].start if number + 1 < len(changes) else len(old)
            _slide(change, old, new, low, high)
    return changes


def _slide(change: Change, old: Sequence[Token], new: Sequence[Token], low: int, high: int) -> None:
    """Move what was only added or only removed to where it begins and ends best."""
    inserted = change.start == change.end
    text, begin, end = (new, change.into, change.upto) if inserted else (old, change.start, change.end)
    back = 0
    while change.start - back > low and text[begin - back - 1].key == text[end - back - 1].key:
        back += 1
    best, steps = (-1, 0), -back
    while True:
        best = max(best, (_fit(text, begin + steps) + _fit(text, end + steps), steps))
        if change.end + steps >= high or text[begin + steps].key != text[end + steps].key:
            break
        steps += 1
    for name in ("start", "end", "into", "upto"):
        setattr(change, name, getattr(change, name) + best[1])


def _fit(tokens: Sequence[Token], place: int) -> int:
    """How well a change begins or ends here: 5 for a line, 4 a sentence, 3 a part of one, 2 a word."""
    if place in (0, len(tokens)) or tokens[place].line:
        return 5
    before = tokens[place - 1]
    if before.text == " ":
        sign = tokens[place - 2].text if place > 1 else ""
        return 4 if sign in _ENDS_SENTENCE and sign else 3 if sign in (",", ")", "–") else 2
    return 1 if tokens[place].text == " " else 0


def _joined(changes: list[Change], old: Sequence[Token], new: Sequence[Token]) -> list[Change]:
    """Changes with nothing worth reading between them as one."""
    kept: list[Change] = []
    for change in changes:
        kept.append(change)
        while len(kept) > 1 and _is_lost(kept[-2], kept[-1], old, new):
            last = kept.pop()
            kept[-1] = Change(kept[-1].start, last.end, kept[-1].into, last.upto)
    return [_trimmed(change, old, new) for change in kept]


def _is_lost(left: Change, right: Change, old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether the words kept between two changes only stand in the way of reading them."""
    island = old[left.end : right.start]
    if any(token.line or token.style is Style.CELL for token in island):
        return False
    words = [token.text for token in island if token.text[0].isalnum()]
    if not words:
        return not any(token.text in _ENDS_SENTENCE for token in island)
    if not (left.replaces or right.replaces) or any(token.text in _ENDS_SENTENCE for token in island):
        return False
    letters = sum(map(len, words))
    if letters <= _SHORT and left.replaces and right.replaces:
        return True
    return letters <= min(_size(change, old, new) for change in (left, right))


def _size(change: Change, old: Sequence[Token], new: Sequence[Token]) -> int:
    return max(_letters(old[change.start : change.end]), _letters(new[change.into : change.upto]))


def _letters(tokens: Sequence[Token]) -> int:
    return sum(len(token.text) for token in tokens if token.text[:1].isalnum())


def _trimmed(change: Change, old: Sequence[Token], new: Sequence[Token]) -> Change:
    """Without what both sides begin or end with."""
    start, end, into, upto = change.start, change.end, change.into, change.upto
    while start < end and into < upto and old[start].key == new[into].key:
        start, into = start + 1, into + 1
    while start < end and into < upto and old[end - 1].key == new[upto - 1].key:
        end, upto = end - 1, upto - 1
    return Change(start, end, into, upto)


def _one_where_little_is_kept(
    changes: list[Change], old: Sequence[Token], new: Sequence[Token]
) -> list[Change]:
    """One change for each line, from one kept beginning of a line to the next, of which little was kept."""
    made: list[Change] = []
    for start, end, into, upto, inside in _stretches(changes, old, new):
        was, now = _letters(old[start:end]), _letters(new[into:upto])
        gone = sum(_letters(old[each.start : each.end]) for each in inside)
        if len(inside) > 1 and was and now and was - gone < _KEPT_SHARE * max(was, now):
            made.append(_trimmed(Change(start, end, into, upto), old, new))
        else:
            made += inside
    return made


def _stretches(
    changes: Sequence[Change], old: Sequence[Token], new: Sequence[Token]
) -> Iterator[tuple[int, int, int, int, list[Change]]]:
    """The parts of both texts between beginnings of lines that were kept, each with the changes in it."""
    start = into = done = 0
    inside: list[Change] = []
    for change in (*changes, Change(len(old), len(old), len(new), len(new))):
        for place in range(done, change.start):
            if old[place].line:
                here = change.into - (change.start - place)
                yield start, place, into, here, inside
                start, into, inside = place + 1, here + 1, []
        inside.append(change)
        done = change.end
    yield start, len(old), into, len(new), inside[:-1]
