"""The glossary in a spreadsheet and in translators' lists."""

import csv
import io
from dataclasses import replace

import pytest

from server.domain.glossary import Concept, DisputeState, Relation
from server.formats.glossary_tables import export_csv, export_tsv, import_csv
from server.formats.refusal import FormatRefused
from server.text.languages import Language
from tests.formats.worlds import SMES, VOUCHER

HEADER = export_csv([]).decode("utf-8-sig")


def rows(data: bytes) -> list[dict[str, str]]:
    """What a spreadsheet shows."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def table(*changes: tuple[str, str]) -> bytes:
    """The table of VOUCHER with each text replaced once: header, Dutch row, German row."""
    text = export_csv([VOUCHER]).decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def refusal(data: bytes) -> tuple[int, str]:
    with pytest.raises(FormatRefused) as refused:
        import_csv(data)
    return refused.value.line, refused.value.reason


def test_spreadsheets_in_dutch_and_german_open_it_as_it_is() -> None:
    data = export_csv([VOUCHER])
    assert data.startswith(b'\xef\xbb\xbf"concept";"language";"term";')
    assert data.count(b"\r\n") == data.count(b"\n") == 3


def test_a_row_is_a_term_and_the_first_row_speaks_for_its_side_and_concept() -> None:
    shown = rows(export_csv([SMES]))
    assert [(row["language"], row["term"], row["definition"][:7], row["relation"]) for row in shown] == [
        ("nl", "mkb", "bedrijv", "narrower"),
        ("nl", "midden- en kleinbedrijf", "", ""),
        ("nl", "MKB", "", ""),
        ("de", "KMU", "Unterne", ""),
        ("de", "Mittelstand", "", ""),
    ]
    assert shown[0]["forms"] == r"mkb's | mkb \| bedrijf"
    assert shown[3]["reading"] == "'=Auch größere Familienunternehmen."


def test_no_cell_is_a_formula(glossary: tuple[Concept, ...]) -> None:
    cells = [cell for row in rows(export_csv([SMES, *glossary])) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))] == []


def test_rows_and_columns_may_be_sorted_and_saved_again() -> None:
    shown = rows(export_csv([SMES, VOUCHER]))
    saved = io.StringIO()
    writer = csv.DictWriter(saved, sorted(shown[0]), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(reversed(shown))
    again = {concept.key: concept for concept in import_csv(saved.getvalue().encode())}
    assert again.keys() == {"smes", "5g-voucher"}
    assert again["5g-voucher"] == VOUCHER
    assert set(again["smes"].sides[Language.NL].terms) == set(SMES.sides[Language.NL].terms)
    assert again["smes"].sides[Language.NL].reading == SMES.sides[Language.NL].reading


def test_empty_rows_are_passed_over() -> None:
    assert import_csv(export_csv([VOUCHER]) + b";;\r\n\r\n") == (VOUCHER,)


def test_a_value_may_be_filled_down() -> None:
    filled = table(('"Gutschein";"2.1";"";"";"";"";""', '"Gutschein";"2.1";"";"";"";"funding";"open"'))
    assert import_csv(filled) == (VOUCHER,)


def test_a_table_without_rows_holds_no_concepts() -> None:
    assert import_csv(HEADER.encode()) == ()


REFUSED = {
    "nothing": (b"", 1, "the table has no header"),
    "commas": (b"concept,language\n", 1, 'unknown column "concept,language"'),
    "commas and quotes": (HEADER.replace(";", ",").encode(), 1, "not a table: ';' expected after '\"'"),
    "a column missing": (table((';"not_in"', "")), 1, 'the column "not_in" is there 0 times'),
    "a column twice": (table(('"not_in"', '"forms"')), 1, 'the column "forms" is there 2 times'),
    "a cell too few": (
        table(('"5g-voucher";"nl"', '"5g-voucher"')),
        2,
        "the row has 20 cells, the header 21",
    ),
    "another key": (
        table(("5g-voucher", "5G voucher")),
        2,
        'concept: "5G voucher" is not lower-case letters and digits joined by hyphens',
    ),
    "another language": (table(('"nl"', '"en"')), 2, 'language: unknown value "en"; known are nl, de'),
    "another status": (
        table(("preferred", "verboden")),
        2,
        'status: unknown value "verboden"; known are preferred, admitted, deprecated, superseded',
    ),
    "another flag": (
        table(('"noun";"";"";"";""', '"noun";"";"";"";"maybe"')),
        2,
        'case_sensitive: unknown value "maybe"; known are yes, no',
    ),
    "no relation": (
        table(('"exact"', '""')),
        2,
        'relation: unknown value ""; known are exact, close, broader, narrower, related, none',
    ),
    "two answers": (
        table(('"Gutschein";"2.1";"";"";"";""', '"Gutschein";"2.1";"";"";"";"money"')),
        3,
        "subject_field: an earlier row of the concept says otherwise",
    ),
    "no definition": (
        table(('"Gutschein";"2.1"', '"";"2.1"')),
        3,
        'the concept "5g-voucher": de.definition is missing',
    ),
    "a side missing": (
        table(("", "")).rsplit(b'"5g-voucher"', 1)[0],
        2,
        'the concept "5g-voucher": de.definition is missing',
    ),
    "a sign-off of nobody": (
        table(('"none";""', '"none";"nl 2026-11-20T09:30:00+00:00"')),
        2,
        'sign-off: "nl 2026-11-20T09:30:00+00:00" is not a language, a moment with its zone, and a name',
    ),
    "another encoding": (table().replace(b"tegoedbon", b"caf\xe9"), 2, "invalid UTF-8: byte 0xe9"),
    "a quote that does not end": (
        table(('"tegoedbon"', '"tegoedbon')),
        2,
        "not a table: ';' expected after '\"'",
    ),
    "a control character": (
        table(("tegoedbon", "te\x07goed")),
        2,
        "the character U+0007 cannot stand in a text",
    ),
    "a line without end": (table() + b";" * 2_000_000, 4, "a line of more than 1,048,576 characters"),
}


@pytest.mark.parametrize(("data", "line", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_cannot_be_taken_is_refused_with_its_line(data: bytes, line: int, reason: str) -> None:
    found = refusal(data)
    assert (found[0], found[1].partition("; cells are")[0]) == (line, reason)


def test_the_line_is_that_on_which_the_row_starts() -> None:
    data = table(("tegoedbon", "tegoed\nbon"), ('"de"', '"fr"'))
    assert refusal(data) == (4, 'language: unknown value "fr"; known are nl, de')


def test_translators_get_each_pair_that_may_be_used_and_the_preferred_one_first() -> None:
    assert export_tsv([VOUCHER, SMES]).decode() == (
        "voucher\tGutschein\tNL: tegoedbon DE: Gutschein\n"
        "mkb\tKMU\tDISPUTED (begripsverschil / Begriffsdifferenz), NL is narrower than DE. "
        "NL: bedrijven met minder dan 250 werknemers "
        'DE: Unternehmen mit "weniger" als 500 Beschäftigten <IfM>\n'
        "midden- en kleinbedrijf\tKMU\tDISPUTED (begripsverschil / Begriffsdifferenz), NL is narrower than DE. "
        "NL: bedrijven met minder dan 250 werknemers "
        'DE: Unternehmen mit "weniger" als 500 Beschäftigten <IfM>\n'
    )


def test_translators_get_no_pair_of_a_concept_without_counterpart() -> None:
    assert export_tsv([replace(VOUCHER, relation=Relation.NONE)]) == b""


def test_translators_are_warned_while_the_sides_differ_only() -> None:
    def warned(dispute: DisputeState) -> bool:
        return b"DISPUTED" in export_tsv([replace(SMES, dispute=dispute)])

    assert {state: warned(state) for state in DisputeState} == {
        DisputeState.NONE: False,
        DisputeState.DISPUTED: True,
        DisputeState.SETTLED: False,
        DisputeState.AGREE_TO_DIFFER: True,
    }


def test_a_pair_is_one_line_of_three_cells_and_no_formula() -> None:
    sides = {
        language: replace(
            side, definition="a\tb\nc\u2028d", terms=(replace(side.terms[0], text=f"={side.preferred}"),)
        )
        for language, side in VOUCHER.sides.items()
    }
    expected = "'=voucher\t'=Gutschein\tNL: a b c d DE: a b c d\n"
    assert export_tsv([replace(VOUCHER, sides=sides)]).decode() == expected
