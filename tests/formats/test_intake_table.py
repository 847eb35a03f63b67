"""Tables of letters: in three languages, from two programs, and hostile ones."""

import io
import tracemalloc
import zipfile
from datetime import time

import pytest

from server.domain.intake_rows import COLUMNS, MAX_ROWS
from server.formats.intake_table import MAX_BYTES, TableProblem, TableRefused, headers_in, read_intake_table
from server.formats.intake_words import HEADERS, WORDS
from server.formats.workbook_reading import MAX_PARTS, MAX_UNPACKED
from tests.formats.intake_tables import A_DAY, LETTER, as_csv, as_xlsx, letters, part_of, with_part

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
READ = {
    "channel": "letter",
    "received": "30-9-2021",
    "language": "nl",
    "target": "p-aaaa1",
    "text": "Het handwerk ontbreekt.",
    "name": "Anna de Vries",
    "group": "citizen",
    "publication": "named",
}


def refusal(data: bytes) -> tuple[TableProblem, int, str]:
    """Why a file is refused, in which row, and what else is said."""
    with pytest.raises(TableRefused) as refused:
        read_intake_table(data)
    return refused.value.problem, refused.value.row, refused.value.detail


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_csv_is_read_whatever_separates_its_cells(delimiter: str, encoding: str) -> None:
    [row] = read_intake_table(as_csv(letters(), delimiter=delimiter, encoding=encoding))
    assert (row.number, row.cells) == (2, READ)


def test_a_workbook_is_read_like_a_csv() -> None:
    [row] = read_intake_table(as_xlsx(letters()))
    assert (row.number, row.cells) == (2, READ)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_headers_and_words_are_known_in_each_language(place: int) -> None:
    headers = headers_in(place)
    assert list(headers) == list(HEADERS)
    assert set(headers) == set(COLUMNS)
    for name, words in WORDS.items():
        for value, written in words.items():
            table = letters({})
            cells = {headers[column]: READ.get(column, "") for column in headers}
            cells[headers[name]] = written[place].upper()
            table = [cells]
            [row] = read_intake_table(as_csv(table))
            assert row.cells[name] == value


def test_a_word_that_is_not_known_stays_as_it_is_for_the_row_to_be_refused() -> None:
    [row] = read_intake_table(as_csv(letters({"kanaal": "postduif"})))
    assert row.cells["channel"] == "postduif"


def test_days_and_numbers_of_a_workbook_are_texts() -> None:
    [row] = read_intake_table(
        as_xlsx(letters({"ontvangen": A_DAY, "kenmerk": 17.0, "betreft": 4.2, "naam": time(3, 4)}))
    )
    cells = (row.cells["received"], row.cells["reference"], row.cells["target"], row.cells["name"])
    assert cells == ("2021-10-05", "17", "4.2", "03:04:00")


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    rows = letters({}, dict.fromkeys(LETTER, ""), {"reactie": "Twee\nregels."}, {})
    for data in (as_csv(rows), as_xlsx(rows)):
        assert [row.number for row in read_intake_table(data)] == [2, 4, 5]


def test_line_breaks_in_a_cell_stay() -> None:
    rows = letters({"reactie": "Een.\n\nTwee."})
    for data in (as_csv(rows), as_xlsx(rows)):
        assert read_intake_table(data)[0].cells["text"] == "Een.\n\nTwee."


def test_a_formula_is_read_as_the_value_that_was_found_and_never_calculated() -> None:
    book = as_xlsx(letters())
    formula = b'<c r="E2" t="str"><f>1+1</f><v>Gevonden.</v></c>'
    never = b'<c r="E2"><f>1+1</f></c>'
    before = part_of(book, SHEET)
    cell = before[before.index(b'<c r="E2"') : before.index(b'<c r="F2"')]
    for written, read in ((formula, "Gevonden."), (never, "")):
        changed = with_part(book, SHEET, before.replace(cell, written))
        assert read_intake_table(changed)[0].cells["text"] == read


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    for said in ("=1+1", "+31 6", "@cmd", '=HYPERLINK("https://example.org")'):
        assert read_intake_table(as_csv(letters({"naam": said})))[0].cells["name"] == said
    # As our own exports write it.
    assert read_intake_table(as_csv(letters({"naam": "'=1+1"})))[0].cells["name"] == "=1+1"


def test_links_to_other_files_are_not_followed() -> None:
    book = with_part(
        as_xlsx(letters()),
        "xl/externalLinks/externalLink1.xml",
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    )
    assert read_intake_table(book)[0].cells == READ


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (letters({"mening": "x"}), (TableProblem.COLUMN_UNKNOWN, 1, "mening")),
        (letters({"Channel": "letter"}), (TableProblem.COLUMN_TWICE, 1, "channel")),
        ([{k: v for k, v in LETTER.items() if k != "betreft"}], (TableProblem.COLUMN_MISSING, 1, "target")),
        (letters({"": "iets"}), (TableProblem.COLUMN_UNKNOWN, 2, "")),
    ],
)
def test_columns_that_are_unknown_missing_or_there_twice_are_named(
    table: list[dict[str, str]], told: tuple[TableProblem, int, str]
) -> None:
    assert refusal(as_csv(table)) == told
    assert refusal(as_xlsx(table)) == told


def test_cells_beyond_the_last_column_are_refused() -> None:
    assert refusal(as_csv(letters()) + b";;;;;;;;;too much\r\n")[0] is TableProblem.COLUMN_UNKNOWN


@pytest.mark.parametrize("data", [b"", b"\n\n", as_csv(letters()).splitlines()[0]])
def test_a_table_without_rows_is_empty(data: bytes) -> None:
    assert refusal(data)[0] is TableProblem.NO_ROWS


def test_letters_in_another_encoding_are_told_with_their_line() -> None:
    data = as_csv(letters({}, {"naam": "José"}), encoding="cp1252")
    assert refusal(data) == (TableProblem.NOT_UTF8, 3, "")
    assert refusal(as_csv(letters(), encoding="utf-16"))[0] is TableProblem.NOT_UTF8


def test_an_open_quotation_mark_is_told_with_its_row() -> None:
    problem, row, _ = refusal(as_csv(letters()) + b'"open;')
    assert (problem, row) == (TableProblem.NOT_A_TABLE, 3)


def test_rows_and_bytes_are_limited() -> None:
    most = as_csv(letters(*[{}] * MAX_ROWS))
    assert len(read_intake_table(most)) == MAX_ROWS
    assert refusal(as_csv(letters(*[{}] * (MAX_ROWS + 1)))) == (TableProblem.TOO_MANY_ROWS, MAX_ROWS + 2, "")
    assert refusal(b"x" * (MAX_BYTES + 1))[0] is TableProblem.TOO_LARGE


@pytest.mark.parametrize(
    "broken",
    [
        b"PK\x03\x04 and then nothing",
        as_xlsx(letters())[:1000],
        with_part(as_xlsx(letters()), "xl/workbook.xml", b"<workbook"),
        with_part(as_xlsx(letters()), SHEET, b"<worksheet"),
        with_part(as_xlsx(letters()), "[Content_Types].xml", b""),
    ],
)
def test_a_broken_workbook_is_refused(broken: bytes) -> None:
    assert refusal(broken)[0] is TableProblem.WORKBOOK_BROKEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_workbook_that_defines_entities_is_refused(encoding: str) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><sst>&b;</sst>'.encode(encoding)
    for part in (SHEET, STRINGS, "xl/workbook.xml"):
        assert refusal(with_part(as_xlsx(letters()), part, laughs))[0] is TableProblem.WORKBOOK_BROKEN


def test_a_bomb_is_refused_by_what_it_declares_before_anything_is_unpacked() -> None:
    bomb = with_part(as_xlsx(letters()), STRINGS, b"\x00" * (MAX_UNPACKED + 1))
    assert len(bomb) < MAX_BYTES
    tracemalloc.start()
    try:
        assert refusal(bomb)[0] is TableProblem.WORKBOOK_TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The archive itself is read once; of its contents nothing.
    assert peak < MAX_UNPACKED / 8


def test_a_bomb_that_declares_too_little_is_not_unpacked_beyond_that() -> None:
    bomb = with_part(as_xlsx(letters()), STRINGS, b" " * 20_000_000)
    lying = bomb.replace((20_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert refusal(lying)[0] is TableProblem.WORKBOOK_BROKEN


def test_thousands_of_parts_are_refused() -> None:
    many = io.BytesIO(as_xlsx(letters()))
    with zipfile.ZipFile(many, "a") as archive:
        for number in range(MAX_PARTS):
            archive.writestr(f"xl/media/{number}.bin", b"")
    assert refusal(many.getvalue())[0] is TableProblem.WORKBOOK_TOO_LARGE


def test_a_sheet_that_claims_to_be_huge_is_read_as_far_as_its_rows() -> None:
    book = as_xlsx(letters())
    sheet = part_of(book, SHEET)
    claimed = sheet.replace(b'<dimension ref="A1:H2"', b'<dimension ref="A1:XFD1048576"')
    assert claimed != sheet
    far = claimed.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    assert [row.cells for row in read_intake_table(with_part(book, SHEET, far))] == [READ]
