"""Limits count in windows that follow each other from midnight on."""

from datetime import UTC, datetime, timedelta

import pytest

from server.domain import limits
from server.domain.limits import Limit

EVERY = [limit for limit in vars(limits).values() if isinstance(limit, Limit)]
DAY = timedelta(days=1)


@pytest.mark.parametrize("limit", EVERY, ids=lambda limit: limit.name)
def test_a_window_never_reaches_into_the_next_day(limit: Limit) -> None:
    assert DAY % limit.window == timedelta()
    last = datetime(2021, 10, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert limit.began(last) + limit.window == datetime(2021, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize("limit", EVERY, ids=lambda limit: limit.name)
def test_a_window_begins_with_its_first_moment(limit: Limit) -> None:
    midnight = datetime(2021, 10, 31, tzinfo=UTC)
    assert limit.began(midnight) == midnight
    assert limit.began(midnight - timedelta(microseconds=1)) == midnight - limit.window


def test_no_two_limits_count_under_one_name() -> None:
    assert len({limit.name for limit in EVERY}) == len(EVERY) > 1
