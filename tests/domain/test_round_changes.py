"""Changes of a round: what is refused, and what opening, closing and extending make of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.domain.round_changes import (
    RoundProblem,
    RoundRefused,
    check_round,
    closed,
    differences,
    extended,
    fingerprint,
    opened,
)
from server.domain.rounds import Participation, Question
from tests.worlds import DE, NL, NOON, round_on

ROUND = round_on("2021")
BEFORE = datetime(2021, 9, 20, 12, tzinfo=UTC)
AFTER = datetime(2021, 11, 5, 12, tzinfo=UTC)


def refused(**values: Any) -> dict[str, RoundProblem]:
    """What is wrong with the round of the small world when it says this."""
    with pytest.raises(RoundRefused) as caught:
        check_round(replace(ROUND, **values))
    return caught.value.problems


def question(nl: str, de: str, key: str = "q1") -> Question:
    """A question."""
    return Question(key, {NL: nl, DE: de})


def test_a_round_that_is_whole_is_taken() -> None:
    check_round(ROUND)
    check_round(replace(ROUND, opens=ROUND.closes, questions=(), retention_months=0, answered=ROUND.closes))


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"opens": date(2021, 11, 2)}, {"closes": RoundProblem.CLOSES_BEFORE}),
        ({"opens": date.min}, {"opens": RoundProblem.DAY_INVALID}),
        ({"closes": date.max}, {"closes": RoundProblem.DAY_INVALID}),
        ({"answered": date(2021, 10, 31)}, {"answered": RoundProblem.ANSWERED_BEFORE}),
        ({"closed": BEFORE}, {"opens": RoundProblem.OPENS_AFTER_CLOSED}),
        ({"time_zone": "Europe/Enschede"}, {"time_zone": RoundProblem.ZONE_UNKNOWN}),
        ({"time_zone": "../etc/passwd"}, {"time_zone": RoundProblem.ZONE_UNKNOWN}),
        (
            {"titles": {NL: "", DE: "x" * 151}},
            {"titles.nl": RoundProblem.EMPTY, "titles.de": RoundProblem.TOO_LONG},
        ),
        ({"privacy_notices": {NL: "Ja."}}, {"privacy_notices.de": RoundProblem.EMPTY}),
        ({"contacts": {NL: "bureau@example.org", DE: "Das Büro"}}, {"contacts.nl": RoundProblem.ADDRESS}),
        ({"retention_months": -1}, {"retention_months": RoundProblem.RETENTION_INVALID}),
        ({"retention_months": 121}, {"retention_months": RoundProblem.RETENTION_INVALID}),
        ({"key": "Herfst 2021"}, {"key": RoundProblem.KEY_INVALID}),
        ({"questions": (question("Wat?", ""),)}, {"questions.0.de": RoundProblem.EMPTY}),
        (
            {"questions": (question("Wat?", "Was?"), question("En?", "Und?"))},
            {"questions.1.key": RoundProblem.KEY_INVALID},
        ),
        (
            {"questions": tuple(question("Wat?", "Was?", f"q{n}") for n in range(41))},
            {"questions": RoundProblem.TOO_MANY},
        ),
    ],
)
def test_every_field_that_is_wrong_is_named(
    values: dict[str, Any], problems: dict[str, RoundProblem]
) -> None:
    assert refused(**values) == problems


def test_everything_wrong_is_named_at_once() -> None:
    values = {"opens": date(2021, 11, 2), "retention_months": 500, "contacts": {}}
    assert list(refused(**values)) == ["closes", "contacts.nl", "contacts.de", "retention_months"]


def test_opening_moves_the_first_day_to_today() -> None:
    early = opened(ROUND, BEFORE)
    assert (early.opens, early.closes, early.is_open(BEFORE)) == (date(2021, 9, 20), ROUND.closes, True)
    assert opened(ROUND, NOON) == ROUND


def test_today_is_the_day_in_the_time_zone_of_the_round() -> None:
    late_evening = datetime(2021, 9, 20, 22, 30, tzinfo=UTC)
    assert opened(ROUND, late_evening).opens == date(2021, 9, 21)


def test_opening_takes_an_early_closing_back() -> None:
    was_closed = closed(ROUND, NOON)
    assert opened(was_closed, NOON + timedelta(days=1)) == ROUND


def test_a_round_whose_last_day_is_over_is_not_opened() -> None:
    with pytest.raises(RoundRefused, match="closes-past"):
        opened(ROUND, AFTER)


def test_closing_counts_from_the_second_on_in_which_it_is_done() -> None:
    at = NOON.replace(microsecond=400_000)
    assert closed(ROUND, at).closed == NOON
    assert not closed(ROUND, at).is_open(at)


def test_a_closed_round_stays_as_it_is_and_an_announced_one_is_not_closed() -> None:
    assert closed(ROUND, AFTER) == ROUND
    with pytest.raises(RoundRefused, match="not-open"):
        closed(ROUND, BEFORE)


def test_extending_gives_a_later_day_and_opens_a_closed_round_again() -> None:
    assert extended(ROUND, date(2021, 11, 8), AFTER).is_open(AFTER)
    again = extended(closed(ROUND, NOON), ROUND.closes, NOON)
    assert again == ROUND


@pytest.mark.parametrize(
    ("closes", "reason"),
    [
        (date(2021, 11, 1), "not-later"),
        (date(2021, 10, 31), "not-later"),
        (date(2021, 9, 30), "closes-past"),
    ],
)
def test_extending_to_an_earlier_day_is_refused(closes: date, reason: str) -> None:
    with pytest.raises(RoundRefused, match=reason):
        extended(ROUND, closes, NOON)


def test_the_fingerprint_follows_what_is_said_and_not_in_which_order_the_languages_come() -> None:
    turned = replace(ROUND, titles=dict(reversed(ROUND.titles.items())))
    assert fingerprint(turned) == fingerprint(ROUND)
    assert fingerprint(replace(ROUND, retention_months=11)) != fingerprint(ROUND)


def test_the_log_says_short_values_and_of_texts_only_that_they_changed() -> None:
    after = replace(
        ROUND,
        closes=date(2021, 11, 8),
        participation=Participation.INVITED,
        answered=date(2022, 1, 1),
        contacts={NL: "Iemand", DE: "Jemand"},
    )
    assert differences(ROUND, after) == [
        "closes: 2021-11-01 -> 2021-11-08",
        "participation: guest -> invited",
        "contacts",
        "answered: - -> 2022-01-01",
    ]
    assert differences(ROUND, replace(ROUND, titles=dict(reversed(ROUND.titles.items())))) == []
