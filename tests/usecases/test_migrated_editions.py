"""An installation of before the next edition: after the migration its record is whole, and work can begin on it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, insert, select

import server.store
from server.domain.accounts import Role
from server.store.database import Database
from server.usecases.dump_record import stored_record
from server.usecases.load_record import load_record
from server.web import addresses
from tests.revising import begun, present, revised
from tests.worlds import NL, NOON, add_account, comment, load, record

BEFORE = "0003_participation"


def upgrade(connection: Connection, to: str) -> None:
    """Take the steps up to this one."""
    config = Config()
    config.set_main_option("script_location", str(Path(server.store.__path__[0]) / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@pytest.fixture(params=["sqlite", "postgres"])
def older(request: pytest.FixtureRequest, tmp_path: Path, sqlite_url: str) -> Iterator[Database]:
    """A database of the schema before, filled with a loaded record and one comment."""
    filled = Database(sqlite_url)
    load(filled, tmp_path / "record", record(comments=[comment(1)]))
    url = f"sqlite:///{tmp_path / 'older.db'}"
    if request.param == "postgres":
        cluster = request.getfixturevalue("postgres")
        name = f"older_{uuid4().hex}"
        cluster.create(name)
        url = cluster.url(name)
    database = Database(url)
    with filled.read() as source, database.write() as target:
        upgrade(target, BEFORE)
        _copy(source, target)
    yield database
    database.close()
    filled.close()


def _copy(source: Connection, target: Connection) -> None:
    """Every row, without the columns that there were not yet."""
    theirs, ours = MetaData(), MetaData()
    theirs.reflect(source)
    ours.reflect(target)
    for table in ours.sorted_tables:
        if table.name != "alembic_version":
            known = theirs.tables[table.name]
            found = [each._asdict() for each in source.execute(select(*(known.c[c.name] for c in table.c)))]
            if found:
                target.execute(insert(table), found)


def test_the_record_stays_as_it_is_and_a_working_edition_can_begin(older: Database, tmp_path: Path) -> None:
    older.migrate()
    with older.read() as connection:
        stored = stored_record(connection)
    assert stored is not None
    assert stored.editions == record().editions
    assert [each.id for each in stored.comments] == ["c-00000001"]
    at = NOON + timedelta(hours=1)
    assert not load_record(older, tmp_path / "record", at=at, concept_address=addresses.concept).changed
    els = add_account(older, name="Els", email="els@example.org", role=Role.EDITOR)
    begun(older, els)
    revised(older, els, "p-bbbb1", nl="Wij zetten de eerste stap.")
    assert present(older, "p-bbbb1").text(NL) == "Wij zetten de eerste stap."
