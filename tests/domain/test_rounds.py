"""Rounds: when they take comments, by the clock of their own time zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.rounds import (
    Question,
    Round,
    Stage,
    day_in,
    overlap,
    round_to_comment_in,
    round_to_speak_of,
)
from server.text.languages import Language

SECOND = timedelta(seconds=1)
QUESTION = Question("missing", {Language.NL: "Wat mist u?", Language.DE: "Was fehlt Ihnen?"})

# Two that change their clocks, one without, one on a quarter of an hour, the first and the last on Earth.
ZONES = [
    "Europe/Amsterdam",
    "America/New_York",
    "UTC",
    "Asia/Kathmandu",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
]
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def round_(
    opens: date = date(2021, 9, 28),
    closes: date = date(2021, 11, 1),
    time_zone: str = "Europe/Amsterdam",
    key: str = "autumn",
) -> Round:
    """A round of the source's days on the edition 2021."""
    return Round(key, "2021", opens, closes, time_zone, {}, (QUESTION,))


def utc(*moment: int) -> datetime:
    """A moment in UTC."""
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_it_opens_at_midnight_of_its_own_time_zone() -> None:
    assert round_().opens_at == utc(2021, 9, 27, 22)
    assert round_().stage(utc(2021, 9, 27, 21, 59, 59)) is Stage.ANNOUNCED
    assert round_().stage(utc(2021, 9, 27, 22)) is Stage.OPEN


def test_the_closing_day_counts_in_full_also_over_a_change_of_clocks() -> None:
    # From 31 October 2021 the clocks of Amsterdam and Berlin are one hour ahead of UTC, before that two.
    assert round_().closes_at == utc(2021, 11, 1, 23)
    assert round_().is_open(utc(2021, 11, 1, 22, 59, 59, 999_999))
    assert not round_().is_open(utc(2021, 11, 1, 23))


@pytest.mark.parametrize(("closes", "hour"), [(date(2021, 10, 30), 22), (date(2021, 10, 31), 23)])
def test_the_day_of_the_change_itself_has_25_hours(closes: date, hour: int) -> None:
    assert round_(closes=closes).closes_at == utc(closes.year, closes.month, closes.day, hour)


def test_a_round_of_one_day_is_open_for_that_day() -> None:
    one_day = round_(date(2021, 3, 28), date(2021, 3, 28))
    assert one_day.closes_at - one_day.opens_at == timedelta(hours=23)


def test_a_day_begins_after_a_midnight_that_does_not_exist() -> None:
    # Clocks in Asuncion went from 00:00 to 01:00 on 3 October 2021.
    assert round_(opens=date(2021, 10, 3), time_zone="America/Asuncion").opens_at == utc(2021, 10, 3, 4)


def test_a_day_begins_at_the_first_of_two_midnights() -> None:
    # Clocks in Havana went from 01:00 back to 00:00 on 7 November 2021.
    assert round_(
        opens=date(2021, 11, 7), closes=date(2021, 11, 8), time_zone="America/Havana"
    ).opens_at == utc(2021, 11, 7, 4)


@given(opens=DAYS, length=st.integers(0, 400), zone=st.sampled_from(ZONES))
def test_it_is_open_on_its_days_and_on_no_other(opens: date, length: int, zone: str) -> None:
    closes = opens + timedelta(days=length)
    window = round_(opens, closes, zone)
    for moment, is_open in (
        (window.opens_at - SECOND, False),
        (window.opens_at, True),
        (window.closes_at - SECOND, True),
        (window.closes_at, False),
    ):
        assert window.is_open(moment) is is_open
        assert (opens <= day_in(zone, moment) <= closes) is is_open


@given(opens=DAYS, length=st.integers(0, 400), zone=st.sampled_from(ZONES), data=st.data())
def test_its_stages_come_in_their_order(opens: date, length: int, zone: str, data: st.DataObject) -> None:
    closes = opens + timedelta(days=length)
    window = replace(
        round_(opens, closes, zone), answered=closes + timedelta(days=data.draw(st.integers(0, 90)))
    )
    hours = data.draw(st.lists(st.integers(-20_000, 20_000)))
    moments = [window.closes_at + timedelta(hours=each) for each in sorted(hours)]
    order = [list(Stage).index(window.stage(each)) for each in moments]
    assert order == sorted(order)


def test_an_early_closing_counts_from_its_moment_and_a_late_one_changes_nothing() -> None:
    early = replace(round_(), closed=utc(2021, 10, 5, 9, 30))
    assert early.is_open(utc(2021, 10, 5, 9, 29, 59))
    assert early.stage(utc(2021, 10, 5, 9, 30)) is Stage.CLOSED
    late = replace(round_(), closed=utc(2021, 12, 1))
    assert late.closes_at == round_().closes_at


def test_it_is_answered_from_the_day_of_the_answers_on() -> None:
    announced = replace(round_(), answered=date(2022, 1, 31))
    assert announced.stage(utc(2022, 1, 30, 22, 59, 59)) is Stage.CLOSED
    assert announced.stage(utc(2022, 1, 30, 23)) is Stage.ANSWERED


def test_a_question_is_found_by_the_key_of_its_target() -> None:
    assert round_().has_question("autumn/missing")
    assert not any(round_().has_question(key) for key in ("autumn/other", "spring/missing", "missing", ""))


AT = utc(2021, 10, 1, 12)
PAST = round_(date(2021, 1, 1), date(2021, 1, 31), key="past")
LONG_PAST = round_(date(2020, 1, 1), date(2020, 1, 31), key="long-past")
FUTURE = round_(date(2022, 1, 1), date(2022, 1, 31), key="future")
OPEN = round_()
DEMONSTRATION = replace(round_(date(2021, 9, 30)), key="demonstration", demonstration=True)


def test_a_comment_belongs_to_the_open_round_of_its_edition() -> None:
    assert round_to_comment_in([PAST, FUTURE, OPEN], "2021", AT) == OPEN
    assert round_to_comment_in([PAST, FUTURE], "2021", AT) is None
    assert round_to_comment_in([OPEN], "2022", AT) is None


def test_a_real_round_goes_before_a_demonstration_even_where_it_opened_earlier() -> None:
    for known in ([DEMONSTRATION, OPEN], [OPEN, DEMONSTRATION]):
        assert round_to_comment_in(known, "2021", AT) == OPEN
        assert round_to_speak_of(known, "2021", AT) == OPEN


@pytest.mark.parametrize(
    ("known", "spoken_of"),
    [
        ([LONG_PAST, PAST, OPEN, FUTURE], OPEN),
        ([LONG_PAST, PAST, FUTURE], FUTURE),
        ([LONG_PAST, PAST], PAST),
        ([PAST, DEMONSTRATION], DEMONSTRATION),
        ([], None),
    ],
)
def test_a_reader_is_told_of_the_open_round_else_of_the_next_else_of_the_last(
    known: list[Round], spoken_of: Round | None
) -> None:
    assert round_to_speak_of(known, "2021", AT) == spoken_of


def test_rounds_overlap_where_one_opens_before_the_other_closes() -> None:
    next_day = round_(date(2021, 11, 2), date(2021, 11, 30), key="next")
    same_day = replace(next_day, opens=date(2021, 11, 1))
    assert not overlap(OPEN, next_day)
    assert overlap(OPEN, same_day)
    assert overlap(same_day, OPEN)
    assert not overlap(replace(OPEN, edition="2022"), same_day)
    assert not overlap(replace(OPEN, closed=utc(2021, 10, 31)), same_day)
