"""Comments as CSV, workbook and JSON: the same in all three, no cell a formula, nothing lost in JSON."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from openpyxl import load_workbook

from server.domain.moderation import DeclineReason, ModerationState
from server.domain.public_comments import LeftBehind, PublicComment
from server.formats.comment_json import JsonFile
from server.formats.comment_tables import COLUMNS, NUMBERS, CsvTable, rows_of
from server.formats.table_cells import unguarded
from server.formats.workbook_writing import MAX_CELL, WorkbookTable
from tests.formats.public_worlds import FULL, address, any_text, left, on_concept, shown
from tests.worlds import record

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "'=1",
    "  \"' -1",
    "＝1",
    "\u00a0=1",
]
ROUND = record().rounds[0]


def written_csv(*found: PublicComment | LeftBehind) -> bytes:
    table = CsvTable()
    return table.begin() + table.add(rows_of(found, address))


def csv_rows(*found: PublicComment | LeftBehind) -> list[dict[str, str]]:
    text = written_csv(*found).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def written_workbook(*found: PublicComment | LeftBehind) -> bytes:
    file = io.BytesIO()
    with closing(WorkbookTable("comments", COLUMNS, NUMBERS)) as table:
        table.add(rows_of(found, address))
        table.write(file)
    return file.getvalue()


def sheet_rows(*found: PublicComment | LeftBehind) -> list[dict[str, Any]]:
    sheet = load_workbook(io.BytesIO(written_workbook(*found)))["comments"]
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def written_json(comments: Iterable[PublicComment] = (), tombstones: Iterable[LeftBehind] = ()) -> Any:
    file = JsonFile(ROUND, record().document, address)
    pieces = [file.begin(), *(file.add([each]) for each in comments), file.turn()]
    pieces += [*(file.add([each]) for each in tombstones), file.end()]
    return json.loads(b"".join(pieces))


def test_a_row_holds_every_field() -> None:
    [row] = csv_rows(shown(FULL))
    assert row == {
        "id": "c-00000001",
        "address": "https://example.org/c/c-00000001",
        "round": "autumn",
        "edition": "2021",
        "section_number": "1",
        "section_title_nl": "Opening",
        "section_title_de": "Auftakt",
        "target": "paragraph",
        "target_key": "p-aaaa1",
        "thread": "p-aaaa1",
        "kind": "suggestion",
        "language": "de",
        "text": "Weil ██████ das so meint.",
        "suggested_wording": "Die Digitalisierung kommt gut voran.",
        "base_wording": "Die Digitalisierung kommt schnell voran.",
        "quote": "schnell",
        "name": "Anna",
        "organisation": "IHK Nord Westfalen",
        "group": "citizen",
        "country": "",
        "channel": "online",
        "received": "2021-09-30",
        "created": "2021-10-01T12:01:00Z",
        "corrected": "2021-10-01T14:00:00Z",
        "reply_to": "c-00000009",
        "agreements": "3",
        "outcome": "adopted",
        "response_nl": "Ja.",
        "response_de": "Gern.",
        "answered_in": "2022",
        "decided": "2022-01-05",
        "state": "shown",
        "reason": "",
        "since": "",
    }


def test_a_tombstone_is_a_row_without_text_or_name() -> None:
    [row] = csv_rows(left(ModerationState.DECLINED, DeclineReason.INSULT))
    filled = {name: text for name, text in row.items() if text}
    assert filled == {
        "id": "c-00000002",
        "address": "https://example.org/c/c-00000002",
        "round": "autumn",
        "edition": "2021",
        "section_number": "1",
        "section_title_nl": "Opening",
        "section_title_de": "Auftakt",
        "target": "paragraph",
        "target_key": "p-aaaa1",
        "thread": "p-aaaa1",
        "language": "de",
        "created": "2021-10-01T12:02:00Z",
        "state": "declined",
        "reason": "insult",
        "since": "2021-10-02T12:00:00Z",
    }


def test_a_comment_that_stands_in_no_section_has_no_title() -> None:
    [row] = csv_rows(on_concept())
    assert (row["section_number"], row["section_title_de"], row["target"]) == ("", "", "concept")


def test_csv_is_what_spreadsheets_in_dutch_and_german_open() -> None:
    written = written_csv(shown(text="Zeile 1\nZeile 2; „ja“"))
    assert written.startswith(b'\xef\xbb\xbf"id";"address";')
    assert written.count(b"\r\n") == 2
    assert csv_rows(shown(text='Er sagt: "ja"; nein'))[0]["text"] == 'Er sagt: "ja"; nein'


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    comment = replace(FULL, text=formula, name=formula, organisation=formula)
    for row in (*csv_rows(shown(comment)), *sheet_rows(shown(comment))):
        for column in ("text", "name", "organisation"):
            assert row[column].startswith("'")
            assert unguarded(row[column]) == formula.replace("\r", "\n")


def test_a_text_that_is_no_formula_stands_as_it_is() -> None:
    [row] = csv_rows(shown(text="'t Gooi: 5 = 5"))
    assert row["text"] == "'t Gooi: 5 = 5"


@given(any_text)
def test_every_text_comes_back_from_a_cell(text: str) -> None:
    [row] = csv_rows(shown(text=text))
    kept = "".join(c for c in text if c in "\t\n\r" or c.isprintable() or ord(c) > 0x9F)
    kept = kept.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\uffff", "")
    assert unguarded(row["text"]) == kept


def test_a_workbook_has_the_rows_of_the_csv_with_numbers_as_numbers() -> None:
    found = (shown(FULL), left(), on_concept(name=""))
    expected = [
        {name: int(text) if name == "agreements" and text else text or None for name, text in row.items()}
        for row in csv_rows(*found)
    ]
    assert sheet_rows(*found) == expected


@pytest.mark.parametrize("text", ["a\x00b\x0bc\x1fd", "a\ufffeb\uffffc", "lone \x7f"])
def test_a_workbook_leaves_out_what_xml_cannot_carry(text: str) -> None:
    [row] = sheet_rows(shown(text=text))
    assert row["text"] == "".join(c for c in text if c.isprintable() and c not in "\ufffe\uffff")


def test_a_workbook_writes_what_looks_like_an_escaped_character_so_that_it_stays() -> None:
    # ECMA-376, ST_Xstring: a spreadsheet reads _x005F_ as the underscore that it stands for.
    [row] = sheet_rows(shown(text="siehe _x0041_ und _x00e4"))
    assert row["text"] == "siehe _x005F_x0041_ und _x00e4"


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    found = shown(text='=HYPERLINK("http://example.org")', name="=cmd|' /C calc'!A0")
    with zipfile.ZipFile(io.BytesIO(written_workbook(found))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        names = archive.namelist()
    assert b"<f>" not in sheet
    assert [name for name in names if "externalLink" in name or "vba" in name.lower()] == []


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    [row] = sheet_rows(shown(base_text="x" * 40_000))
    assert (len(row["base_wording"]), row["base_wording"][-5:]) == (MAX_CELL, "x […]"[-5:])


def test_a_workbook_that_is_not_written_after_all_leaves_nothing_behind() -> None:
    table = WorkbookTable("comments", COLUMNS)
    table.add(rows_of([shown()], address))
    table.close()
    table.close()


def test_json_tells_the_round_the_comments_and_the_tombstones() -> None:
    told = written_json([shown(FULL), shown()], [left(), left()])
    assert told["round"] == {
        "key": "autumn",
        "edition": "2021",
        "titles": {"nl": "Najaar", "de": "Herbst"},
        "opens": "2021-09-28",
        "closes": "2021-11-01",
        "time_zone": "Europe/Amsterdam",
        "demonstration": False,
        "questions": [{"key": "missing", "texts": {"nl": "Wat mist u?", "de": "Was fehlt Ihnen?"}}],
    }
    assert told["document"]["licence"] == "CC-BY-4.0"
    assert [each["id"] for each in told["comments"]] == ["c-00000001", "c-00000001"]
    assert [each["id"] for each in told["tombstones"]] == ["c-00000002", "c-00000002"]


def test_json_of_nothing_is_json() -> None:
    told = written_json()
    assert (told["comments"], told["tombstones"]) == ([], [])


def test_json_holds_every_field_as_it_is() -> None:
    [told] = written_json([shown(FULL)])["comments"]
    assert told["section"] == {
        "key": "1-opening",
        "number": "1",
        "titles": {"nl": "Opening", "de": "Auftakt"},
    }
    assert told["target"] == {"kind": "paragraph", "key": "p-aaaa1"}
    assert told["quote"] == {"exact": "schnell", "prefix": "kommt ", "suffix": " voran"}
    assert told["redactions"] == [{"field": "text", "start": 5, "end": 11, "reason": "personal-data"}]
    assert (told["created"], told["corrected"]) == ("2021-10-01T12:01:00Z", "2021-10-01T14:00:00Z")
    assert (told["received"], told["agreements"], told["state"]) == ("2021-09-30", 3, "shown")
    assert told["base_hash"] == FULL.base_hash


def test_json_says_nothing_where_there_is_nothing() -> None:
    [told] = written_json([on_concept(reply_to="")])["comments"]
    empty = ("section", "quote", "received", "corrected", "reply_to")
    assert [told[name] for name in empty] == [None] * 5


@given(any_text)
def test_json_loses_nothing(text: str) -> None:
    [told] = written_json([shown(text=text, name="=1+1")])["comments"]
    assert (told["text"], told["name"]) == (text, "=1+1")


def test_a_tombstone_in_json_has_no_text_and_no_name() -> None:
    [told] = written_json([], [left(ModerationState.DECLINED, DeclineReason.OFF_TOPIC)])["tombstones"]
    assert (told["state"], told["reason"], told["since"]) == ("declined", "off-topic", "2021-10-02T12:00:00Z")
    assert {"text", "name", "organisation", "group", "suggested_wording"} & told.keys() == set()
