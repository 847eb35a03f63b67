"""The record is written as it was read, and each file whole."""

from pathlib import Path

import pytest

from server.record.files import write_text
from server.record.record import not_canonical, read_record, write_record
from tests.record.worlds import (
    COMMENTS,
    CONCEPT,
    DE_STEPS,
    EDITION,
    NL_STEPS,
    RECORD,
    contents,
    put,
)


def test_a_record_is_written_with_the_bytes_it_was_read_from(tmp_path: Path) -> None:
    record = read_record(put(tmp_path / "a"))
    write_record(record, tmp_path / "b")
    assert contents(tmp_path / "b") == RECORD


def test_files_that_are_right_already_are_not_touched(tmp_path: Path) -> None:
    root = put(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    assert write_record(read_record(root), root) == []
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_files_that_no_longer_belong_to_the_record_are_removed(tmp_path: Path) -> None:
    record = read_record(put(tmp_path / "a"))
    old = {
        "content/strategy/editions/2019/edition.toml": "",
        "content/strategy/editions/2019/nl/1-opening.md": "",
        "glossary/concepts/old.toml": "",
        "comments/2019/round.toml": "",
        "comments/2019/comments.jsonl": "",
    }
    put(tmp_path / "b", dict(old))
    assert write_record(record, tmp_path / "b") == sorted(old)
    assert contents(tmp_path / "b") == RECORD
    assert not (tmp_path / "b" / "content/strategy/editions/2019").exists()


def test_files_that_are_not_of_the_record_stay(tmp_path: Path) -> None:
    others = {
        "glossary/strategy.tbx": "x",
        "glossary/concepts/README.md": "x",
        "content/strategy/editions/2021/nl/notes.txt": "x",
        "comments/2021-autumn/letters.jsonl": "x",
        "document.toml": "x",
    }
    root = put(tmp_path, dict(others))
    assert write_record(read_record(root), root) == []
    assert contents(root) == {**RECORD, **others}


def test_a_round_without_comments_has_no_file_of_comments(tmp_path: Path) -> None:
    record = read_record(put(tmp_path / "a", {COMMENTS: None}))
    write_record(record, tmp_path / "b")
    assert COMMENTS not in contents(tmp_path / "b")


def test_a_file_in_another_form_is_found_at_its_first_other_line(tmp_path: Path) -> None:
    root = put(
        tmp_path,
        {
            NL_STEPS: RECORD[NL_STEPS] + "\n",
            DE_STEPS: RECORD[DE_STEPS].rstrip("\n"),
            EDITION: RECORD[EDITION].replace(
                'key = "2-steps"\nnumber = "2"', 'number = "2"\nkey = "2-steps"'
            ),
            CONCEPT: RECORD[CONCEPT].replace('["Digitalisierungen"]', '[ "Digitalisierungen" ]'),
        },
    )
    places = [(place.file, place.line) for place in not_canonical(read_record(root), root)]
    assert places == [(EDITION, 19), (NL_STEPS, 6), (DE_STEPS, 5), (CONCEPT, 33)]


def test_writing_again_mends_the_form(tmp_path: Path) -> None:
    root = put(tmp_path, {NL_STEPS: "\n" + RECORD[NL_STEPS]})
    assert write_record(read_record(root), root) == [NL_STEPS]
    assert contents(root) == RECORD


def test_a_file_that_cannot_be_replaced_stays_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(IsADirectoryError):
        write_text(tmp_path / "taken", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_comments_are_written_by_time_and_then_by_id(tmp_path: Path) -> None:
    first, later = RECORD[COMMENTS], RECORD[COMMENTS].replace("c-k7m2q9xa", "c-00000000")
    later = later.replace("09:30:00Z", "09:30:00.5Z")
    root = put(tmp_path, {COMMENTS: later + first.replace("c-k7m2q9xa", "c-zzzzzzzz") + first})
    write_record(read_record(root), root)
    ids = [line[7:17] for line in (root / COMMENTS).read_text().splitlines()]
    assert ids == ["c-k7m2q9xa", "c-zzzzzzzz", "c-00000000"]
