"""Loading the record while a working edition is open: nobody's work is lost, and nobody overwrites an edition."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from server.domain.accounts import Account, Role
from server.domain.publishing import OpenPoint, PointKind
from server.record.errors import RecordBroken, RecordProblem
from server.record.record import read_record, write_record
from server.store import working_editions
from server.store.database import Database
from server.usecases.check_gate import check_gate
from server.usecases.dump_record import dump_record
from server.usecases.load_record import load_record
from server.web import addresses
from tests.revising import begun, present, revised
from tests.worlds import NL, NOON, OPENING, STEPS, add_account, edition, load, paragraph, record

OLDER = edition("2020", day=date(2020, 5, 1))
MENDED = replace(STEPS, paragraphs=(paragraph("p-bbbb1", "De allereerste stap.", "Der erste Schritt."),))


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor, with a working edition 2022 made from the edition 2021."""
    load(database, tmp_path / "record", replace(record(OLDER, edition())))
    made = add_account(database, name="Els", email="els@example.org", role=Role.EDITOR)
    begun(database, made)
    return made


def load_again(database: Database, root: Path) -> None:
    """Load what stands in the files now."""
    load_record(database, root, at=NOON, concept_address=addresses.concept)


def mended(database: Database) -> list[OpenPoint]:
    """What the gate says of texts of the predecessor that were mended since."""
    gate = check_gate(database, at=NOON, concept_address=addresses.concept)
    return [each for each in gate.points if each.kind is PointKind.PREDECESSOR_MENDED]


@pytest.mark.usefixtures("els")
def test_the_edition_that_the_working_edition_was_made_from_stays(database: Database, tmp_path: Path) -> None:
    without = replace(record(OLDER, edition()), editions=(OLDER,), rounds=())
    write_record(without, tmp_path / "without")
    with pytest.raises(RecordBroken) as broken:
        load_again(database, tmp_path / "without")
    file = "content/strategy/editions/2021/edition.toml"
    reason = "must stay: the working edition 2022 is made from it"
    assert broken.value.problems == (RecordProblem(file, 1, reason),)


@pytest.mark.usefixtures("els")
def test_no_edition_of_the_files_takes_the_key_of_the_working_edition(
    database: Database, tmp_path: Path
) -> None:
    other = edition("2022", day=date(2022, 1, 1), predecessor="2021")
    write_record(replace(record(OLDER, edition()), editions=(OLDER, edition(), other)), tmp_path / "other")
    with pytest.raises(RecordBroken) as broken:
        load_again(database, tmp_path / "other")
    file = "content/strategy/editions/2022/edition.toml"
    reason = "the working edition has this key: publish that one, or give this one another key"
    assert broken.value.problems == (RecordProblem(file, 1, reason),)
    with database.read() as connection:
        assert working_editions.open_working_edition(connection) is not None


def test_a_text_of_the_predecessor_that_was_mended_in_the_files_is_told_at_the_gate(
    database: Database, els: Account, tmp_path: Path
) -> None:
    load(database, tmp_path / "record", record(OLDER, edition("2021", OPENING, MENDED)))
    assert mended(database) == [OpenPoint(PointKind.PREDECESSOR_MENDED, "p-bbbb1", NL, section="2-steps")]
    revised(database, els, "p-bbbb1", nl="De allereerste stap.")
    assert mended(database) == []


def test_loading_and_dumping_leave_the_work_alone(database: Database, els: Account, tmp_path: Path) -> None:
    revised(database, els, "p-aaaa1", nl="Niets gaat snel.")
    whole = read_record(tmp_path / "record")
    load_again(database, tmp_path / "record")
    assert dump_record(database, tmp_path / "copy", is_record=False)
    assert read_record(tmp_path / "copy").editions == whole.editions
    assert present(database, "p-aaaa1").text(NL) == "Niets gaat snel."
