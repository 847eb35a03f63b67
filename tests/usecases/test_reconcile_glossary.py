"""Files and editors' work come together: loading keeps what was done here, and refuses what would lose something."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from server.domain.glossary import Concept
from server.domain.public_record import PublicRecord
from server.record.errors import RecordBroken
from server.record.record import read_record
from server.store import dismissals
from server.store.database import Database
from server.usecases.check_terms import check_terms, dismiss_finding
from server.usecases.dump_record import dump_record
from tests.editing import (
    KEY,
    close_thread,
    editor,
    history,
    present,
    revise,
    sign_off,
    with_definition,
    with_term,
)
from tests.worlds import DE, digitalisation, load, record


@pytest.fixture
def elsewhere(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The database of another installation."""
    database = Database(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'elsewhere.db')}")
    yield database
    database.close()


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def with_concept(concept: Concept) -> PublicRecord:
    """The small world with this concept in the file."""
    return replace(record(), concepts=(concept,))


def busy(database: Database) -> None:
    """A revision, a sign-off, a closed thread and a dismissed finding."""
    anna = editor(database)
    revise(database, with_term(digitalisation(), "mkb"), anna)
    sign_off(database, editor(database, DE, "Bernd"))
    close_thread(database, anna)
    [placed] = check_terms(database)
    dismiss_finding(database, finding=placed.finding.id, reason="Zo bedoeld.", by=anna)


def test_loading_the_same_files_again_keeps_what_editors_did(loaded: Database, tmp_path: Path) -> None:
    busy(loaded)
    before = present(loaded), history(loaded), check_terms(loaded)
    load(loaded, tmp_path / "again")
    assert (present(loaded), history(loaded), check_terms(loaded)) == before


def test_a_dump_writes_history_and_dismissals(loaded: Database, tmp_path: Path) -> None:
    busy(loaded)
    dump_record(loaded, tmp_path / "dump")
    written = read_record(tmp_path / "dump")
    with loaded.read() as connection:
        assert written.dismissals == dismissals.all_dismissals(connection) != ()
    assert written.concept_changes == history(loaded)
    assert written.concepts == (present(loaded),)


def test_what_is_dumped_loads_elsewhere_and_dumps_to_the_same_bytes(
    loaded: Database, elsewhere: Database, tmp_path: Path
) -> None:
    busy(loaded)
    dump_record(loaded, tmp_path / "one")
    assert f"glossary/history/{KEY}.jsonl" in files(tmp_path / "one")
    load(elsewhere, tmp_path / "copy", read_record(tmp_path / "one"))
    dump_record(elsewhere, tmp_path / "two")
    assert files(tmp_path / "two") == files(tmp_path / "one")


def test_a_file_edited_by_hand_wins_while_nobody_changed_the_concept_here(
    loaded: Database, tmp_path: Path
) -> None:
    by_hand = with_definition(digitalisation(), "met de hand")
    load(loaded, tmp_path / "edited", with_concept(by_hand))
    assert present(loaded) == by_hand


def test_a_concept_that_went_on_in_both_places_is_refused_and_nothing_changes(
    loaded: Database, tmp_path: Path
) -> None:
    revised = revise(loaded, with_definition(digitalisation(), "hier"), editor(loaded))
    with pytest.raises(RecordBroken) as refused:
        load(loaded, tmp_path / "edited", with_concept(with_definition(digitalisation(), "met de hand")))
    assert [problem.file for problem in refused.value.problems] == [f"glossary/concepts/{KEY}.toml"]
    assert present(loaded) == revised
    assert len(history(loaded)) == 1


def test_a_longer_history_in_the_files_goes_on(loaded: Database, elsewhere: Database, tmp_path: Path) -> None:
    """Dumped here, loaded and revised elsewhere, dumped there and loaded here again."""
    revise(loaded, with_definition(digitalisation(), "een"), editor(loaded))
    dump_record(loaded, tmp_path / "one")
    load(elsewhere, tmp_path / "copy", read_record(tmp_path / "one"))
    revised = revise(elsewhere, with_definition(present(elsewhere), "twee"), editor(elsewhere, name="Carla"))
    dump_record(elsewhere, tmp_path / "two")
    load(loaded, tmp_path / "back", read_record(tmp_path / "two"))
    assert present(loaded) == revised
    assert [(each.number, each.by) for each in history(loaded)] == [(1, "Anna"), (2, "Carla")]
