"""Editions as Word files: real headings, a table of contents, footnotes, tables with header rows, languages."""

from server.formats.edition_text import PrintedEdition, PrintedParagraph, PrintedSection, Texts
from server.formats.edition_words import WORDS
from server.formats.word_blocks import STEP, BlockWriter, Notes
from server.formats.word_files import WordFile
from server.formats.word_markup import (
    Shape,
    field,
    inner_link,
    marked,
    paragraph,
    run,
    table,
)
from server.formats.zip_files import with_moment
from server.text.languages import Language

_NAMES = {Language.NL: "Nederlands", Language.DE: "Deutsch"}
# Per cent: the number of the paragraph and its two wordings.
_WIDTHS = (6, 47, 47)
_PAGE_NUMBER = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_BODY = Shape(left=STEP, hanging=STEP)


def write_edition_docx(edition: PrintedEdition) -> bytes:
    """The edition as DOCX, always the same bytes for the same edition; a whole one takes a second."""
    return _Writing(edition).whole()


class _Writing:
    """One file from its title to its last footnote."""

    def __init__(self, edition: PrintedEdition) -> None:
        self._edition = edition
        self._file = WordFile(edition.language, title=edition.title, author=edition.author, made=edition.made)
        self._notes = Notes()
        # Bookmarks are numbered through the file.
        self._marks = 0

    def whole(self) -> bytes:
        self._file.head_and_foot(
            paragraph(_texts(self._edition.labels, " / "), Shape(style="Header")),
            paragraph(_PAGE_NUMBER, Shape(style="Footer")),
        )
        self._title_page()
        self._contents()
        for place, section in enumerate(self._edition.sections):
            self._section(section, place)
        self._file.add_notes(self._notes.xml(), self._notes.links)
        return with_moment(self._file.write(), self._edition.made)

    def _title_page(self) -> None:
        edition = self._edition
        for each in edition.titles:
            self._file.add(paragraph(_texts([each], ""), Shape(style="Title")))
        for each in edition.subtitles:
            self._file.add(paragraph(_texts([each], ""), Shape(style="Subtitle")))
        for fact in edition.facts:
            label = _texts(fact.labels, " / ", strong=True) + run(": ", edition.language, strong=True)
            self._file.add(paragraph(label + _texts(fact.values, "\n"), Shape()))
        for each in edition.words("other"):
            self._file.add(paragraph(_texts([each], ""), Shape()))
        if edition.exceptions:
            heading = [(each, WORDS[each].facts["exceptions"]) for each in edition.languages]
            self._file.add(paragraph(_texts(heading, " / ", strong=True), Shape(keep_next=True)))
        for key, texts in edition.exceptions:
            self._file.add(
                paragraph(inner_link(_name(key), _texts(texts, "\n", linked=True)), Shape(style="ListBullet"))
            )

    def _contents(self) -> None:
        """Filled already, so that it can be read where fields are not made again; page numbers come with that."""
        heading = paragraph('<w:r><w:br w:type="page"/></w:r>', Shape())
        heading += paragraph(_texts(self._edition.words("contents"), " / "), Shape(style="TOCHeading"))
        entries = "".join(
            paragraph(
                inner_link(_heading_name(place), _texts(each.headings, "\n", linked=True)),
                Shape(left=(each.level - 1) * STEP),
            )
            for place, each in enumerate(self._edition.sections)
        )
        self._file.add(heading + field(r'TOC \o "1-2" \h \z \u', entries))
        self._file.add(paragraph('<w:r><w:br w:type="page"/></w:r>', Shape()))

    def _section(self, section: PrintedSection, place: int) -> None:
        heading = self._marked(_heading_name(place), _texts(section.headings, "\n"))
        self._file.add(paragraph(heading, Shape(style=f"Heading{min(section.level, 9)}")))
        if len(self._edition.languages) > 1:
            self._file.add(self._columns(section))
            return
        for each in section.paragraphs:
            self._alone(each, section)

    def _alone(self, printed: PrintedParagraph, section: PrintedSection) -> None:
        [(language, tree)] = printed.wordings
        number = self._number(printed, language) + "<w:r><w:tab/></w:r>"
        writer = self._writer(language, section)
        self._file.add(writer.wording(tree, _BODY, number) + _follows(printed.exception))

    def _columns(self, section: PrintedSection) -> str:
        """A row for each paragraph; the table's header says which column is in which language."""
        header = [paragraph(run("Nr.", self._edition.language, strong=True), Shape())]
        header += [
            paragraph(run(_NAMES[each], each, strong=True), Shape()) for each in self._edition.languages
        ]
        rows = (self._row(each, section) for each in section.paragraphs)
        return table(header, rows, _WIDTHS, lines=True)

    def _row(self, printed: PrintedParagraph, section: PrintedSection) -> list[str]:
        cells = [paragraph(self._number(printed, self._edition.language), Shape())]
        for language, tree in printed.wordings:
            mark = f"\u00a0{language.upper()}"
            writer = self._writer(language, section, mark)
            said = [each for each in printed.exception if each[0] is language]
            cells.append(writer.wording(tree, Shape()) + _follows(said))
        return cells

    def _writer(self, language: Language, section: PrintedSection, mark: str = "") -> BlockWriter:
        file = self._file
        return BlockWriter(file.link, file.numbering, self._notes, language, section.level, mark)

    def _number(self, printed: PrintedParagraph, language: Language) -> str:
        return self._marked(_name(printed.id), run(str(printed.number), language))

    def _marked(self, name: str, content: str) -> str:
        self._marks += 1
        return marked(name, self._marks, content)


def _texts(texts: Texts, between: str, *, strong: bool = False, linked: bool = False) -> str:
    """Texts after each other, each in its language; `between` may be a line break."""
    pieces = [run(text, language, strong=strong, linked=linked) for language, text in texts]
    if not pieces:
        return ""
    return run(between, texts[0][0], strong=strong).join(pieces)


def _follows(texts: Texts) -> str:
    return "".join(paragraph(_texts([each], ""), Shape(frame="follows", left=STEP)) for each in texts)


def _name(paragraph_id: str) -> str:
    """Names of places in Word have letters, digits and low lines."""
    return paragraph_id.replace("-", "_")


def _heading_name(place: int) -> str:
    return f"_Toc{place + 1:06}"
