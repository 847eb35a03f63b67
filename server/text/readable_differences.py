"""What differs between two texts, told so that people read it: whole words in whole phrases, line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.text.differences import Kind
from server.text.markdown_lines import Line, LineKind, Run, Style
from server.text.phrase_changes import Change, Token, readable_changes

# A number with its separators and a compound with its hyphens are one word each.
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|\w+(?:[-’']\w+)*|[^\w\s]|\s+")


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
    changes = readable_changes(old, new)
    return _lines(_pieces(changes, old, new))


def words_differ(lines: Sequence[ShownLine]) -> bool:
    """Whether there is anything to see; false where only a link or the way words are set differs."""
    return any(
        line.reset or line.fate is not Kind.SAME or any(part.kind is not Kind.SAME for part in line.parts)
        for line in lines
    )


def _one_line(text: str) -> Line:
    return Line(LineKind.TEXT, (Run(text),))


def _tokens(paragraphs: Sequence[Sequence[Line]]) -> list[Token]:
    tokens: list[Token] = []
    for number, lines in enumerate(paragraphs):
        for line in lines:
            first = line is lines[0]
            # The first paragraph begins where the text does: its first line may be any line of the other text.
            key = (line.kind, line.depth, line.box, first and number > 0)
            tokens.append(Token(key, "", Style.PLAIN, line, number if first else -1))
            for run in line.runs:
                tokens += _words(run)
    return tokens


def _words(run: Run) -> Iterator[Token]:
    if run.style in (Style.CELL, Style.NOTE):
        yield Token((run.style, run.text), run.text, run.style)
        return
    for word in _WORD.findall(run.text):
        text = " " if word.isspace() else word
        yield Token(text, text, run.style)


def _pieces(
    changes: Sequence[Change], old: Sequence[Token], new: Sequence[Token]
) -> Iterator[tuple[Kind, Sequence[Token]]]:
    reached = 0
    for change in (*changes, Change(len(old), len(old), len(new), len(new))):
        length = change.start - reached if change.start > reached else 0
        yield Kind.SAME, new[change.into - length : change.into]
        removed, added = old[change.start : change.end], new[change.into : change.upto]
        pieces = [(Kind.REMOVED, removed), (Kind.ADDED, added)]
        # What was added to a line stands in it, and not behind a line that is gone.
        if any(token.line for token in removed) and not any(token.line for token in added):
            pieces.reverse()
        yield from pieces
        reached = change.end


def _lines(pieces: Iterator[tuple[Kind, Sequence[Token]]]) -> list[ShownLine]:
    made: list[ShownLine] = []
    fate, beginning = Kind.SAME, Token("", "", Style.PLAIN)
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


def _add(parts: list[Part], kind: Kind, token: Token) -> None:
    last = parts[-1] if parts else None
    if last and last.kind is kind and last.style is token.style and token.style is not Style.CELL:
        parts[-1] = Part(kind, last.text + token.text, token.style)
    else:
        parts.append(Part(kind, token.text, token.style))


def _end_line(made: list[ShownLine], fate: Kind, beginning: Token, parts: list[Part]) -> None:
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
