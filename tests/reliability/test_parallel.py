"""A hundred people at once on one paragraph: each is answered, and each submission is kept once."""

from pathlib import Path

import pytest

from benchmarks import parallel
from server.settings import Settings
from tests.postgres_cluster import Cluster

WAYS = {"by form": parallel.FORMS, "by API": parallel.API}


@pytest.mark.parametrize("way", WAYS)
def test_a_hundred_at_once_are_all_kept(data: Path, way: str) -> None:
    # Any answer that refuses one raises.
    measured, kept = parallel.trial(Settings(data=data), WAYS[way], submissions=300)
    assert sorted(set(measured.answered)) == sorted(kept)
    assert len(measured.answered) == 300


def test_a_hundred_at_once_are_all_kept_by_postgresql(on_postgres: tuple[Settings, Cluster]) -> None:
    measured, kept = parallel.trial(on_postgres[0], parallel.API, submissions=300)
    assert sorted(set(measured.answered)) == sorted(kept)
    assert len(measured.answered) == 300
