"""The lines of a wording as a reader sees them: words without Markdown's signs, and what each line is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it.token import Token

from server.text.markdown_boxes import box_title


class LineKind(StrEnum):
    """What a line of the published text is."""

    TEXT = "text"
    HEADING = "heading"
    TITLE = "title"
    ITEM = "item"
    NUMBERED = "numbered"
    HEAD_ROW = "head-row"
    ROW = "row"
    NOTE = "note"
    CODE = "code"


class Style(StrEnum):
    """How words are set; CELL is no word but the border between two cells of a table."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    NOTE = "note"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike."""

    text: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `depth` counts the lists around it, `box` names the box, `mark` is a number or a note's label."""

    kind: LineKind
    runs: tuple[Run, ...]
    depth: int = 0
    box: str = ""
    mark: str = ""


_STYLES = {"strong": Style.STRONG, "em": Style.EMPHASIS}


@dataclass(slots=True)
class _Reader:
    """Where in the wording the reader is."""

    lists: list[bool] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    # The kind and the mark of the next line, where something opened that gives it one.
    next_kind: LineKind = LineKind.TEXT
    mark: str = ""
    row: list[Run] | None = None
    row_kind: LineKind = LineKind.ROW

    def line(self, runs: Sequence[Run], kind: LineKind | None = None) -> Line:
        box = self.boxes[-1] if self.boxes else ""
        made = Line(kind or self.next_kind, tuple(runs), len(self.lists), box, self.mark)
        self.next_kind, self.mark = LineKind.TEXT, ""
        return made


def lines_of(tokens: Sequence[Token]) -> Iterator[Line]:
    """The lines in order: every block, list item, row of a table, title of a box and footnote is one."""
    reader = _Reader()
    for token in tokens:
        if token.type.startswith("container_"):
            yield from _box(reader, token)
        elif token.type in ("fence", "code_block"):
            yield reader.line([Run(" ".join(token.content.split()), Style.CODE)], LineKind.CODE)
        elif token.type == "inline":
            runs = list(_runs(token))
            if reader.row is None:
                yield reader.line(runs)
            else:
                reader.row += runs
        elif token.type == "tr_close" and reader.row is not None:
            yield reader.line(reader.row, reader.row_kind)
            reader.row = None
        else:
            _step(reader, token)


def _box(reader: _Reader, token: Token) -> Iterator[Line]:
    if token.nesting == -1:
        reader.boxes.pop()
        return
    reader.boxes.append(token.info.strip().partition(" ")[0])
    if title := box_title(token):
        yield reader.line([Run(title)], LineKind.TITLE)


def _step(reader: _Reader, token: Token) -> None:
    """What opens or closes without being a line itself."""
    match token.type:
        case "bullet_list_open" | "ordered_list_open":
            reader.lists.append(token.type == "ordered_list_open")
        case "bullet_list_close" | "ordered_list_close":
            reader.lists.pop()
        case "list_item_open":
            ordered = reader.lists[-1]
            reader.next_kind = LineKind.NUMBERED if ordered else LineKind.ITEM
            reader.mark = token.info if ordered else ""
        case "heading_open":
            reader.next_kind = LineKind.HEADING
        case "footnote_open":
            reader.next_kind, reader.mark = LineKind.NOTE, str(token.meta["label"])
        case "thead_open" | "tbody_open":
            reader.row_kind = LineKind.HEAD_ROW if token.type == "thead_open" else LineKind.ROW
        case "tr_open":
            reader.row = []
        case "th_open" | "td_open" if reader.row:
            reader.row.append(Run("|", Style.CELL))


def _runs(token: Token) -> Iterator[Run]:
    around: list[Style] = []
    for child in token.children or ():
        name, _, end = child.type.rpartition("_")
        if name in _STYLES:
            if end == "open":
                around.append(_STYLES[name])
            else:
                around.pop()
        elif child.type in ("softbreak", "hardbreak"):
            yield Run(" ", around[-1] if around else Style.PLAIN)
        elif child.type == "footnote_ref":
            yield Run(str(child.meta["label"]), Style.NOTE)
        elif child.type == "code_inline":
            yield Run(child.content, Style.CODE)
        elif child.type == "text" and child.content:
            yield Run(child.content, around[-1] if around else Style.PLAIN)
