"""A database with the small world loaded, for the tests that need no other."""

from pathlib import Path

import pytest

from server.store.database import Database
from tests.worlds import load


@pytest.fixture
def loaded(database: Database, tmp_path: Path) -> Database:
    """The small world, on each engine."""
    load(database, tmp_path / "record")
    return database
