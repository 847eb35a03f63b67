"""A broken record is refused with every file, line and reason at once."""

from pathlib import Path

import pytest

from server.record.errors import RecordBroken, RecordProblem
from server.record.record import read_record
from tests.record.worlds import (
    COMMENTS,
    CONCEPT,
    DE_OPENING,
    DE_STEPS,
    DOCUMENT,
    EDITION,
    FOLDER,
    NL_OPENING,
    NL_STEPS,
    RECORD,
    ROUND,
    changed,
    put,
)

Changes = dict[str, str | bytes | None]


def problems(root: Path, changes: Changes) -> list[tuple[str, int, str]]:
    """What is wrong with the record after these changes."""
    with pytest.raises(RecordBroken) as broken:
        read_record(put(root, changes))
    return [(problem.file, problem.line, problem.reason) for problem in broken.value.problems]


def test_a_record_that_is_right_can_be_read(tmp_path: Path) -> None:
    record = read_record(put(tmp_path))
    assert [section.key for section in record.editions[0].sections] == ["1-opening", "2-steps"]


def test_a_problem_reads_as_file_line_and_reason() -> None:
    broken = RecordBroken([RecordProblem("b.md", 3, "second"), RecordProblem("a.md", 7, "first")])
    assert str(broken) == "a.md:7: first\nb.md:3: second"


def test_every_problem_of_every_file_is_named_at_once(tmp_path: Path) -> None:
    changes = {
        **changed(ROUND, "closes = 2021-11-01", "closes = 2021-09-01"),
        **changed(CONCEPT, 'relation = "close"', 'relation = "near"'),
        **changed(CONCEPT, 'process = "open"', 'process = "done"'),
    }
    changes[CONCEPT] = str(changes[CONCEPT]).replace('relation = "close"', 'relation = "near"')
    assert problems(tmp_path, changes) == [
        (ROUND, 3, '"closes": is before the round opens'),
        (CONCEPT, 2, '"process": unknown value "done"; known are draft, open, decided'),
        (CONCEPT, 3, '"relation": unknown value "near"; known are '
         "exact, close, broader, narrower, related, none"),
    ]  # fmt: skip


TEXT_FILES: dict[str, tuple[bytes, int, str]] = {
    "invalid UTF-8": (b"{#p-bbbb1}\nDe st\xffppen:\n", 2, "invalid UTF-8: byte 0xff"),
    "a byte order mark": (b"\xef\xbb\xbf{#p-bbbb1}\nDe stappen:\n", 1, "starts with a byte order mark"),
    "lines ended as on Windows": (
        b"{#p-bbbb1}\nDe stappen:\r\n",
        2,
        "carriage return: lines end with a line feed only",
    ),
    "a letter and its accent apart": (
        "{#p-bbbb1}\nDe stappen:\n\nee\u0301n\n".encode(),
        4,
        "not in Unicode normal form NFC",
    ),
    "a control character": (b"{#p-bbbb1}\nDe\x00 stappen:\n", 2, "control character U+0000"),
}


@pytest.mark.parametrize("case", TEXT_FILES)
def test_a_file_that_is_not_clean_text_is_refused(tmp_path: Path, case: str) -> None:
    content, line, reason = TEXT_FILES[case]
    assert problems(tmp_path, {NL_STEPS: content}) == [(NL_STEPS, line, reason)]


def test_tabs_are_clean_text(tmp_path: Path) -> None:
    changes: Changes = {NL_STEPS: "{#p-bbbb1}\nDe\tstappen:\n"}
    read_record(put(tmp_path, changes))


SECTIONS: dict[str, tuple[Changes, list[tuple[str, int, str]]]] = {
    "a section without its German file": (
        {DE_STEPS: None},
        [(EDITION, 18, 'section "2-steps" has no file de/2-steps.md')],
    ),
    "a file that edition.toml does not name": (
        {f"{FOLDER}/nl/3-more.md": "{#p-cccc1}\nMeer.\n"},
        [(f"{FOLDER}/nl/3-more.md", 1, "not among the sections of edition.toml")],
    ),
    "a paragraph without a counterpart": (
        changed(DE_OPENING, "{#p-aaaa2}\nDie KMU machen mit, zu 75 %.\n", ""),
        [(NL_OPENING, 6, "p-aaaa2 has no counterpart in 'de'")],
    ),
    "paragraphs in another order": (
        {DE_OPENING: "{#p-aaaa2}\nDie KMU.\n\n{#p-aaaa1}\nDie Digitalisierung.\n"},
        [(DE_OPENING, 1, "p-aaaa2 stands where 'nl' has p-aaaa1: keep the same order")],
    ),
    "an id that stands twice in a file": (
        {NL_OPENING: RECORD[NL_OPENING] + "\n{#p-aaaa1}\nNog eens.\n"},
        [(NL_OPENING, 9, "p-aaaa1 the id stands 2 times in this section")],
    ),
    "an id that stands in two sections": (
        {NL_STEPS: "{#p-aaaa2}\nStappen.\n", DE_STEPS: "{#p-aaaa2}\nSchritte.\n"},
        [
            (DE_STEPS, 1, f"p-aaaa2 already stands in {DE_OPENING}:6"),
            (NL_STEPS, 1, f"p-aaaa2 already stands in {NL_OPENING}:6"),
        ],
    ),
    "text before the first id": (
        {NL_STEPS: "\nOeps.\nNog iets.\n{#p-bbbb1}\nDe stappen.\n"},
        [(NL_STEPS, 2, "text before the first paragraph id")],
    ),
    "a file without a paragraph": ({NL_STEPS: ""}, [
        (NL_STEPS, 1, "no paragraph"),
        (DE_STEPS, 1, "p-bbbb1 has no counterpart in 'nl'"),
    ]),
    "a paragraph without text": (
        changed(NL_OPENING, "Het mkb doet mee, voor 75%.\n", " \n"),
        [(NL_OPENING, 6, "p-aaaa2 has no text")],
    ),
    "a line that is nearly an id": (
        {NL_STEPS: "{#p-bbbb1}\nDe stappen.\n{#p-ilou1}\nMeer.\n"},
        [(NL_STEPS, 3, '"{#p-ilou1}" is not a paragraph id such as {#p-7k2qd}')],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SECTIONS)
def test_a_section_that_is_not_one_list_of_paragraphs_is_refused(tmp_path: Path, case: str) -> None:
    changes, expected = SECTIONS[case]
    assert problems(tmp_path, changes) == sorted(expected)


TABLES: dict[str, tuple[Changes, tuple[str, int, str]]] = {
    "bad TOML": (
        changed(CONCEPT, 'process = "open"', "process = open"),
        (CONCEPT, 2, "bad TOML: Invalid value"),
    ),
    "bad TOML up to the end of the file": (
        {ROUND: 'edition = "2021"\nopens = ['},
        (ROUND, 2, "bad TOML: Invalid value"),
    ),
    "an unknown key": (
        changed(CONCEPT, 'relation = "close"', 'relation = "close"\ncolour = "red"'),
        (CONCEPT, 4, 'unknown key "colour"'),
    ),
    "an unknown key of a term": (
        changed(CONCEPT, 'gender = "feminine"', 'gender = "feminine"\nplural = "Digitalisierungen"'),
        (CONCEPT, 33, 'unknown key "de.terms.plural"'),
    ),
    "a missing key": (changed(DOCUMENT, 'licence = "CC-BY-4.0"\n', ""), (DOCUMENT, 1, 'missing key "licence"')),
    "a missing language": (changed(DOCUMENT, 'de = "Die Strategie"\n', ""), (DOCUMENT, 5, 'missing key "titles.de"')),
    "a missing table": (
        changed(EDITION, '[labels]\nnl = "Editie 2021"\nde = "Fassung 2021"\n', ""),
        (EDITION, 1, 'missing key "labels"'),
    ),
    "a value of another type": (
        changed(ROUND, 'edition = "2021"', "edition = 2021"),
        (ROUND, 1, '"edition": must be a text'),
    ),
    "a number where a word is meant": (
        changed(CONCEPT, 'relation = "close"', "relation = 1"),
        (CONCEPT, 3, '"relation": must be a text'),
    ),
    "a text where a table is meant": (
        {ROUND: 'titles = "Najaar"\n' + RECORD[ROUND].replace('[titles]\nnl = "Najaar"\nde = "Herbst"\n', "")},
        (ROUND, 1, '"titles": must be a table'),
    ),
    "a time where a day is meant": (
        changed(ROUND, "closes = 2021-11-01", "closes = 2021-11-01T12:00:00"),
        (ROUND, 3, '"closes": must be a date'),
    ),
    "a list of other things than texts": (
        changed(CONCEPT, 'forms = ["Digitalisierungen"]', "forms = [1]"),
        (CONCEPT, 33, '"de.terms.forms": must be a list of texts'),
    ),
    "a text that is blank": (
        changed(DOCUMENT, '"Strategie"', '" "'),
        (DOCUMENT, 6, '"titles.nl": must not be empty'),
    ),
    "a text with a space at its edge": (
        changed(CONCEPT, '"digitalisering"', '"digitalisering "'),
        (CONCEPT, 17, '"nl.terms.text": must not start or end with white space'),
    ),
    "an escaped character that is not in NFC": (
        changed(DOCUMENT, '"Strategie"', '"Strate\\u0301gie"'),
        (DOCUMENT, 6, '"titles.nl": not in Unicode normal form NFC'),
    ),
    "an unknown status of an edition": (
        changed(EDITION, '"consultation"', '"draft"'),
        (EDITION, 2, '"status": unknown value "draft"; known are consultation, final'),
    ),
    "an unknown status of a term": (
        changed(CONCEPT, 'status = "preferred"', 'status = "best"'),
        (CONCEPT, 18, '"nl.terms.status": unknown value "best"; known are '
         "preferred, admitted, deprecated, superseded"),
    ),
    "a deprecated term without a reason": (
        changed(CONCEPT, 'status = "preferred"', 'status = "deprecated"'),
        (CONCEPT, 16, 'a deprecated term needs a "reason"'),
    ),
    "a disputed concept without a reading": (
        changed(CONCEPT, 'reading = "een kans"\n', ""),
        (CONCEPT, 10, 'missing key "nl.reading"'),
    ),
    "a concept without terms": (
        {CONCEPT: RECORD[CONCEPT][: RECORD[CONCEPT].index("[[de.terms]]")]},
        (CONCEPT, 22, 'missing key "de.terms"'),
    ),
    "a key that is not the folder's": (
        changed(DOCUMENT, 'key = "strategy"', 'key = "plan"'),
        (DOCUMENT, 1, '"key": must be the name of the folder, "strategy"'),
    ),
    "a number that is none": (
        changed(EDITION, 'number = "2"', 'number = "II"'),
        (EDITION, 20, '"sections.number": "II" is not a number such as "4.2", or ""'),
    ),
    "two sections with one number": (
        changed(EDITION, 'number = "2"', 'number = "1"'),
        (EDITION, 18, 'number 1 is already that of section "1-opening"'),
    ),
    "a title that gives no address": (
        {EDITION: RECORD[EDITION].replace('number = "2"\ntitle_nl = "Stappen"', 'number = ""\ntitle_nl = "?"')},
        (EDITION, 21, '"sections.title_nl": holds no letter or digit to make an address of'),
    ),
    "two sections with one address": (
        {EDITION: RECORD[EDITION].replace('"1"', '""').replace('"2"', '""').replace("Stappen", "opening!")},
        (EDITION, 18, 'address nl/opening is already that of section "1-opening"'),
    ),
    "a section with the address of another page": (
        {EDITION: RECORD[EDITION].replace('number = "2"\ntitle_nl = "Stappen"', 'number = ""\ntitle_nl = "Reacties"')},
        (EDITION, 21, '"sections.title_nl": gives the address "reacties", which is that of another page'),
    ),
    "a predecessor that is not there": (
        changed(EDITION, 'status = "consultation"', 'status = "consultation"\npredecessor = "2019"'),
        (EDITION, 1, 'the predecessor "2019" is not an edition'),
    ),
    "an edition that is its own predecessor": (
        changed(EDITION, 'status = "consultation"', 'status = "consultation"\npredecessor = "2021"'),
        (EDITION, 1, 'the predecessor "2021" is not older than this edition'),
    ),
    "a second document": (
        {"content/zweites/document.toml": RECORD[DOCUMENT]},
        ("content/zweites/document.toml", 1, f"a second document beside {DOCUMENT}"),
    ),
    "a concept whose file name is no key": (
        {"glossary/concepts/Big Data.toml": RECORD[CONCEPT]},
        ("glossary/concepts/Big Data.toml", 1,
         'the name "Big Data" is not lower-case letters and digits joined by hyphens'),
    ),
    "a folder of an edition without edition.toml": (
        {"content/strategy/editions/2022/nl/1-opening.md": "{#p-aaaa1}\nTekst.\n"},
        ("content/strategy/editions/2022", 1, "no edition.toml in this folder"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_a_table_that_is_not_as_it_should_be_is_refused(tmp_path: Path, case: str) -> None:
    changes, expected = TABLES[case]
    assert problems(tmp_path, changes) == [expected]


def test_a_concept_that_nobody_disputes_has_no_reasons_and_no_readings(tmp_path: Path) -> None:
    assert problems(tmp_path, changed(CONCEPT, '"disputed"', '"none"')) == [
        (CONCEPT, 6, 'unknown key "dispute_reasons"'),
        (CONCEPT, 13, 'unknown key "nl.reading"'),
        (CONCEPT, 14, 'unknown key "nl.reading_source"'),
        (CONCEPT, 25, 'unknown key "de.reading"'),
        (CONCEPT, 26, 'unknown key "de.reading_source"'),
    ]


def test_an_empty_folder_is_not_a_record(tmp_path: Path) -> None:
    with pytest.raises(RecordBroken) as broken:
        read_record(tmp_path)
    assert str(broken.value) == (
        "content:1: no document: content/<document>/document.toml is missing\n"
        "content:1: no edition: content/<document>/editions/<edition>/edition.toml is missing"
    )


COMMENT_LINES: dict[str, tuple[Changes, str]] = {
    "no JSON": ({COMMENTS: "{\n"}, "bad comment: Input data was truncated"),
    "an unknown key": (
        changed(COMMENTS, '"name":"Anna"', '"name":"Anna","email":"anna@example.org"'),
        "bad comment: Object contains unknown field `email`",
    ),
    "a missing key": (
        changed(COMMENTS, '"name":"Anna",', ""),
        "bad comment: Object missing required field `name`",
    ),
    "an unknown language": (
        changed(COMMENTS, '"language":"de"', '"language":"fr"'),
        "bad comment: Invalid enum value 'fr' - at `$.language`",
    ),
    "no comment id": (
        changed(COMMENTS, "c-k7m2q9xa", "k7m2"),
        '"k7m2" is not a comment id such as c-7k2qd9xa',
    ),
    "a time without its zone": (
        changed(COMMENTS, "09:30:00Z", "09:30:00"),
        '"created" must name its time zone: end it with Z',
    ),
    "a blank text": (changed(COMMENTS, "Gut so.", ""), '"text" must not be empty'),
    "a text with white space at its edge": (
        changed(COMMENTS, "Gut so.", "Gut so.\\n"),
        '"text" must not start or end with white space',
    ),
    "a long name": (changed(COMMENTS, "Anna", "A" * 121), '"name" must have at most 120 characters'),
    "an escaped control character": (
        changed(COMMENTS, "Anna", "An\\u0000na"),
        '"name": control character U+0000',
    ),
    "another base text": (
        changed(COMMENTS, "mit, zu 75", "mit, zu 76"),
        '"base_hash" is not the fingerprint of "base_text"',
    ),
    "another round": (
        changed(COMMENTS, '"round":"2021-autumn"', '"round":"2020"'),
        '"round" must be the name of the folder, "2021-autumn"',
    ),
    "an unknown edition": (changed(COMMENTS, '"edition":"2021"', '"edition":"2020"'), 'unknown edition "2020"'),
    "an unknown paragraph": (changed(COMMENTS, "p-aaaa2", "p-zzzz9"), 'unknown paragraph "p-zzzz9"'),
    "another section": (
        changed(COMMENTS, '"section":"1-opening"', '"section":"2-steps"'),
        '"section" must be "1-opening", where p-aaaa2 stands',
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", COMMENT_LINES)
def test_a_comment_that_is_not_as_it_should_be_is_refused(tmp_path: Path, case: str) -> None:
    changes, reason = COMMENT_LINES[case]
    assert (COMMENTS, 1, reason) in problems(tmp_path, changes)


def test_a_comment_that_stands_twice_is_refused(tmp_path: Path) -> None:
    expected = [(COMMENTS, 2, f"c-k7m2q9xa already stands in {COMMENTS}:1")]
    assert problems(tmp_path, {COMMENTS: RECORD[COMMENTS] * 2}) == expected


def test_comments_of_a_round_that_is_not_there_are_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, {ROUND: None}) == [(COMMENTS, 1, "no round.toml beside these comments")]
