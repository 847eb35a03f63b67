"""The assembly: engines chosen by the settings, wired together."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server import assembly
from server.record.record import write_record
from server.settings import Settings
from tests.worlds import record


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """An installation with a record, on each engine."""
    write_record(record(), tmp_path / "record")
    return Settings(data=tmp_path / "data", record=tmp_path / "record", database_url=database_url)


def test_an_installation_is_opened_loaded_indexed_and_served(settings: Settings) -> None:
    rooms = assembly.open_rooms(settings)
    assert assembly.load(rooms).changed
    assert assembly.ensure_index(rooms)
    visitor = TestClient(assembly.web_application(rooms), base_url=settings.base_url)
    assert visitor.get("/").url.path == "/nl/"
    assert "p-aaaa2" in visitor.get("/nl/zoeken?q=mkb").text
    assert visitor.get("/readyz").json() == {"database": True, "index": True}
    rooms.close()


def test_opening_it_again_does_nothing_twice(settings: Settings) -> None:
    first = assembly.open_rooms(settings)
    assembly.load(first)
    # The index is built, and word pairs are learned.
    assert assembly.worker(first).run_pending() == 2
    first.close()
    second = assembly.open_rooms(settings)
    assert not assembly.load(second).changed
    assert not assembly.ensure_index(second)
    assert assembly.worker(second).run_pending() == 0
    second.close()


def test_the_data_folder_is_made(tmp_path: Path) -> None:
    assembly.open_rooms(Settings(data=tmp_path / "a" / "b")).close()
    assert sorted(
        path.name for path in (tmp_path / "a" / "b").iterdir() if path.suffix in ("", ".sqlite")
    ) == [
        "index",
        "zwiespraak.sqlite",
    ]
