"""Dumping: the files say what the database says in public, and nothing else."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.domain.moderation import TOMBSTONES, ModerationState
from server.store import comments
from server.store.database import Database
from server.usecases.dump_record import dump_record
from server.usecases.load_record import load_record
from server.usecases.missing import Missing
from tests.record.worlds import COMMENTS, NL_STEPS, RECORD, TERMBASE, changed, contents, put_whole

REPOSITORY = Path(__file__).parents[2]
NOW = datetime(2021, 10, 2, 12, tzinfo=UTC)

STONES = "comments/2021-autumn/tombstones.jsonl"


def load(database: Database, root: Path) -> None:
    """Load with addresses that do not matter here."""
    load_record(database, root, at=NOW, concept_address=lambda language, key: f"/{language}/{key}")


def test_a_loaded_record_is_dumped_with_the_same_bytes(database: Database, tmp_path: Path) -> None:
    load(database, put_whole(tmp_path / "a"))
    assert dump_record(database, tmp_path / "b") == sorted([*RECORD, TERMBASE])
    assert contents(tmp_path / "b") == contents(tmp_path / "a")


def test_the_record_that_is_shipped_is_dumped_with_the_same_bytes(database: Database, tmp_path: Path) -> None:
    root = tmp_path / "record"
    for folder in ("content", "glossary", "comments"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    before = contents(root)
    load(database, root)
    assert dump_record(database, root) == []
    assert contents(root) == before


def test_a_comment_shown_since_is_dumped(database: Database, tmp_path: Path) -> None:
    load(database, put_whole(tmp_path, {COMMENTS: None}))
    load(database, put_whole(tmp_path / "with comment"))
    assert dump_record(database, tmp_path) == [COMMENTS]
    assert (tmp_path / COMMENTS).read_text() == RECORD[COMMENTS]


@pytest.mark.parametrize("state", [each for each in ModerationState if each is not ModerationState.SHOWN])
def test_a_comment_that_is_not_shown_gets_into_no_file(
    database: Database, tmp_path: Path, state: ModerationState
) -> None:
    root = put_whole(tmp_path / "record")
    load(database, root)
    with database.write() as connection:
        [known] = comments.shown_comments(connection)
        for comment_id, its_state in (("c-secret01", state), ("c-shwn0001", ModerationState.SHOWN)):
            comments.add_comment(
                connection,
                replace(known, id=comment_id, text=f"Text of {comment_id}", state=its_state),
            )
    # What was declined or withdrawn leaves its place, without a word.
    assert dump_record(database, root) == [COMMENTS, *([STONES] if state in TOMBSTONES else [])]
    dumped = "".join(contents(root).values())
    assert "Text of c-shwn0001" in dumped
    assert "Text of c-secret01" not in dumped


def test_dumping_over_an_older_record_brings_it_up_to_date(database: Database, tmp_path: Path) -> None:
    load(database, put_whole(tmp_path / "new", changed(NL_STEPS, "twee", "drie")))
    assert dump_record(database, put_whole(tmp_path / "old")) == [NL_STEPS]


def test_there_is_nothing_to_dump_before_the_first_load(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Missing):
        dump_record(database, tmp_path / "record")
    assert not (tmp_path / "record").exists()
