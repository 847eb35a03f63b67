"""WordprocessingML (ISO/IEC 29500-1) in small pieces: runs, links, frames and the paragraphs that hold them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from server.formats.texts import carried
from server.text.languages import Language

SPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
REGIONS: Final[Mapping[Language, str]] = {Language.NL: "nl-NL", Language.DE: "de-DE"}
_ACCENT: Final = "0F4C5C"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph is set: its style, the frame of a box around it, and how far it is from the left.

    `left` and `hanging` are in twentieths of a point; `number` is the id of a numbering.
    """

    style: str = ""
    frame: str = ""
    left: int = 0
    hanging: int = 0
    number: int | None = None
    keep_next: bool = False

    def further(self, by: int) -> "Shape":
        """The same further to the right, without what only a first line has."""
        return replace(self, style="", left=self.left + by, hanging=0, number=None)


def _edges(fill: str, *sides: str, size: int, colour: str) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="6" w:color="{colour}"/>' for side in sides
    )
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f"<w:pBdr>{lines}</w:pBdr>{shade}"


# In the order of the schema: border before shade.
FRAMES: Final[Mapping[str, str]] = {
    "": "",
    "key": _edges("E8F1F2", "left", size=24, colour=_ACCENT),
    "quote": _edges("", "left", size=12, colour=_ACCENT),
    "quotation": _edges("", "left", size=8, colour="787878"),
    "case": _edges("F3F3F3", "left", size=24, colour="5A5A5A"),
    "figure": _edges("", "top", "left", "bottom", "right", size=4, colour="787878"),
    "follows": _edges("", "top", "left", "bottom", "right", size=8, colour="8A5A00"),
}


def run(
    text: str,
    language: Language,
    *,
    strong: bool = False,
    emphasis: bool = False,
    code: bool = False,
    raised: bool = False,
    linked: bool = False,
) -> str:
    """Words that are set alike, in a language."""
    marks = '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>' * code
    marks += "<w:b/>" * strong + "<w:i/>" * emphasis
    marks += f'<w:color w:val="{_ACCENT}"/><w:u w:val="single"/>' * linked
    marks += '<w:vertAlign w:val="superscript"/>' * raised
    marks += f'<w:lang w:val="{REGIONS[language]}"/>'
    lines = (f'<w:t xml:space="preserve">{escape(each)}</w:t>' for each in carried(text).split("\n"))
    return f"<w:r><w:rPr>{marks}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def note_reference(number: int, mark: str, language: Language) -> str:
    """The mark of a footnote where it is referred to."""
    return run(mark, language, raised=True).replace(
        "<w:t ", f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/><w:t ', 1
    )


def paragraph(content: str, shape: Shape) -> str:
    """A paragraph of runs; the properties are in the order of the schema."""
    kind = f'<w:pStyle w:val="{shape.style}"/>' if shape.style else ""
    kind += "<w:keepNext/>" * shape.keep_next
    if shape.number is not None:
        kind += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{shape.number}"/></w:numPr>'
    kind += FRAMES[shape.frame]
    if shape.left or shape.hanging:
        kind += f'<w:ind w:left="{shape.left}" w:hanging="{shape.hanging}"/>'
    return f"<w:p><w:pPr>{kind}</w:pPr>{content}</w:p>"


def marked(name: str, number: int, content: str) -> str:
    """Content that links can lead to by a name; `number` is unique in the file."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>{content}<w:bookmarkEnd w:id="{number}"/>'


def inner_link(name: str, content: str) -> str:
    """A link to a place in the file."""
    return f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{content}</w:hyperlink>'


def outer_link(link_id: str, content: str) -> str:
    """A link that leads out of the file."""
    return f'<w:hyperlink r:id={quoteattr(link_id)} w:history="1">{content}</w:hyperlink>'


def field(instruction: str, content: str) -> str:
    """Paragraphs that Word can make again from an instruction; the first and the last are of the field alone."""
    begin = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r></w:p>'
    )
    return f'{begin}{content}<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def table(header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], *, lines: bool) -> str:
    """A table of cells that hold blocks; its header stands on every page. Widths are per cent."""
    look = '<w:tblStyle w:val="TableGrid"/>' if lines else ""
    grid = "".join(f'<w:gridCol w:w="{each * 96}"/>' for each in widths)
    head = "".join(_cell(each, width) for each, width in zip(header, widths, strict=True))
    body = "".join(
        f"<w:tr>{''.join(_cell(each, width) for each, width in zip(row, widths, strict=True))}</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr>{look}<w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def _cell(blocks: str, width: int) -> str:
    # A cell ends with a paragraph, even after a table in it.
    end = "" if blocks.endswith("</w:p>") else "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width * 50}" w:type="pct"/></w:tcPr>{blocks}{end}</w:tc>'
