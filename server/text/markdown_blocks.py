"""A wording as a tree of blocks that knows nothing of Markdown or HTML: what the printed formats are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from markdown_it.token import Token

from server.text.markdown_boxes import CONTAINERS, box_title


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are set alike; `href` leads somewhere, `note` is the label of a footnote that stands here."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""
    note: str = ""


Line: TypeAlias = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of text; in a quote the last one may name its source."""

    words: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a wording; `level` counts from 1."""

    level: int
    words: Line


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that are set as they were typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the number of the first item, None for points."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `side` is "left", "center", "right" or "" where nothing was said."""

    words: Line
    side: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the cells of its header, and its rows, all of the same length."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box; `kind` is "key", "quote", "case" or "figure", or "quotation" for words quoted in the text."""

    kind: str
    title: str
    blocks: tuple["Block", ...]


Block: TypeAlias = Text | Heading | Code | Listing | Table | Box


@dataclass(frozen=True, slots=True)
class Blocks:
    """A whole wording; `notes` are its footnotes by their labels."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)


QUOTATION: Final = "quotation"


def blocks_of(tokens: Sequence[Token]) -> Blocks:
    """The tree of a wording from its tokens; a rule between blocks says nothing and is left out."""
    reader = _Reader(tokens)
    return Blocks(tuple(reader.blocks()), reader.notes)


@dataclass(slots=True)
class _Reader:
    """Reads tokens from the first to the last; every method leaves `place` behind what it read."""

    tokens: Sequence[Token]
    place: int = 0
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)

    def blocks(self) -> list[Block]:
        """The blocks up to the end of what is open, with its closing token."""
        found: list[Block] = []
        while self.place < len(self.tokens):
            token = self._next()
            if token.nesting == -1:
                break
            if (block := self._block(token)) is not None:
                found.append(block)
        return found

    def _block(self, token: Token) -> Block | None:
        if token.type in _READERS:
            return _READERS[token.type](self, token)
        if token.nesting == 1:
            # A block of footnotes: each of them is kept aside.
            self.blocks()
        return None

    def _next(self) -> Token:
        token = self.tokens[self.place]
        self.place += 1
        return token

    def _inline(self) -> Line:
        """The words of a paragraph, a heading or a cell, behind its closing token."""
        words = _words(self._next())
        self.place += 1
        return words

    def text(self, _token: Token) -> Block:
        return Text(self._inline())

    def heading(self, token: Token) -> Block:
        return Heading(int(token.tag[1:]), self._inline())

    def code(self, token: Token) -> Block:
        return Code(token.content.rstrip("\n"))

    def listing(self, token: Token) -> Block:
        items = []
        while self._next().type == "list_item_open":
            items.append(tuple(self.blocks()))
        start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        return Listing(tuple(items), start)

    def table(self, _token: Token) -> Block:
        rows: list[tuple[Cell, ...]] = []
        while (token := self._next()).type != "table_close":
            if token.type == "tr_open":
                rows.append(tuple(self._cells()))
        return Table(rows[0], tuple(rows[1:]))

    def _cells(self) -> list[Cell]:
        cells = []
        while (token := self._next()).type != "tr_close":
            _, _, side = str(token.attrGet("style") or "").partition(":")
            cells.append(Cell(self._inline(), side))
        return cells

    def box(self, token: Token) -> Block:
        name = token.info.strip().partition(" ")[0]
        return Box(name, box_title(token), tuple(self.blocks()))

    def quotation(self, _token: Token) -> Block:
        return Box(QUOTATION, "", tuple(self.blocks()))

    def note(self, token: Token) -> None:
        self.notes[str(token.meta["label"])] = tuple(self.blocks())


_READERS: Final[Mapping[str, Callable[[_Reader, Token], Block | None]]] = {
    "paragraph_open": _Reader.text,
    "heading_open": _Reader.heading,
    "fence": _Reader.code,
    "code_block": _Reader.code,
    "bullet_list_open": _Reader.listing,
    "ordered_list_open": _Reader.listing,
    "table_open": _Reader.table,
    "blockquote_open": _Reader.quotation,
    "footnote_open": _Reader.note,
    **{f"container_{name}_open": _Reader.box for name in CONTAINERS},
}


def _words(token: Token) -> Line:
    found: list[Words] = []
    depth = {"strong": 0, "em": 0}
    href = ""
    for child in token.children or ():
        name = child.type.rpartition("_")[0]
        if name in depth:
            depth[name] += child.nesting
        elif name == "link":
            href = str(child.attrs.get("href", "")) if child.nesting == 1 else ""
        elif child.type == "footnote_ref":
            found.append(Words("", note=str(child.meta["label"])))
        elif text := _said(child):
            is_code = child.type == "code_inline"
            found.append(Words(text, depth["strong"] > 0, depth["em"] > 0, is_code, href))
    return tuple(found)


def _said(child: Token) -> str:
    if child.type == "hardbreak":
        return "\n"
    if child.type == "softbreak":
        return " "
    return child.content if child.type in ("text", "code_inline") else ""
