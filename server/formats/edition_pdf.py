"""Editions as PDF: contents with links, numbered sections and paragraphs, footnotes, tables with headers."""

from collections.abc import Mapping, Sequence
from typing import Any

from server.formats.comment_shapes import as_json
from server.formats.edition_text import PrintedEdition, PrintedParagraph, PrintedSection, Texts
from server.formats.edition_words import WORDS
from server.formats.typesetting import REPLACEMENT, printable, typeset
from server.text.languages import Language
from server.text.markdown_blocks import Block, Blocks, Box, Cell, Code, Heading, Line, Listing, Table, Text

Data = dict[str, Any]


def write_edition_pdf(edition: PrintedEdition) -> bytes:
    """The edition as PDF/A-2a and PDF/UA-1; a whole one takes a second or more, so it is a worker's job."""
    data = _data(edition)
    if REPLACEMENT in as_json(data["sections"]).decode():
        data["gaps"] = _texts(edition.words("gaps"))
    return typeset("edition.typ", as_json(data), edition.made)


def _data(edition: PrintedEdition) -> Data:
    return {
        "language": edition.language,
        "title": printable(edition.title),
        "author": printable(edition.author),
        "titles": _texts(edition.titles),
        "subtitles": _texts(edition.subtitles),
        # Both titles do not fit into a line.
        "running": _texts([*(edition.titles if len(edition.titles) == 1 else ()), *edition.labels]),
        "facts": [{"labels": _texts(each.labels), "values": _texts(each.values)} for each in edition.facts],
        "exceptions_title": [(each, WORDS[each].facts["exceptions"]) for each in edition.languages],
        "exceptions": [{"id": key, "texts": _texts(texts)} for key, texts in edition.exceptions],
        "contents": edition.words("contents"),
        "other": edition.words("other"),
        "sections": [_section(each) for each in edition.sections],
        "gaps": [],
    }


def _texts(texts: Texts) -> list[tuple[Language, str]]:
    return [(language, printable(text)) for language, text in texts]


def _section(section: PrintedSection) -> Data:
    return {
        "level": section.level,
        "headings": _texts(section.headings),
        "paragraphs": [_paragraph(each, section) for each in section.paragraphs],
    }


def _paragraph(paragraph: PrintedParagraph, section: PrintedSection) -> Data:
    return {
        "id": paragraph.id,
        "number": str(paragraph.number),
        "sides": [_side(paragraph, section, each) for each in paragraph.wordings],
        "exception": _texts(paragraph.exception),
    }


def _side(paragraph: PrintedParagraph, section: PrintedSection, wording: tuple[Language, Blocks]) -> Data:
    language, tree = wording
    notes = _Notes(paragraph, language, tree.notes)
    return {
        "language": language,
        "blocks": [_block(each, notes, section.level) for each in tree.blocks],
    }


class _Notes:
    """The footnotes of a wording: the first reference brings the note, later ones lead to it."""

    def __init__(
        self, paragraph: PrintedParagraph, language: Language, notes: Mapping[str, Sequence[Block]]
    ) -> None:
        self._place = f"{paragraph.id}-{language}"
        # Beside each other both languages have a note 12, on the same page.
        self._language = language
        self._mark = f"\u00a0{language.upper()}" if len(paragraph.wordings) > 1 else ""
        self._notes = notes
        self._given: set[str] = set()

    def reference(self, label: str) -> Data:
        """What stands in the text for a reference to this note."""
        found: Data = {"note": f"{self._place}-{label}", "mark": printable(label) + self._mark}
        if label not in self._given:
            self._given.add(label)
            found["language"] = self._language
            found["blocks"] = [_block(each, self, 1) for each in self._notes.get(label, ())]
        return found


def _block(block: Block, notes: _Notes, level: int) -> Data:
    match block:
        case Text(words):
            return {"kind": "text", "words": _line(words, notes)}
        case Heading(_, words):
            # Below that of its section, whatever its number of signs: levels must not be left out.
            return {"kind": "heading", "level": level + 1, "words": _line(words, notes)}
        case Code(text):
            return {"kind": "code", "lines": printable(text).split("\n")}
        case Listing(items, start):
            return {
                "kind": "list",
                "start": start,
                "items": [[_block(each, notes, level) for each in item] for item in items],
            }
        case Table(header, rows):
            return {
                "kind": "table",
                "sides": [each.side or "left" for each in header],
                "header": _row(header, notes),
                "rows": [_row(each, notes) for each in rows],
            }
        case Box(kind, title, inside):
            return {
                "kind": "box",
                "box": kind,
                "title": printable(title),
                "blocks": [_block(each, notes, level) for each in inside],
            }


def _row(cells: Sequence[Cell], notes: _Notes) -> list[list[Data]]:
    return [_line(each.words, notes) for each in cells]


def _line(words: Line, notes: _Notes) -> list[Data]:
    return [
        notes.reference(each.note)
        if each.note
        else {
            "lines": printable(each.text).split("\n"),
            "strong": each.strong,
            "emphasis": each.emphasis,
            "code": each.code,
            "href": each.href,
        }
        for each in words
    ]
