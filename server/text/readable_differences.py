"""What differs between two texts, told so that people read it: whole words in whole phrases, line by line.

Words are matched by number (rapidfuzz). Three steps make that readable, after the "semantic clean-up" of
diff-match-patch (https://neil.fraser.name/writing/diff/, 3.2): an insertion or deletion slides to where a
sentence or a phrase begins; kept words that are less than what changed on both sides of them are taken into one
change; and a line of which next to nothing was kept is replaced as a whole.
"""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from server.text.differences import Kind
from server.text.markdown_lines import Line, LineKind, Run, Style

# A number with its separators and a compound with its hyphens are one word each.
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:[-’']\w+)*|[^\w\s]|\s+")
_ENDS_SENTENCE = frozenset(".!?:;")
# A kept word of so many letters between two replacements is lost on a reader.
_SHORT = 3
# Of a line in which less than this share of its letters stayed, nothing is shown as kept.
_KEPT_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """Words that share one fate and are set alike."""

    kind: Kind
    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of the comparison.

    `fate` says what happened to the line as such: an ADDED one begins only in the newer text, a REMOVED one
    began only in the older. `paragraph` counts from 0 in the text of that fate (the newer for SAME), -1 where
    the line is not the first of its paragraph. `reset` is true where the same words became another kind of line.
    """

    line: LineKind
    fate: Kind
    parts: tuple[Part, ...]
    depth: int = 0
    box: str = ""
    mark: str = ""
    paragraph: int = -1
    reset: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a space, a sign, or the beginning of a line; tokens with equal keys match."""

    key: Hashable
    text: str
    style: Style
    line: Line | None = None
    paragraph: int = -1


@dataclass(slots=True)
class _Change:
    """Tokens of the older text from `start` up to `end` became those of the newer from `into` up to `upto`."""

    start: int
    end: int
    into: int
    upto: int

    @property
    def replaces(self) -> bool:
        return self.end > self.start and self.upto > self.into


def phrase_differences(before: str, after: str) -> list[Part]:
    """The differences of two texts of one line, such as titles."""
    [line] = line_differences([[_one_line(before)]], [[_one_line(after)]])
    return list(line.parts)


def line_differences(before: Sequence[Sequence[Line]], after: Sequence[Sequence[Line]]) -> list[ShownLine]:
    """The lines of both texts, each text given as the lines of its paragraphs, in reading order.

    All words that are SAME or REMOVED are the older text, all that are SAME or ADDED the newer one; spaces
    in a row count as one.
    """
    old, new = _tokens(before), _tokens(after)
    changes = _one_where_little_is_kept(_joined(_changes(old, new), old, new), old, new)
    return _lines(_pieces(changes, old, new))


def words_differ(lines: Sequence[ShownLine]) -> bool:
    """Whether there is anything to see; false where only a link or the way words are set differs."""
    return any(
        line.reset or line.fate is not Kind.SAME or any(part.kind is not Kind.SAME for part in line.parts)
        for line in lines
    )


def _one_line(text: str) -> Line:
    return Line(LineKind.TEXT, (Run(text),))


def _tokens(paragraphs: Sequence[Sequence[Line]]) -> list[_Token]:
    tokens: list[_Token] = []
    for number, lines in enumerate(paragraphs):
        for line in lines:
            first = line is lines[0]
            # The first paragraph begins where the text does: its first line may be any line of the other text.
            key = (line.kind, line.depth, line.box, first and number > 0)
            tokens.append(_Token(key, "", Style.PLAIN, line, number if first else -1))
            for run in line.runs:
                tokens += _words(run)
    return tokens


def _words(run: Run) -> Iterator[_Token]:
    if run.style in (Style.CELL, Style.NOTE):
        yield _Token((run.style, run.text), run.text, run.style)
        return
    for word in _WORD.findall(run.text):
        text = " " if word.isspace() else word
        yield _Token(text, text, run.style)


def _changes(old: Sequence[_Token], new: Sequence[_Token]) -> list[_Change]:
    numbers: dict[Hashable, int] = {}
    old_ids = [numbers.setdefault(token.key, len(numbers)) for token in old]
    new_ids = [numbers.setdefault(token.key, len(numbers)) for token in new]
    changes: list[_Change] = []
    for step in Indel.opcodes(old_ids, new_ids):
        if step.tag == "equal":
            continue
        if changes and (changes[-1].end, changes[-1].upto) == (step.src_start, step.dest_start):
            changes[-1].end, changes[-1].upto = step.src_end, step.dest_end
        else:
            changes.append(_Change(step.src_start, step.src_end, step.dest_start, step.dest_end))
    for number, change in enumerate(changes):
        if not change.replaces:
            low = changes[number - 1].end if number else 0
            high = changes[number + 1].start if number + 1 < len(changes) else len(old)
            _slide(change, old, new, low, high)
    return changes


def _slide(change: _Change, old: Sequence[_Token], new: Sequence[_Token], low: int, high: int) -> None:
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


def _fit(tokens: Sequence[_Token], place: int) -> int:
    """How well a change begins or ends here: 5 for a line, 4 a sentence, 3 a part of one, 2 a word."""
    if place in (0, len(tokens)) or tokens[place].line:
        return 5
    before = tokens[place - 1]
    if before.text == " ":
        sign = tokens[place - 2].text if place > 1 else ""
        return 4 if sign in _ENDS_SENTENCE and sign else 3 if sign in (",", ")", "–") else 2
    return 1 if tokens[place].text == " " else 0


def _joined(changes: list[_Change], old: Sequence[_Token], new: Sequence[_Token]) -> list[_Change]:
    """Changes with nothing worth reading between them as one."""
    kept: list[_Change] = []
    for change in changes:
        kept.append(change)
        while len(kept) > 1 and _is_lost(kept[-2], kept[-1], old, new):
            last = kept.pop()
            kept[-1] = _Change(kept[-1].start, last.end, kept[-1].into, last.upto)
    return [_trimmed(change, old, new) for change in kept]


def _is_lost(left: _Change, right: _Change, old: Sequence[_Token], new: Sequence[_Token]) -> bool:
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


def _size(change: _Change, old: Sequence[_Token], new: Sequence[_Token]) -> int:
    return max(_letters(old[change.start : change.end]), _letters(new[change.into : change.upto]))


def _letters(tokens: Sequence[_Token]) -> int:
    return sum(len(token.text) for token in tokens if token.text[:1].isalnum())


def _trimmed(change: _Change, old: Sequence[_Token], new: Sequence[_Token]) -> _Change:
    """Without what both sides begin or end with."""
    start, end, into, upto = change.start, change.end, change.into, change.upto
    while start < end and into < upto and old[start].key == new[into].key:
        start, into = start + 1, into + 1
    while start < end and into < upto and old[end - 1].key == new[upto - 1].key:
        end, upto = end - 1, upto - 1
    return _Change(start, end, into, upto)


def _one_where_little_is_kept(
    changes: list[_Change], old: Sequence[_Token], new: Sequence[_Token]
) -> list[_Change]:
    """One change for each line, from one kept beginning of a line to the next, of which little was kept."""
    made: list[_Change] = []
    for start, end, into, upto, inside in _stretches(changes, old, new):
        was, now = _letters(old[start:end]), _letters(new[into:upto])
        gone = sum(_letters(old[each.start : each.end]) for each in inside)
        if len(inside) > 1 and was and now and was - gone < _KEPT_SHARE * max(was, now):
            made.append(_trimmed(_Change(start, end, into, upto), old, new))
        else:
            made += inside
    return made


def _stretches(
    changes: Sequence[_Change], old: Sequence[_Token], new: Sequence[_Token]
) -> Iterator[tuple[int, int, int, int, list[_Change]]]:
    """The parts of both texts between beginnings of lines that were kept, each with the changes in it."""
    start = into = done = 0
    inside: list[_Change] = []
    for change in (*changes, _Change(len(old), len(old), len(new), len(new))):
        for place in range(done, change.start):
            if old[place].line:
                here = change.into - (change.start - place)
                yield start, place, into, here, inside
                start, into, inside = place + 1, here + 1, []
        inside.append(change)
        done = change.end
    yield start, len(old), into, len(new), inside[:-1]


def _pieces(
    changes: Sequence[_Change], old: Sequence[_Token], new: Sequence[_Token]
) -> Iterator[tuple[Kind, Sequence[_Token]]]:
    reached = 0
    for change in (*changes, _Change(len(old), len(old), len(new), len(new))):
        length = change.start - reached if change.start > reached else 0
        yield Kind.SAME, new[change.into - length : change.into]
        removed, added = old[change.start : change.end], new[change.into : change.upto]
        pieces = [(Kind.REMOVED, removed), (Kind.ADDED, added)]
        # What was added to a line stands in it, and not behind a line that is gone.
        if any(token.line for token in removed) and not any(token.line for token in added):
            pieces.reverse()
        yield from pieces
        reached = change.end


def _lines(pieces: Iterator[tuple[Kind, Sequence[_Token]]]) -> list[ShownLine]:
    made: list[ShownLine] = []
    fate, beginning = Kind.SAME, _Token("", "", Style.PLAIN)
    parts: list[Part] = []
    for kind, tokens in pieces:
        for token in tokens:
            if token.line is None:
                _add(parts, kind, token)
                continue
            _end_line(made, fate, beginning, parts)
            fate, beginning, parts = kind, token, []
    _end_line(made, fate, beginning, parts)
    return made


def _add(parts: list[Part], kind: Kind, token: _Token) -> None:
    last = parts[-1] if parts else None
    if last and last.kind is kind and last.style is token.style and token.style is not Style.CELL:
        parts[-1] = Part(kind, last.text + token.text, token.style)
    else:
        parts.append(Part(kind, token.text, token.style))


def _end_line(made: list[ShownLine], fate: Kind, beginning: _Token, parts: list[Part]) -> None:
    line = beginning.line
    if line is None:
        return
    left = bool(made) and not made[-1].parts and made[-1].fate is Kind.REMOVED
    reset = left and fate is Kind.ADDED and any(part.kind is Kind.SAME for part in parts)
    if left:
        # An old beginning without a word of its own: its words are those of the line that begins here.
        made.pop()
    shown = Kind.SAME if reset else fate
    made.append(
        ShownLine(
            line.kind,
            shown,
            tuple(_without_end_spaces(parts)),
            line.depth,
            line.box,
            line.mark,
            beginning.paragraph,
            reset,
        )
    )


def _without_end_spaces(parts: list[Part]) -> list[Part]:
    """Without spaces alone that came to or left an end of the line: nobody sees them."""
    while parts and parts[-1].kind is not Kind.SAME and parts[-1].text == " ":
        parts = parts[:-1]
    while parts and parts[0].kind is not Kind.SAME and parts[0].text == " ":
        parts = parts[1:]
    return parts
