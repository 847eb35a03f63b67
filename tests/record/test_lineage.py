"""What edition.toml says of the way from the predecessor: lineage, notes by section, signed exceptions."""

from datetime import date
from pathlib import Path

import pytest

from server.domain.editions import StepException
from server.record.record import read_record, survey_record, write_record
from tests.record.worlds import DE_OPENING, EDITION, FOLDER, NL_OPENING, RECORD, contents, put
from tests.worlds import DE, NL

NEWER = FOLDER.replace("/2021", "/2022")
TOML = f"{NEWER}/edition.toml"
HEAD = (
    RECORD[EDITION]
    .replace("2021-09-28", "2022-01-01")
    .replace('status = "consultation"', 'status = "final"\npredecessor = "2021"')
)
SECTION = 'title_de = "Anfang"\n'
NOTES = 'change_note_nl = "Gesplitst."\nchange_note_de = "Geteilt."\n'
LINEAGE = '\n[lineage]\np-aaaa8 = ["p-aaaa1"]\np-aaaa9 = ["p-aaaa1"]\n'
EXCEPTION = """
[[exceptions]]
paragraph = "p-aaaa8"
follows = "de"
reason_nl = "Het Duits volgt."
reason_de = "Das Deutsche folgt."
by = "Eva"
date = 2021-12-30
"""


def newer(toml: str) -> dict[str, str | bytes | None]:
    """A second edition in which the first paragraph was split, with this edition.toml."""
    files: dict[str, str | bytes | None] = {
        file.replace("/2021/", "/2022/"): text for file, text in RECORD.items() if file.startswith(FOLDER)
    }
    for file in (NL_OPENING, DE_OPENING):
        text = RECORD[file]
        files[file.replace("/2021/", "/2022/")] = text.replace(
            "{#p-aaaa1}\n", "{#p-aaaa8}\nEen.\n\n{#p-aaaa9}\n", 1
        )
    return {**files, TOML: toml}


def problems(root: Path, toml: str) -> list[tuple[str, int, str]]:
    """What is wrong with a record that has this second edition."""
    survey = survey_record(put(root, newer(toml)))
    return [(each.file, each.line, each.reason) for each in survey.problems]


WHOLE = HEAD.replace(SECTION, SECTION + NOTES) + LINEAGE + EXCEPTION


def test_lineage_notes_and_exceptions_are_read_and_written_with_the_same_bytes(tmp_path: Path) -> None:
    record = read_record(put(tmp_path / "a", newer(WHOLE)))
    edition = record.editions[1]
    assert edition.lineage == {"p-aaaa8": ("p-aaaa1",), "p-aaaa9": ("p-aaaa1",)}
    assert edition.sections[0].change_notes == {NL: "Gesplitst.", DE: "Geteilt."}
    assert edition.exceptions == (
        StepException(
            "p-aaaa8",
            DE,
            {NL: "Het Duits volgt.", DE: "Das Deutsche folgt."},
            "Eva",
            date(2021, 12, 30),
        ),
    )
    write_record(record, tmp_path / "b")
    assert contents(tmp_path / "b") == contents(tmp_path / "a")


WRONG = {
    "an id that is none": (
        HEAD + LINEAGE.replace('"p-aaaa1"]\np-aaaa9', '"aaaa1"]\np-aaaa9'),
        '"lineage.p-aaaa8": "aaaa1" is not a paragraph id',
    ),
    "no source": (
        HEAD + LINEAGE.replace('p-aaaa9 = ["p-aaaa1"]', "p-aaaa9 = []"),
        '"lineage.p-aaaa9": names no paragraph that it came from',
    ),
    "a paragraph that is not there": (
        HEAD + LINEAGE.replace("p-aaaa9", "p-zzzz9"),
        "p-zzzz9 is named, but is not a paragraph of this edition",
    ),
    "a source that the predecessor does not have": (
        HEAD + LINEAGE.replace("p-aaaa1", "p-zzzz1"),
        "p-zzzz1 is not a paragraph of the predecessor",
    ),
    "lineage without a predecessor": (
        HEAD.replace('predecessor = "2021"\n', "") + LINEAGE,
        "lineage needs a predecessor",
    ),
    "a note in one language": (
        HEAD.replace(SECTION, SECTION + 'change_note_nl = "Anders."\n'),
        'missing key "sections.change_note_de"',
    ),
    "an exception on nothing": (
        HEAD + EXCEPTION.replace("p-aaaa8", "p-zzzz8"),
        "p-zzzz8 is named, but is not a paragraph of this edition",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_contradicts_the_editions_is_refused(tmp_path: Path, case: str) -> None:
    toml, reason = WRONG[case]
    assert [(file, why) for file, _, why in problems(tmp_path, toml)] == [(TOML, reason)]


def test_a_new_edition_appears_with_all_its_files_at_once(tmp_path: Path) -> None:
    record = read_record(put(tmp_path / "a", newer(WHOLE)))
    put(tmp_path / "b")
    left_by_a_power_cut = tmp_path / "b" / "content/strategy/.new-edition/nl"
    left_by_a_power_cut.mkdir(parents=True)
    (left_by_a_power_cut / "half.md").write_text("{#p-", "utf-8")
    write_record(record, tmp_path / "b")
    assert contents(tmp_path / "b") == contents(tmp_path / "a")
