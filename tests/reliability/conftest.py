"""Servers as they are installed: real processes, real HTTP, the shipped record with a round that is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import parallel, shipped
from server.settings import Settings
from tests.postgres_cluster import Cluster, NoPostgres


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    return shipped.open_data_folder(tmp_path)


@pytest.fixture
def on_postgres() -> Iterator[tuple[Settings, Cluster]]:
    """A PostgreSQL of this test's own that keeps what it acknowledges; skips where there is none."""
    try:
        with parallel.on_postgres() as opened:
            yield opened
    except NoPostgres as reason:
        pytest.skip(f"PostgreSQL: {reason}")
