"""Receipts as PDF: archivable, readable aloud, and nothing that anybody typed is ever markup."""

import io
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from server.formats.receipt_pdf import Part, PrintedReceipt, ReceiptEntry, write_receipt
from server.formats.typesetting import REPLACEMENT, printable
from server.text.languages import Language
from tests.formats.public_worlds import any_text

GAPS = "Sommige tekens kunnen niet worden afgedrukt."
HOSTILE = [
    '#import "/etc/passwd": *',
    '#include "secret.typ"',
    "#panic(1)",
    '#read("/etc/hostname")',
    '#eval("1 + 1")',
    "$ x^2 $ $",
    "[ ] { } ( unclosed [",
    "*bold* _italic_ `raw` ```",
    "= A heading\n== Another",
    "// a comment /* that never ends",
    "\\u{1F600} \\ #let x = 1; #x <label> @reference",
    '"); #panic("',
    "</script><b>%s {0} {{7*7}}",
]


def receipt(text: str = "Das Handwerk fehlt.", **values: object) -> PrintedReceipt:
    made = PrintedReceipt(
        language=Language.NL,
        title="Uw inbreng bij „Najaar”",
        author="Partners / Partner",
        introduction="Dit heeft u ingestuurd.",
        facts=(("Kenmerk", "s-7k2qd9xa"), ("Naam", "Jeroen van ’t Hoff-Größe")),
        entries=(
            ReceiptEntry("1, alinea 1", (("Soort", "reactie"),), (Part("Reactie", text, Language.DE),)),
        ),
        remarks=("Bewaar dit bestand.",),
        footer="Zwiespraak",
        gaps=GAPS,
        made=datetime(2021, 10, 1, 12, tzinfo=UTC),
    )
    return replace(made, **values)


def read(made: PrintedReceipt) -> PdfReader:
    return PdfReader(io.BytesIO(write_receipt(made)))


def words(reader: PdfReader) -> str:
    """What can be read, on one line."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def standards(reader: PdfReader) -> tuple[bool, bool]:
    """Whether the file says that it is PDF/A-2a and PDF/UA-1; Typst says so only of what it has checked."""
    said = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    archivable = "<pdfaid:part>2</pdfaid:part>" in said and "<pdfaid:conformance>A<" in said
    return archivable, "<pdfuaid:part>1</pdfuaid:part>" in said


def test_it_can_be_archived_and_read_aloud() -> None:
    reader = read(receipt())
    assert standards(reader) == (True, True)
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (
        "Uw inbreng bij „Najaar”",
        "Partners / Partner",
    )


def test_everything_stands_on_it_in_order() -> None:
    assert words(read(receipt())) == (
        "Uw inbreng bij „Najaar” Dit heeft u ingestuurd. Kenmerk s-7k2qd9xa Naam Jeroen van ’t Hoff-Größe "
        "1, alinea 1 Soort reactie Reactie Das Handwerk fehlt. Bewaar dit bestand. Zwiespraak 1 / 1"
    )


def test_the_comments_are_the_bookmarks() -> None:
    assert [each["/Title"] for each in read(receipt()).outline if isinstance(each, dict)] == ["1, alinea 1"]


def test_a_german_receipt_says_that_it_is_german() -> None:
    assert read(receipt(language=Language.DE)).trailer["/Root"]["/Lang"] == "de"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_printed_as_it_was_typed(text: str) -> None:
    reader = read(receipt(text, title=text, introduction=text, facts=((text, text),), footer=text))
    assert standards(reader) == (True, True)
    # What was typed stands there letter for letter, but for how it is spaced and broken.
    squeezed = words(reader).replace(" ", "")
    assert squeezed.count("".join(text.split())) >= 5


def test_the_same_receipt_is_the_same_file() -> None:
    assert write_receipt(receipt()) == write_receipt(receipt())


def test_a_text_keeps_its_lines() -> None:
    pages = read(receipt("eins\nzwei\n\ndrei")).pages
    assert [line for line in pages[0].extract_text().splitlines() if line in ("eins", "zwei")] == [
        "eins",
        "zwei",
    ]


@pytest.mark.parametrize(
    "text", ["ä ö ü Ä Ö Ü ß ẞ", "ij ĳ Ĳ ë ï é", "„Zitat“ ‚so‘ – — … €", "Привет Ελλάδα", "█████"]
)
def test_the_letters_of_europe_are_all_there(text: str) -> None:
    assert printable(text) == text
    found = words(read(receipt(text)))
    # A font may have one sign for two letters, such as ij.
    assert unicodedata.normalize("NFKC", text) in unicodedata.normalize("NFKC", found)
    assert GAPS not in found


def test_every_character_that_counts_as_printable_is() -> None:
    every = [chr(number) for number in range(0x20, 0x10000) if not 0xD800 <= number < 0xE000]
    kept = [character for character in every if printable(character) == character]
    assert len(kept) > 3000
    reader = read(receipt(" ".join(f"a{character}" for character in kept)))
    assert standards(reader) == (True, True)


@pytest.mark.parametrize(
    "text", ["gut 👍", "中文", "links \u202e rechts", "unsichtbar \u200b\u2060 hier", "\U000e0041"]
)
def test_what_cannot_be_printed_leaves_a_sign_and_a_remark(text: str) -> None:
    reader = read(receipt(text))
    assert REPLACEMENT in printable(text)
    assert GAPS in words(reader)
    assert standards(reader) == (True, True)


def test_control_characters_are_left_out() -> None:
    assert printable("a\x00b\x07c\x1b[31m\x7f") == "abc[31m"


def test_a_line_without_spaces_stays_on_the_paper() -> None:
    assert max(len(word) for word in printable("x" * 10_000).split("\u200b")) == 25


def test_the_longest_submission_fits() -> None:
    [entry] = receipt("Wörter und Sätze. " * 555).entries
    reader = read(receipt(entries=(entry,) * 100))
    assert standards(reader) == (True, True)
    assert len(reader.pages) > 100


@settings(max_examples=40)
@given(any_text)
def test_whatever_is_typed_there_is_a_receipt(text: str) -> None:
    assert write_receipt(receipt(text, title=text)).startswith(b"%PDF-")
