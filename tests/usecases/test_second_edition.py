"""The second edition as the proof: every change of it goes through the editors' acts and through the gate."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.domain.accounts import Role
from server.domain.public_record import PublicRecord
from server.record.edition_files import edition_files
from server.record.record import read_record
from server.store.database import Database
from server.usecases.check_gate import check_gate
from server.usecases.dump_record import dump_record
from server.usecases.publish_edition import publish_edition
from server.web import addresses
from tests.second_edition import Editor
from tests.worlds import add_account, load

ROOT = Path(__file__).parents[2]
AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped() -> PublicRecord:
    """The record of this repository."""
    return read_record(ROOT)


def test_the_second_edition_is_made_of_the_first_by_the_editors_acts_and_passes_the_gate(
    database: Database, tmp_path: Path, shipped: PublicRecord
) -> None:
    first, second = shipped.editions
    load(database, tmp_path / "first", replace(shipped, editions=(first,)))
    editor = add_account(database, name="Redactie", email="redactie@example.org", role=Role.EDITOR)
    Editor(database, editor, AT).make(second)
    gate = check_gate(database, at=AT, concept_address=addresses.concept)
    assert gate.points == ()
    assert gate.edition == second
    publish_edition(database, edition=second.key, by=editor, at=AT, concept_address=addresses.concept)
    dump_record(database, tmp_path / "dumped")
    wanted = edition_files(shipped.document.key, second)
    assert {file: (tmp_path / "dumped" / file).read_text("utf-8") for file in wanted} == {
        file: (ROOT / file).read_text("utf-8") for file in wanted
    }
