"""Dispositions travel with the record, and what was decided here is not undone by files that are older."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from server.domain.accounts import Role
from server.domain.dispositions import Disposition, Outcome, PublicDisposition
from server.domain.public_record import PublicRecord
from server.record.record import read_record, write_record
from server.store import comments, dispositions
from server.store.database import Database
from server.usecases.dump_record import dump_record
from server.usecases.load_record import load_record
from server.usecases.withdraw import empty_comment
from server.web import addresses
from tests.worlds import DE, NL, NOON, add_account, comment, edition, load, record

ANSWER = PublicDisposition(
    "c-00000001", "autumn", "2021", Outcome.NOTED, {NL: "Dank.", DE: "Danke."}, date(2021, 12, 1)
)
WORLD: PublicRecord = replace(record(edition("2021"), comments=[comment(1)]), dispositions=(ANSWER,))


def again(database: Database, root: Path, world: PublicRecord = WORLD) -> bool:
    """Load a record once more; whether anything changed."""
    write_record(world, root)
    return load_record(database, root, at=NOON, concept_address=addresses.concept).changed


def kept(database: Database) -> list[PublicDisposition]:
    """The public dispositions."""
    with database.read() as connection:
        return dispositions.public_dispositions(connection)


def test_a_disposition_of_the_record_is_loaded_and_dumped(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path / "a", WORLD)
    assert kept(database) == [ANSWER]
    assert again(database, tmp_path / "a") is False
    dump_record(database, tmp_path / "b")
    assert read_record(tmp_path / "b").dispositions == (ANSWER,)


def test_a_correction_in_the_files_is_taken(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, WORLD)
    corrected = replace(ANSWER, responses={NL: "Dank u.", DE: "Danke."})
    assert again(database, tmp_path, replace(WORLD, dispositions=(corrected,))) is True
    assert kept(database) == [corrected]


def test_what_an_editor_decided_here_stays(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, WORLD)
    decided = Disposition(
        "c-00000001",
        "2021",
        Outcome.ADOPTED,
        {NL: "Ja.", DE: "Ja."},
        decided=NOON,
        public=NOON,
    )
    editor = add_account(database, name="Eva", email="eva@example.org", role=Role.EDITOR)
    with database.write() as connection:
        before = dispositions.disposition_of(connection, "c-00000001")
        assert before is not None
        assert dispositions.save_disposition(
            connection,
            replace(decided, decided_by=editor.id),
            round_key="autumn",
            base=before.revision,
        )
    assert again(database, tmp_path) is False
    assert [each.outcome for each in kept(database)] == [Outcome.ADOPTED]


def test_older_files_do_not_bring_back_the_answer_to_a_withdrawn_comment(
    database: Database, tmp_path: Path
) -> None:
    load(database, tmp_path, replace(WORLD, dispositions=()))
    with database.write() as connection:
        [said] = comments.shown_comments(connection)
        empty_comment(connection, said, at=NOON)
    again(database, tmp_path)
    with database.read() as connection:
        assert dispositions.disposition_of(connection, ANSWER.comment) is None
    assert again(database, tmp_path) is False
