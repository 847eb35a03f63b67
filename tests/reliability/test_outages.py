"""PostgreSQL goes away and comes back: visitors are asked to wait, and nothing acknowledged is lost."""

from benchmarks import outages
from benchmarks.submitting import Kept
from server.settings import Settings
from tests.postgres_cluster import Cluster


def test_a_database_that_goes_away_costs_a_pause_and_no_submission(
    on_postgres: tuple[Settings, Cluster],
) -> None:
    settings, cluster = on_postgres
    done = outages.trial(settings, cluster, stops=2, submitters=8, per_life=40)
    assert done.kept == Kept(acknowledged=done.kept.acknowledged, lost=0, doubled=0, altered=0)
    assert set(done.meanwhile) == {(503, "5")}
    assert done.same_processes
