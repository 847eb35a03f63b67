"""Checking: what must be mended and what should be looked at, with file and line."""

import shutil
from pathlib import Path

import pytest

from server.usecases.check_record import check_record
from tests.record.worlds import (
    CONCEPT,
    DE_OPENING,
    DE_STEPS,
    NL_OPENING,
    NL_STEPS,
    RECORD,
    changed,
    put_whole,
)

REPOSITORY = Path(__file__).parents[2]


def findings(root: Path, changes: dict[str, str | bytes | None]) -> list[str]:
    """What is found in the record after these changes, as lines."""
    return [str(finding) for finding in check_record(put_whole(root, changes))]


def steps(nl: str, de: str) -> dict[str, str | bytes | None]:
    """The section of one paragraph with these wordings."""
    return {NL_STEPS: f"{{#p-bbbb1}}\n{nl}\n", DE_STEPS: f"{{#p-bbbb1}}\n{de}\n"}


def test_nothing_is_found_in_a_record_that_is_right(tmp_path: Path) -> None:
    assert findings(tmp_path, {}) == []


def test_what_keeps_a_record_from_being_read_is_found(tmp_path: Path) -> None:
    expected = [f"{NL_STEPS}:2: error: invalid UTF-8: byte 0xff"]
    assert findings(tmp_path, {NL_STEPS: b"{#p-bbbb1}\n\xff\n"}) == expected


def test_a_file_that_dump_would_write_otherwise_is_an_error(tmp_path: Path) -> None:
    expected = [f"{NL_STEPS}:1: error: not in the canonical form: dump would write this line otherwise"]
    assert findings(tmp_path, {NL_STEPS: "\n" + RECORD[NL_STEPS]}) == expected


NOTES = {
    "a reference without its footnote": (
        steps("Zie.[^a]\n\n[^a]: Bron.", "Siehe.[^a]"),
        [f"{DE_STEPS}:1: error: p-bbbb1: the reference [^a] has no footnote in this paragraph"],
    ),
    "a footnote without a reference": (
        steps("Zie.\n\n[^a]: Bron.", "Siehe."),
        [f"{NL_STEPS}:1: error: p-bbbb1: nothing refers to the footnote [^a]"],
    ),
    "a footnote that stands twice": (
        steps("Zie.[^a]\n\n[^a]: Bron.\n\n[^a]: Nog een.", "Siehe.[^a]\n\n[^a]: Quelle."),
        [f"{NL_STEPS}:1: error: p-bbbb1: the footnote [^a] stands here 2 times"],
    ),
    "a footnote on one side only": (
        steps("Zie.[^a]\n\n[^a]: Bron.", "Siehe."),
        [f"{DE_STEPS}:1: error: p-bbbb1: [^a] stands only in 'nl'"],
    ),
}


@pytest.mark.parametrize("case", NOTES)
def test_footnotes_resolve_in_their_wording_and_are_the_same_on_both_sides(tmp_path: Path, case: str) -> None:
    changes, expected = NOTES[case]
    assert findings(tmp_path, changes) == expected


LINKS = {
    "not a web address": (
        steps("Zie [dit](ftp://example.org/a).", "Siehe [das](ftp://example.org/a)."),
        [
            f"{DE_STEPS}:1: error: p-bbbb1: the link ftp://example.org/a is not an http or https address",
            f"{NL_STEPS}:1: error: p-bbbb1: the link ftp://example.org/a is not an http or https address",
        ],
    ),
    "no host": (
        steps("Zie [dit](https:///a).", "Siehe [das](https:///a)."),
        [
            f"{DE_STEPS}:1: error: p-bbbb1: the link https:///a is not an http or https address",
            f"{NL_STEPS}:1: error: p-bbbb1: the link https:///a is not an http or https address",
        ],
    ),
    "a link on one side only": (
        steps("Zie [dit](https://example.org/a).", "Siehe das."),
        [f"{DE_STEPS}:1: error: p-bbbb1: fewer links than 'nl' (0, 1): https://example.org/a"],
    ),
    "another page on each side": (
        steps("Zie [dit](https://example.org/nl).", "Siehe [das](https://example.org/de)."),
        [f"{NL_STEPS}:1: advisory: p-bbbb1: 'de' links to other addresses: https://example.org/de"],
    ),
}


@pytest.mark.parametrize("case", LINKS)
def test_links_are_web_addresses_and_stand_on_both_sides(tmp_path: Path, case: str) -> None:
    changes, expected = LINKS[case]
    assert sorted(findings(tmp_path, changes)) == sorted(expected)


TABLE = "| a | b |\n| --- | --- |\n| c | d |"

SHAPES = {
    "a box that is not closed": (
        steps("::: key\n\nHoi", "::: key\n\nHallo\n\n:::"),
        [f'{NL_STEPS}:1: error: p-bbbb1: a box is not closed by ":::"'],
    ),
    "an end of nothing": (
        steps("Hoi\n\n:::", "Hallo"),
        [f'{NL_STEPS}:1: error: p-bbbb1: ":::" closes nothing'],
    ),
    "an unknown box": (
        steps("::: note\n\nHoi\n\n:::", "::: note\n\nHallo\n\n:::"),
        [
            f'{DE_STEPS}:1: error: p-bbbb1: unknown box "::: note"; known are key, quote, case, figure',
            f'{NL_STEPS}:1: error: p-bbbb1: unknown box "::: note"; known are key, quote, case, figure',
        ],
    ),
    "a box in a box": (
        steps("::: case\n\n::: key\n\nHoi\n\n:::", "::: case\n\n::: key\n\nHallo\n\n:::"),
        [
            f'{DE_STEPS}:1: error: p-bbbb1: "::: key" stands inside another box',
            f'{NL_STEPS}:1: error: p-bbbb1: "::: key" stands inside another box',
        ],
    ),
    "boxes of different kinds": (
        steps("::: key\n\nHoi\n\n:::", "::: quote\n\nHallo\n\n:::"),
        [f"{DE_STEPS}:1: error: p-bbbb1: boxes differ: nl key, de quote"],
    ),
    "a table with a row less": (
        steps(TABLE, TABLE + "\n| e | f |"),
        [f"{DE_STEPS}:1: error: p-bbbb1: tables differ (rows × columns): nl 2 × 2, de 3 × 2"],
    ),
    "a table on one side only": (
        steps(TABLE, "a, b"),
        [f"{DE_STEPS}:1: error: p-bbbb1: tables differ (rows × columns): nl 2 × 2, de none"],
    ),
}


@pytest.mark.parametrize("case", SHAPES)
def test_boxes_and_tables_are_the_same_on_both_sides(tmp_path: Path, case: str) -> None:
    changes, expected = SHAPES[case]
    assert findings(tmp_path, changes) == expected


def test_figures_that_differ_are_to_be_looked_at(tmp_path: Path) -> None:
    changes = steps("In 2018: 550.000, 9,2 en 15%.", "2018: 550.000 und 9,3, und 15 % von 15.")
    expected = f"{DE_STEPS}:1: advisory: p-bbbb1: figures differ, only in 'nl': 9,2; only in 'de': 9,3, 15"
    assert findings(tmp_path, changes) == [expected]


def test_a_remark_stands_at_the_line_of_its_paragraph(tmp_path: Path) -> None:
    changes = changed(DE_OPENING, "75 %", "57 %")
    expected = f"{DE_OPENING}:6: advisory: p-aaaa2: figures differ, only in 'nl': 75; only in 'de': 57"
    assert findings(tmp_path, changes) == [expected]


def test_a_concept_has_one_preferred_term_on_each_side(tmp_path: Path) -> None:
    changes = changed(CONCEPT, 'status = "preferred"', 'status = "admitted"')
    assert findings(tmp_path, changes) == [
        f"{CONCEPT}:10: error: must have one preferred term, but has 0"
    ]  # fmt: skip


def test_a_concept_that_does_not_occur_in_the_text_is_to_be_looked_at(tmp_path: Path) -> None:
    changes = changed(NL_OPENING, "De digitalisering", "Het")
    assert findings(tmp_path, changes) == [
        f"{CONCEPT}:10: advisory: no term of this concept occurs in the text in 'nl'"
    ]


def test_a_term_of_two_concepts_is_to_be_looked_at(tmp_path: Path) -> None:
    other = "glossary/concepts/steps.toml"
    text = (
        RECORD[CONCEPT]
        .replace('text = "digitalisering"', 'text = "stappen"')
        .replace('text = "Digitalisierung"', 'text = "Schritte"')
        .replace('forms = ["Digitalisierungen"]', 'forms = ["digitalisierung"]')
    )
    assert findings(tmp_path, {other: text}) == [
        f'{other}:28: advisory: "digitalisierung" also names the concept "digitalisation"'
    ]


def test_no_error_is_found_in_the_record_that_is_shipped(tmp_path: Path) -> None:
    for folder in ("content", "glossary", "comments"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    errors = [str(finding) for finding in check_record(tmp_path) if finding.severity == "error"]
    assert errors == []
