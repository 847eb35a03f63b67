"""Editions as files: readable aloud, nothing lost, nothing typed is markup, and always the same bytes."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from server.domain.editions import Edition, StepException
from server.domain.exports import Sides
from server.domain.public_record import PublicRecord
from server.formats.edition_docx import write_edition_docx
from server.formats.edition_pdf import write_edition_pdf
from server.formats.edition_text import PrintedEdition, printed
from server.formats.edition_zip import write_edition_zip
from server.record.edition_files import edition_files
from server.record.record import read_record
from server.text.languages import Language
from server.text.markdown import plain
from tests.formats.test_receipt_pdf import HOSTILE, standards, words
from tests.worlds import DE, NL, OPENING, edition, paragraph, record, section

REPOSITORY = Path(__file__).parents[2]
EVERYTHING = """Tekst met **nadruk** en een [verwijzing](https://example.org/tekst).[^1]

::: case Voorbeeld

| Wat | Hoeveel |
|---|--:|
| Noot[^1] | 12 |

:::

2. twee
   - drie

```
code
```

## Kop

[^1]: De noot, met [verwijzing](https://example.org/noot)."""


def address(language: Language) -> str:
    return f"https://example.org/{language}/2021"


def made(of: Edition, sides: Sides = Sides.NL) -> PrintedEdition:
    return printed(of, record().document, sides, address=address)


def rich(nl: str = EVERYTHING, de: str = "Kurz.") -> Edition:
    """An edition with one section of the second level, whose first paragraph says this."""
    return edition("2021", OPENING, section("1-1-rich", "1.1", "Rijk", "Reich", paragraph("p-cccc1", nl, de)))


def pdf(of: Edition, sides: Sides = Sides.NL) -> PdfReader:
    return PdfReader(io.BytesIO(write_edition_pdf(made(of, sides))))


def docx(of: Edition, sides: Sides = Sides.NL) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(write_edition_docx(made(of, sides))))


def body(of: Edition, sides: Sides = Sides.NL, part: str = "document") -> ElementTree.Element:
    return ElementTree.fromstring(docx(of, sides).read(f"word/{part}.xml"))


def texts(element: ElementTree.Element) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def unmarked(element: ElementTree.Element) -> str:
    """The texts without the marks of footnotes, which stand in the midst of sentences."""
    runs = (
        each for each in element.iter(qn("w:r")) if each.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") is None
    )
    return "".join(map(texts, runs))


def tagged(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The elements of a PDF's structure, from the outside in."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting.extend(element)
        elif isinstance(element, dict):
            if "/S" in element:
                yield element
            if "/K" in element:
                waiting.append(element["/K"])


def squeezed(text: str) -> str:
    """Without spaces, hyphens and signs that break lines: as letters stand on paper."""
    return "".join(each for each in text if each.isalnum())


@pytest.fixture(scope="module")
def shipped() -> PublicRecord:
    """What the repository's files say."""
    return read_record(REPOSITORY)


@pytest.mark.parametrize("sides", Sides)
def test_the_shipped_edition_is_a_pdf_to_archive_and_read_aloud(shipped: PublicRecord, sides: Sides) -> None:
    whole = printed(shipped.editions[-1], shipped.document, sides, address=address)
    reader = PdfReader(io.BytesIO(write_edition_pdf(whole)))
    assert standards(reader) == (True, True)
    found = squeezed(words(reader))
    titles = [each.titles[language] for each in shipped.editions[-1].sections for language in sides.languages]
    assert [each for each in titles if squeezed(each) not in found] == []


def test_the_title_page_says_what_it_is_and_how_to_cite_it() -> None:
    first = pdf(edition()).pages[0].extract_text()
    said = (
        "Strategie Over de grens Editie: Editie 2021 Datum: 28 september 2021 "
        "Status: open voor reacties, geen definitieve tekst Uitgever: Partners / Partner "
        "Licentie: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/ Kenmerk: 2021 "
        "Adres: https://example.org/nl/2021 Zo verwijst u hiernaar: Partners / Partner (2021): Strategie. "
        "Editie 2021. https://example.org/nl/2021 Deze tekst bestaat in het Nederlands en in het Duits. "
        "Geen van beide is de vertaling van de andere. 1 / 3"
    )
    # Long addresses are broken between two lines.
    assert squeezed(first) == squeezed(said)


def test_sections_are_bookmarks_and_paragraphs_have_their_numbers() -> None:
    reader = pdf(rich())
    [outer, inner] = [each for each in reader.outline if not isinstance(each, list) or each][-2:]
    assert outer["/Title"] == "1 Opening"
    assert [each["/Title"] for each in inner] == ["1.1 Rijk"]
    text = " ".join(reader.pages[2].extract_text().split())
    assert "1 Opening 1 De digitalisering gaat snel. 2 Het mkb doet mee, voor 75%." in text


def test_footnotes_tables_and_lists_are_tagged_as_such() -> None:
    kinds = [str(each["/S"]) for each in tagged(pdf(rich()))]
    assert {kind: kinds.count(kind) for kind in ("/Note", "/Table", "/TH", "/TD", "/H3", "/Code")} == {
        "/Note": 1,
        "/Table": 1,
        "/TH": 2,
        "/TD": 2,
        "/H3": 1,
        "/Code": 0,
    }


def test_both_columns_say_in_which_language_they_are() -> None:
    reader = pdf(rich(nl="Hier.", de="Dort.[^1]\n\n[^1]: Fußnote."), Sides.BOTH)
    assert standards(reader) == (True, True)
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert "de" in {str(each["/Lang"]) for each in tagged(reader) if "/Lang" in each}
    text = " ".join(reader.pages[2].extract_text().split())
    assert "1 Opening 1 Auftakt" in text
    assert squeezed("Hier. Dort.1 DE 1 DE Fußnote.") in squeezed(text)


def test_an_exception_is_shown_where_it_holds_and_on_the_title_page() -> None:
    signed = StepException("p-aaaa2", DE, {NL: "Te laat.", DE: "Zu spät."}, "Els", date(2021, 9, 27))
    reader = pdf(replace(edition(), exceptions=(signed,)), Sides.DE)
    first, third = (" ".join(reader.pages[each].extract_text().split()) for each in (0, 2))
    assert "1 Auftakt, Absatz 2: Der deutsche Text folgt später" in first
    assert "Der deutsche Text folgt später. Zu spät. Gezeichnet: Els, 27. September 2021." in third
    assert standards(reader) == (True, True)


def test_levels_that_are_left_out_do_not_break_the_headings() -> None:
    deep = section("4-2-1-deep", "4.2.1", "Diep", "Tief", paragraph("p-cccc1", "#### Kop\n\nTekst.", "Text."))
    assert standards(pdf(edition("2021", OPENING, deep))) == (True, True)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_printed_as_it_was_typed(text: str) -> None:
    odd = section("2-odd", "2", text, text, paragraph("p-cccc1", f"```\n{text}\n```", "x"))
    reader = pdf(edition("2021", odd))
    assert standards(reader) == (True, True)
    assert words(reader).replace(" ", "").count("".join(text.split())) >= 3
    assert "".join(text.split()) in "".join(texts(body(edition("2021", odd))).split())


@pytest.mark.parametrize("sides", Sides)
def test_the_same_edition_is_the_same_file(sides: Sides) -> None:
    assert write_edition_pdf(made(rich(), sides)) == write_edition_pdf(made(rich(), sides))
    assert write_edition_docx(made(rich(), sides)) == write_edition_docx(made(rich(), sides))
    with docx(rich(), sides) as file:
        assert {each.date_time for each in file.infolist()} == {(2021, 9, 28, 0, 0, 0)}


def test_a_word_file_has_headings_and_contents_that_lead_to_them() -> None:
    found = body(rich())
    styles = [(each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"), texts(each)) for each in found.iter(qn("w:p"))]
    headings = [(style.get(qn("w:val")), text) for style, text in styles if style is not None]
    assert [each for each in headings if "Heading" in each[0]] == [
        ("TOCHeading", "Inhoud"),
        ("Heading1", "1 Opening"),
        ("Heading2", "1.1 Rijk"),
        ("Heading3", "Kop"),
    ]
    [field] = [each.text for each in found.iter(qn("w:instrText"))]
    assert field == r' TOC \o "1-2" \h \z \u '
    marks = {each.get(qn("w:name")) for each in found.iter(qn("w:bookmarkStart"))}
    links = [each.get(qn("w:anchor")) for each in found.iter(qn("w:hyperlink"))]
    assert [each for each in links if each] == ["_Toc000001", "_Toc000002"]
    assert {*filter(None, links), "p_aaaa1", "p_aaaa2", "p_cccc1"} == marks


def test_a_word_file_has_footnotes_with_the_labels_of_the_text() -> None:
    references = [each.get(qn("w:id")) for each in body(rich()).iter(qn("w:footnoteReference"))]
    notes = {
        each.get(qn("w:id")): texts(each) for each in body(rich(), part="footnotes").iter(qn("w:footnote"))
    }
    assert references == ["2"]
    assert notes == {"0": "", "1": "", "2": "1 De noot, met verwijzing."}
    with docx(rich()) as file:
        assert b"https://example.org/noot" in file.read("word/_rels/footnotes.xml.rels")
        assert b"https://example.org/tekst" in file.read("word/_rels/document.xml.rels")


def test_in_a_word_file_both_languages_stand_in_the_rows_of_a_table() -> None:
    content = write_edition_docx(made(edition(), Sides.BOTH))
    tables = Document(io.BytesIO(content)).tables
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in tables] == [
        [
            ["Nr.", "Nederlands", "Deutsch"],
            ["1", "De digitalisering gaat snel.", "Die Digitalisierung kommt schnell voran."],
            ["2", "Het mkb doet mee, voor 75%.", "Die KMU machen mit, zu 75 %."],
        ],
        [["Nr.", "Nederlands", "Deutsch"], ["1", "De eerste stap.", "Der erste Schritt."]],
    ]
    found = body(edition(), Sides.BOTH)
    assert len(list(found.iter(qn("w:tblHeader")))) == 2
    spoken = {
        texts(each): each.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val"))
        for each in found.iter(qn("w:r"))
        if texts(each)
    }
    assert (spoken["De eerste stap."], spoken["Der erste Schritt."]) == ("nl-NL", "de-DE")


@pytest.mark.parametrize("sides", Sides)
def test_no_word_of_the_shipped_edition_is_lost_in_word(shipped: PublicRecord, sides: Sides) -> None:
    whole = printed(shipped.editions[-1], shipped.document, sides, address=address)
    with zipfile.ZipFile(io.BytesIO(write_edition_docx(whole))) as file:
        document, notes = (
            ElementTree.fromstring(file.read(f"word/{each}.xml")) for each in ("document", "footnotes")
        )
    found = squeezed(unmarked(document) + unmarked(notes))
    lines = [
        line
        for section in shipped.editions[-1].sections
        for paragraph in section.paragraphs
        for language in sides.languages
        for line in plain(paragraph.wordings[language], notes=False).split("\n")
    ]
    assert [each for each in lines if squeezed(each) not in found] == []


@pytest.mark.parametrize("sides", Sides)
def test_the_zip_has_the_files_of_the_record(shipped: PublicRecord, sides: Sides, tmp_path: Path) -> None:
    whole, document = shipped.editions[-1], shipped.document
    files = edition_files(document.key, whole)
    content = write_edition_zip(whole, document, sides, files=files, address=address)
    assert content == write_edition_zip(whole, document, sides, files=files, address=address)
    folder = f"{document.key}-{whole.key}"
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        file.extractall(tmp_path)
    held = {str(each.relative_to(tmp_path / folder)) for each in tmp_path.rglob("*") if each.is_file()}
    sections = {f"{language}/{each.key}.md" for language in sides.languages for each in whole.sections}
    assert held == {"README.md", "edition.toml", *sections}
    shipped_folder = REPOSITORY / "content" / document.key / "editions" / whole.key
    assert [
        each
        for each in held - {"README.md"}
        if (tmp_path / folder / each).read_bytes() != (shipped_folder / each).read_bytes()
    ] == []
    readme = (tmp_path / folder / "README.md").read_text("utf-8")
    assert all(address(language) in readme for language in sides.languages)
    assert "CC BY 4.0" in readme
