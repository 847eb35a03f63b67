"""Retention: months after the last of the two ends of a round, in its own time zone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from server.domain.retention import kept_from, retention_ends
from tests.worlds import round_on

ROUND = round_on("2021")


def test_it_ends_months_after_the_closing_day() -> None:
    # Both midnights are winter time: 1 November 24:00 in Amsterdam, a year later.
    assert retention_ends(ROUND) == datetime(2022, 11, 1, 23, tzinfo=UTC)


def test_it_counts_in_the_time_of_the_round() -> None:
    # Six months later it is summer there.
    assert retention_ends(replace(ROUND, retention_months=6)) == datetime(2022, 5, 1, 22, tzinfo=UTC)


def test_answers_that_were_published_later_count_and_earlier_ones_do_not() -> None:
    assert retention_ends(replace(ROUND, answered=date(2022, 3, 31))) == datetime(2023, 3, 31, 22, tzinfo=UTC)
    assert retention_ends(replace(ROUND, answered=date(2021, 10, 1))) == retention_ends(ROUND)


def test_a_round_that_was_closed_early_ends_then() -> None:
    early = replace(ROUND, closed=datetime(2021, 10, 5, 10, 30, tzinfo=UTC))
    assert retention_ends(early) == datetime(2022, 10, 5, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("closes", "months", "last"),
    [
        (date(2022, 1, 30), 1, date(2022, 2, 28)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2022, 12, 30), 2, date(2023, 2, 28)),
        (date(2022, 1, 30), 0, date(2022, 1, 31)),
    ],
)
def test_a_month_that_is_too_short_ends_on_its_last_day(closes: date, months: int, last: date) -> None:
    # The day after the closing day is the first on which nothing is taken.
    ends = retention_ends(replace(ROUND, closes=closes, retention_months=months, time_zone="UTC"))
    assert ends == datetime(last.year, last.month, last.day, tzinfo=UTC)


def test_what_came_in_within_as_many_months_is_kept() -> None:
    # The same hour in Amsterdam, in summer time.
    assert kept_from(ROUND, datetime(2026, 3, 31, 10, tzinfo=UTC)) == datetime(2025, 3, 31, 10, tzinfo=UTC)
    half = replace(ROUND, retention_months=6)
    assert kept_from(half, datetime(2026, 3, 31, 10, tzinfo=UTC)) == datetime(2025, 9, 30, 10, tzinfo=UTC)
    assert kept_from(half, datetime(2026, 1, 31, 11, tzinfo=UTC)) == datetime(2025, 7, 31, 10, tzinfo=UTC)
    none = replace(ROUND, retention_months=0)
    assert kept_from(none, datetime(2026, 1, 31, 11, tzinfo=UTC)) == datetime(2026, 1, 31, 11, tzinfo=UTC)
