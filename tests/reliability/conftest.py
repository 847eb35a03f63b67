"""Servers as they are installed: real processes, real HTTP, the shipped record with a round that is open."""

from pathlib import Path

import pytest

from benchmarks import shipped


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    return shipped.open_data_folder(tmp_path)
