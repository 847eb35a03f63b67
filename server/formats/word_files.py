"""The door to python-docx: Word files (DOCX) with real headings, header rows, languages and comments.

Blocks are written as XML and handed over whole: the library's own way of adding cells and comments looks at all
that are there each time, which takes minutes for some thousand.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from server.formats.texts import carried
from server.text.languages import Language

_REGIONS: Final = {Language.NL: "nl-NL", Language.DE: "de-DE"}
_SPACE: Final = nsdecls("w")
_NOTES_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# A4 with margins of 2 cm, in twentieths of a point.
_PAGE: Final = (11_906, 16_838, 1_134)


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a paragraph; without a language they are in that of the file."""

    text: str
    language: Language | None = None
    bold: bool = False
    removed: bool = False
    added: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a stretch of a paragraph's text, from `start` up to `end`; `at` is UTC."""

    start: int
    end: int
    author: str
    at: datetime
    text: str
    language: Language


Line = Sequence[Words]


class WordFile:
    """A file that is written from its beginning to its end."""

    def __init__(self, language: Language, *, title: str, author: str, made: datetime) -> None:
        self._document = Document()
        self._end = self._document.element.body.sectPr
        self._remarks = self._document.comments._comments_elm
        self._count = 0
        self._set_language(language)
        self._set_page()
        properties = self._document.core_properties
        properties.title, properties.author, properties.language = title, author, _REGIONS[language]
        properties.last_modified_by, properties.comments = author, ""
        properties.created = properties.modified = made.astimezone(UTC).replace(tzinfo=None)

    def heading(self, text: str, level: int) -> None:
        """A heading; level 0 is the title of the file."""
        style = "Title" if level == 0 else f"Heading{level}"
        self.add(_paragraph([Words(text)], style))

    def paragraph(self, line: Line) -> None:
        """A paragraph of body text."""
        self.add(_paragraph(line))

    def commented(self, text: str, language: Language, remarks: Iterable[Remark]) -> None:
        """A quoted paragraph with comments on stretches of it."""
        content, numbered = "", []
        for remark in remarks:
            numbered.append((self._count, remark))
            self._remarks.append(parse_xml(_remark(self._count, remark)))
            self._count += 1
        marks = {0, len(text), *(min(each.start, len(text)) for _, each in numbered)}
        marks |= {min(each.end, len(text)) for _, each in numbered}
        places = sorted(marks)
        for place, following in zip(places, [*places[1:], None], strict=True):
            ending = [(number, each) for number, each in numbered if _end(each, text) == place]
            content += "".join(_range_end(number) for number, each in ending if each.start < place)
            content += "".join(
                f'<w:commentRangeStart w:id="{number}"/>' for number, each in numbered if each.start == place
            )
            # What is on nothing, as where there is no wording, ends where it begins.
            content += "".join(_range_end(number) for number, each in ending if each.start >= place)
            if following is not None:
                content += _run(Words(text[place:following], language))
        self.add(f'<w:p {_SPACE}><w:pPr><w:pStyle w:val="Quote"/></w:pPr>{content}</w:p>')

    def table(
        self, widths: Sequence[int], header: Sequence[str], rows: Iterable[Sequence[Sequence[Line]]]
    ) -> None:
        """A table with a header that every page repeats; each cell holds some lines. Widths are per cent."""
        grid = "".join('<w:gridCol w:w="0"/>' for _ in widths)
        head = "".join(
            _cell([[Words(each, bold=True)]], width) for each, width in zip(header, widths, strict=True)
        )
        body = "".join(
            f"<w:tr>{''.join(_cell(cell, width) for cell, width in zip(row, widths, strict=True))}</w:tr>"
            for row in rows
        )
        self.add(
            f'<w:tbl {_SPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
        )
        self.add(_paragraph([]))

    def link(self, address: str) -> str:
        """The id by which a hyperlink names an address."""
        return str(self._document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def numbering(self, start: int) -> int:
        """The id of a numbering of its own, for a list in the style ListNumber that begins with this number."""
        style = self._document.styles["List Number"].element.pPr.numPr.numId.val
        numberings = self._document.part.numbering_part.element
        like = numberings.num_having_numId(style).abstractNumId.val
        numbering = numberings.add_num(like)
        numbering.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(numbering.numId)

    def add_notes(self, xml: str, links: Iterable[str]) -> None:
        """The footnotes that the text refers to, all at once: the library has no words for them.

        `links` are the addresses that hyperlinks in them name "rId1", "rId2" and so on.
        """
        package = self._document.part.package
        name = PackURI("/word/footnotes.xml")
        notes = Part(name, _NOTES_TYPE, xml.encode(), package)
        for each in links:
            notes.relate_to(each, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        self._document.part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)

    def head_and_foot(self, head: str, foot: str) -> None:
        """What stands at the head and the foot of each page, as paragraphs of WordprocessingML."""
        section = self._document.sections[0]
        for part, xml in ((section.header, head), (section.footer, foot)):
            part.is_linked_to_previous = False
            [empty] = part.paragraphs
            for each in _parsed(xml):
                empty._p.addprevious(each)
            empty._p.getparent().remove(empty._p)

    def write(self) -> bytes:
        """The whole file."""
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def add(self, blocks: str) -> None:
        """Blocks of the text as WordprocessingML (ISO/IEC 29500-1); "w" and "r" need not be declared."""
        for each in _parsed(blocks):
            self._end.addprevious(each)

    def _set_language(self, language: Language) -> None:
        for found in self._document.styles.element.iter(qn("w:lang")):
            for side in ("w:val", "w:eastAsia"):
                found.set(qn(side), _REGIONS[language])

    def _set_page(self) -> None:
        width, height, margin = _PAGE
        size, margins = self._end.find(qn("w:pgSz")), self._end.find(qn("w:pgMar"))
        size.set(qn("w:w"), str(width))
        size.set(qn("w:h"), str(height))
        for side in ("top", "right", "bottom", "left"):
            margins.set(qn(f"w:{side}"), str(margin))


def _parsed(blocks: str) -> list[BaseOxmlElement]:
    return list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{blocks}</w:body>"))


def _paragraph(line: Line, style: str = "") -> str:
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p {_SPACE}>{kind}{''.join(map(_run, line))}</w:p>"


def _cell(lines: Sequence[Line], width: int) -> str:
    content = "".join(f"<w:p>{''.join(map(_run, line))}</w:p>" for line in lines or [[]])
    return f'<w:tc><w:tcPr><w:tcW w:w="{width * 50}" w:type="pct"/></w:tcPr>{content}</w:tc>'


def _run(words: Words) -> str:
    """A run; signs besides the lines say what was removed and added, for those who do not see or hear them."""
    if words.removed or words.added:
        words = replace(words, text=f"[{'−' if words.removed else '+'}{words.text}]")
    marks = "<w:b/>" * words.bold
    marks += "<w:strike/>" * words.removed
    marks += f'<w:color w:val="{"8A1C1C" if words.removed else "0B5A34"}"/>' * (words.removed or words.added)
    marks += '<w:u w:val="single"/>' * words.added
    if words.language is not None:
        marks += f'<w:lang w:val="{_REGIONS[words.language]}"/>'
    return f"<w:r><w:rPr>{marks}</w:rPr>{_text(words.text)}</w:r>"


def _text(text: str) -> str:
    lines = (escape(each) for each in carried(text).split("\n"))
    return "<w:br/>".join(f'<w:t xml:space="preserve">{each}</w:t>' for each in lines)


def _range_end(number: int) -> str:
    return (
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
        f'<w:commentReference w:id="{number}"/></w:r>'
    )


def _end(remark: Remark, text: str) -> int:
    return min(remark.end, len(text))


def _remark(number: int, remark: Remark) -> str:
    author = carried(remark.author).replace("\n", " ")
    at = remark.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{_run(Words(each, remark.language))}</w:p>'
        for each in remark.text.split("\n")
    )
    return (
        f'<w:comment {_SPACE} w:id="{number}" w:author={quoteattr(author)} w:initials={quoteattr(_initials(author))}'
        f' w:date="{at}">{paragraphs}</w:comment>'
    )


def _initials(author: str) -> str:
    return "".join(each[0] for each in author.split()[:3] if each[0].isalpha()).upper()
