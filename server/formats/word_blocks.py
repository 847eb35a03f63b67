"""The blocks of wordings as WordprocessingML: text, lists, tables, boxes, footnotes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from server.formats.word_markup import (
    SPACES,
    Shape,
    note_reference,
    outer_link,
    paragraph,
    run,
    table,
)
from server.text.languages import Language
from server.text.markdown_blocks import Block, Blocks, Box, Code, Heading, Line, Listing, Table, Text, Words

# A step to the right, in twentieths of a point: 0.75 cm.
STEP = 425
# The first two numbers are those of the lines above footnotes.
_FIRST_NOTE = 2
_LAST_LEVEL = 9


@dataclass(slots=True)
class Notes:
    """All footnotes of a file; they are numbered inside, and shown with the labels that the text gives them."""

    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def link(self, address: str) -> str:
        """The id by which a hyperlink in a footnote names an address: they stand in a file of their own."""
        if address not in self.links:
            self.links.append(address)
        return f"rId{self.links.index(address) + 1}"

    def add(self, text: str) -> int:
        """Keep a footnote; the number by which it is referred to."""
        number = len(self.texts) + _FIRST_NOTE
        self.texts.append(f'<w:footnote w:id="{number}">{text}</w:footnote>')
        return number

    def xml(self) -> str:
        """The part of the file that holds them, with the lines above them that Word asks for."""
        kinds = (("separator", "separator"), ("continuationSeparator", "continuationSeparator"))
        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{sign}/></w:r></w:p></w:footnote>'
            for number, (kind, sign) in enumerate(kinds)
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f"{head}<w:footnotes {SPACES}>{lines}{''.join(self.texts)}</w:footnotes>"


@dataclass(slots=True)
class BlockWriter:
    """Writes one wording.

    `link` and `numbering` are those of the file, `mark` follows the labels of footnotes, `level` is that of
    the section.
    """

    link: Callable[[str], str]
    numbering: Callable[[int], int]
    notes: Notes
    language: Language
    level: int
    mark: str = ""
    # The footnotes of this wording that have been kept, and all their texts.
    given: set[str] = field(default_factory=set)
    texts: Mapping[str, Sequence[Block]] = field(default_factory=dict)

    def wording(self, tree: Blocks, shape: Shape, before: str = "") -> str:
        """The blocks of a wording; `before` are runs in front of the first text."""
        self.texts = tree.notes
        first, *rest = tree.blocks or (Text(()),)
        xml = ""
        if before and not isinstance(first, Text):
            xml, before = paragraph(before, replace(shape, keep_next=True)), ""
        body = replace(shape, hanging=0)
        xml += "".join(self._block(first, shape if before else body, before))
        return xml + "".join(piece for each in rest for piece in self._block(each, body))

    def _block(self, block: Block, shape: Shape, before: str = "") -> Iterator[str]:
        match block:
            case Text(words):
                yield paragraph(before + self._line(words), shape)
            case Heading(_, words):
                style = f"Heading{min(self.level + 1, _LAST_LEVEL)}"
                yield paragraph(self._line(words), replace(shape, style=style, hanging=0))
            case Code(text):
                yield paragraph(run(text, self.language, code=True), shape)
            case Listing():
                yield from self._list(block, shape)
            case Table():
                yield self._table(block)
            case Box(kind, title, inside):
                framed = replace(shape.further(0), frame=kind)
                if title:
                    yield paragraph(run(title, self.language, strong=True), replace(framed, keep_next=True))
                for each in inside:
                    yield from self._block(each, framed)

    def _list(self, listing: Listing, shape: Shape) -> Iterator[str]:
        number = None if listing.start is None else self.numbering(listing.start)
        style = "ListBullet" if number is None else "ListNumber"
        inner = shape.further(STEP)
        for item in listing.items:
            first, *rest = item or (Text(()),)
            yield from self._block(first, replace(inner, style=style, number=number, hanging=STEP))
            for each in rest:
                yield from self._block(each, inner)

    def _table(self, block: Table) -> str:
        plain = Shape()

        def cells(row: Sequence[Line], *, strong: bool) -> list[str]:
            return [paragraph(self._line(each, strong=strong), plain) for each in row]

        count = len(block.header)
        widths = [100 // count] * count
        rows = (cells([each.words for each in row], strong=False) for row in block.rows)
        header = cells([each.words for each in block.header], strong=True)
        return table(header, rows, widths, lines=True) + "<w:p/>"

    def _line(self, line: Line, *, strong: bool = False) -> str:
        return "".join(self._words(each, strong=strong) for each in line)

    def _words(self, words: Words, *, strong: bool) -> str:
        if words.note:
            return self._note(words.note)
        made = run(
            words.text,
            self.language,
            strong=words.strong or strong,
            emphasis=words.emphasis,
            code=words.code,
            linked=bool(words.href),
        )
        return outer_link(self.link(words.href), made) if words.href else made

    def _note(self, label: str) -> str:
        shown = label + self.mark
        if label in self.given:
            # Word has one reference to a note; the mark alone leads the eye there.
            return run(shown, self.language, raised=True)
        self.given.add(label)
        text = run(shown, self.language, raised=True) + run(" ", self.language)
        first, *rest = self.texts.get(label) or (Text(()),)
        inside = replace(self, link=self.notes.link)
        blocks = "".join(inside._block(first, Shape(), text))
        blocks += "".join(piece for each in rest for piece in inside._block(each, Shape()))
        return note_reference(self.notes.add(blocks), shown, self.language)
