"""The service killed with SIGKILL under load: what it acknowledged is there, and there once."""

from pathlib import Path

from benchmarks import kills
from benchmarks.submitting import Kept


def test_no_acknowledged_submission_is_lost_or_doubled_when_the_service_is_killed(data: Path) -> None:
    done = kills.trial(data, kills=5, submitters=20, per_life=90)
    assert done.kept == Kept(acknowledged=done.kept.acknowledged, lost=0, doubled=0, altered=0)
    assert done.kept.acknowledged >= 500
    # Otherwise nothing was under way when it was killed.
    assert done.resent > 0
