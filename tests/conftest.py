"""What every test may ask for: a database of its own, empty but for its tables."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.store.database import Database
from server.store.schema import metadata
from tests.postgres_cluster import Cluster, NoPostgres, running_cluster

_MIGRATED = "migrated"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL cluster; skips where there is none."""
    try:
        with running_cluster() as cluster:
            yield cluster
    except NoPostgres as reason:
        pytest.skip(f"PostgreSQL: {reason}")


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Cluster) -> Iterator[Database]:
    """A migrated PostgreSQL database that the tests use one after the other."""
    postgres.create(_MIGRATED)
    database = Database(postgres.url(_MIGRATED))
    database.migrate()
    yield database
    database.close()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("store") / f"{_MIGRATED}.db"
    database = Database(f"sqlite:///{file}")
    database.migrate()
    database.close()
    return file


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a migrated SQLite database of this test's own."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'store.db')}"


@pytest.fixture
def postgres_url(postgres: Cluster, migrated_postgres: Database) -> str:
    """The address of a migrated PostgreSQL database, emptied for this test."""
    # A copy per test would cost 160 milliseconds, TRUNCATE 50, and this 5.
    with migrated_postgres.write() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
    return postgres.url(_MIGRATED)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database: the test runs once on each engine."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database: the test runs once on each engine."""
    database = Database(database_url)
    yield database
    database.close()
