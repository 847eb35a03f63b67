"""Disposition reports as files: what is in them, that they can be read aloud, and that nothing typed is markup."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from server.domain.comments import Comment
from server.domain.disposition_report import (
    Answer,
    DispositionReport,
    Heading,
    NamedEdition,
    ReportEntry,
    ReportLine,
    ResultingChange,
    Spot,
    figures_of,
)
from server.domain.dispositions import Outcome
from server.formats.report_bars import bars
from server.formats.report_docx import write_report_docx
from server.formats.report_json import write_report_json
from server.formats.report_pdf import write_report_pdf
from server.formats.report_tables import write_report_csv, write_report_workbook
from server.formats.report_text import Bar, Chart, PrintedReport, printed
from server.text.languages import Language
from tests.answering import ON_STEPS, QUOTED, RESPONSES, SUGGESTED
from tests.worlds import DE, NL, NOON, record, round_on

HOSTILE = [
    '#import "/etc/passwd": *',
    "#panic(1)",
    "</w:t><w:br/>",
    '=HYPERLINK("https://example.org")',
    "]]> <b>&amp;",
    "*bold* $x$ [",
    "a\x00b\x0cc",
]
TITLES = {NL: "Opening", DE: "Auftakt"}
OPENING = Heading("1-opening", "1", TITLES, {NL: "1-opening", DE: "1-auftakt"})
ANSWER = Answer(
    Outcome.ADOPTED,
    RESPONSES,
    "2022",
    date(2022, 1, 29),
    is_public=True,
    changes=(
        ResultingChange(
            ("p-aaaa1",),
            (Spot("1", TITLES, 1),),
            {NL: "De digitalisering gaat snel."},
            {NL: "De digitalisering gaat **heel** snel."},
        ),
    ),
)


def address(comment_id: str) -> str:
    return f"https://example.org/c/{comment_id}"


def report(*said: tuple[Comment, Answer | None], **values: Any) -> DispositionReport:
    """A report of these comments, by default of three with one answer."""
    known = said or ((SUGGESTED, ANSWER), (QUOTED, None), (ON_STEPS, None))
    lines = [
        ReportLine(
            each.id, number, each.section, each.thread, each.language, each.group, each.country,
            answer.outcome if answer else None,
        )
        for number, (each, answer) in enumerate(known)
    ]  # fmt: skip
    made = DispositionReport(
        document=record().document,
        round=round_on("2021"),
        editions={
            "2021": NamedEdition("2021", {NL: "Editie 2021", DE: "Fassung 2021"}, date(2021, 9, 28)),
            "2022": NamedEdition("2022", {NL: "Editie 2022", DE: "Fassung 2022"}, date(2022, 2, 1)),
        },
        figures=figures_of(lines),
        headings={"1-opening": OPENING, "2-steps": replace(OPENING, key="2-steps", number="2")},
        entries=tuple(
            ReportEntry(number, comment, OPENING, 1, {}, answer)
            for number, (comment, answer) in enumerate(known, start=1)
        ),
        made=NOON + timedelta(days=200),
    )
    return replace(made, **values)


def in_words(language: Language = NL, made: DispositionReport | None = None) -> PrintedReport:
    return printed(made or report(), language, address)


def read(made: PrintedReport) -> PdfReader:
    return PdfReader(io.BytesIO(write_report_pdf(made)))


def words(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize(
    ("language", "title"), [(NL, "Nota van antwoord: Najaar"), (DE, "Abwägungstabelle: Herbst")]
)
def test_the_pdf_can_be_archived_and_read_aloud(language: Language, title: str) -> None:
    reader = read(in_words(language))
    root = reader.trailer["/Root"]
    said = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in said
    assert "<pdfaid:conformance>A<" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == (language.value, True)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (title, "Partners / Partner")


def test_the_pdf_has_headings_header_cells_and_words_for_its_pictures() -> None:
    kinds, alternatives = tagged(read(in_words()).trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/TH", "/Figure"} <= kinds
    assert "Reacties: Land; Nederland: 1; Duitsland: 1; Ander land: 0; Niet opgegeven: 1" in alternatives


def test_the_pdf_says_who_said_what_and_what_became_of_it() -> None:
    said = words(read(in_words()))
    assert "1. 1, alinea 1: Anna, IHK Nord Westfalen, Burger, Nederland" in said
    assert "Afdoening: Overgenomen U hebt gelijk. Gevolg in Editie 2022, 1, alinea 1, Nederlands" in said
    assert "De digitalisering gaat [+heel ]snel." in said
    assert said.count("Afdoening: Nog niet beantwoord") == 2


def test_what_is_not_public_is_marked() -> None:
    made = report((SUGGESTED, replace(ANSWER, is_public=False)), for_editors=True)
    assert "Afdoening: Overgenomen (niet openbaar)" in words(read(in_words(NL, made)))
    assert "Übernommen (nicht öffentlich)" in word_text(write_report_docx(in_words(DE, made)))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_was_typed_is_markup(text: str) -> None:
    comment = replace(QUOTED, text=text, name=text, organisation=text)
    made = in_words(NL, report((comment, replace(ANSWER, responses={NL: text, DE: text}))))
    squeezed = words(read(made)).replace(" ", "")
    typed = "".join(each for each in text if each.isprintable()).replace(" ", "")
    assert squeezed.count(typed) >= 3
    assert typed in word_text(write_report_docx(made)).replace(" ", "")
    assert typed in remarks(write_report_docx(made))[0][1].replace(" ", "")
    for cell in (*table(made)[0].values(), *sheet(made)[0].values()):
        assert not str(cell).startswith("=")


def test_the_word_file_has_headings_header_rows_and_its_language() -> None:
    file = Document(io.BytesIO(write_report_docx(in_words(DE))))
    assert file.core_properties.language == "de-DE"
    assert (file.core_properties.title, file.core_properties.author) == (
        "Abwägungstabelle: Herbst",
        "Partners / Partner",
    )
    styles = [
        (each.style.name, each.text) for each in file.paragraphs if each.style is not None and each.text
    ]
    assert ("Title", "Abwägungstabelle: Herbst") in styles
    assert ("Heading 1", "Anmerkungen und Antworten") in styles
    assert ("Heading 2", "1 Auftakt") in styles
    assert ("Heading 3", "1, Absatz 1") in styles
    assert all("w:tblHeader" in each._tbl.tr_lst[0].xml for each in file.tables)
    languages = {each.get(f"{W}val") for each in file.styles.element.iter(f"{W}lang")}
    assert languages == {"de-DE"}


def test_each_comment_is_a_word_comment_on_the_words_that_it_is_about() -> None:
    file = write_report_docx(in_words())
    assert remarks(file) == [
        ("Anna", "1. Het gaat sneller.De digitalisering gaat heel snel.", "De digitalisering gaat snel."),
        ("Anna", "2. Wie schnell?", "schnell"),
        ("Anna", "3. Gut so.", "Der erste Schritt."),
    ]


def test_a_comment_on_what_has_no_wording_is_a_word_comment_as_well() -> None:
    on_all = replace(QUOTED, base_text="", quote=None)
    file = write_report_docx(in_words(NL, report((on_all, None), (replace(on_all, id="c-00000009"), None))))
    assert [each[1:] for each in remarks(file)] == [("1. Wie schnell?", ""), ("2. Wie schnell?", "")]


def test_the_tables_have_a_row_for_each_comment_in_words_of_their_language() -> None:
    dutch, german = table(in_words())[0], table(in_words(DE))[0]
    assert (dutch["Afdoening"], german["Abwägung"]) == ("Overgenomen", "Übernommen")
    assert (dutch["Land"], german["Interessengruppe"]) == ("Nederland", "Bürgerin oder Bürger")
    assert dutch["Verschil"] == (
        "Gevolg in Editie 2022, 1, alinea 1, Nederlands:\nDe digitalisering gaat [+heel ]snel."
    )
    assert len(table(in_words())) == 3
    assert [row["Nr."] for row in sheet(in_words())] == [1, 2, 3]
    numbers = load_workbook(io.BytesIO(write_report_workbook(in_words())))["De aantallen"]
    assert ("Land", "Nederland", 1, "33,3 %") in list(numbers.iter_rows(values_only=True))


def test_json_has_both_languages_and_all_figures() -> None:
    file = json.loads(write_report_json(report(), address))
    assert file["figures"]["countries"] == {"nl": 1, "de": 1, "other": 0, "none": 1}
    assert file["figures"]["sections"] == {"1-opening": 2, "2-steps": 1}
    first = file["comments"][0]
    assert first["disposition"]["responses"] == {"nl": "U hebt gelijk.", "de": "Sie haben recht."}
    assert first["disposition"]["changes"][0]["after"] == {"nl": "De digitalisering gaat **heel** snel."}
    assert [each["disposition"] for each in file["comments"][1:]] == [None, None]


def test_a_picture_names_itself_and_has_no_style_of_its_own() -> None:
    chart = Chart("x", "Land", [Bar('<&"', 3, "3", "60,0 %", 0.6), Bar("B", 0, "0", "0,0 %", 0.0)])
    picture = ElementTree.fromstring(bars(chart, name='Reacties: "Land"'))
    assert (picture.get("role"), picture.get("aria-label")) == ("img", 'Reacties: "Land"')
    assert [each.text for each in picture.iter() if each.text] == ['<&"', "3", "B", "0"]
    assert [each.get("style") for each in picture.iter()] == [None] * 7
    assert [each.get("width") for each in picture.iter() if each.tag.endswith("rect")] == ["296.0", "0.0"]


def test_nothing_said_is_a_report_as_well() -> None:
    made = in_words(NL, report(entries=(), figures=figures_of([])))
    assert "Reacties 0" in words(read(made))
    assert table(made) == []
    assert write_report_docx(made)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_text(file: bytes) -> str:
    return " ".join(each.text or "" for each in part(file, "word/document.xml").iter(f"{W}t"))


def remarks(file: bytes) -> list[tuple[str, str, str]]:
    """(author, text, words that it stands on) of each Word comment."""
    stretches: dict[str, str] = {}
    begun: list[str] = []
    for each in part(file, "word/document.xml").iter():
        if each.tag == f"{W}commentRangeStart":
            begun.append(each.get(f"{W}id", ""))
            stretches[begun[-1]] = ""
        elif each.tag == f"{W}commentRangeEnd":
            begun.remove(each.get(f"{W}id", ""))
        elif each.tag == f"{W}t":
            for name in begun:
                stretches[name] += each.text or ""
    return [
        (
            each.get(f"{W}author", ""),
            "".join(inner.text or "" for inner in each.iter(f"{W}t")),
            stretches[each.get(f"{W}id", "")],
        )
        for each in part(file, "word/comments.xml").iter(f"{W}comment")
    ]


def part(file: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read(name))


def table(made: PrintedReport) -> list[dict[str, str]]:
    text = write_report_csv(made).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def sheet(made: PrintedReport) -> list[dict[str, Any]]:
    first = load_workbook(io.BytesIO(write_report_workbook(made))).worksheets[0]
    header, *rows = first.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def tagged(node: Any) -> tuple[set[str], set[str]]:
    """The kinds of the elements in the structure of a PDF, and the words for its pictures."""
    kinds, alternatives = set[str](), set[str]()
    waiting = [node]
    while waiting:
        each = waiting.pop().get_object()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            kinds.add(str(each.get("/S", "")))
            alternatives.add(str(each.get("/Alt", "")))
            if "/K" in each and not isinstance(each["/K"], int):
                waiting += each["/K"] if isinstance(each["/K"], list) else [each["/K"]]
    return kinds, alternatives
