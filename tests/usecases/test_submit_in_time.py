"""What is handed in while the round is open counts, to the last moment of its closing day, and is kept once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from server.domain.comment_forms import FormRefused, Problem
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.submit import (
    new_idempotency_key,
)
from tests.editing import KEY as CONCEPT
from tests.editing import close_thread, editor
from tests.participating import (
    TOKEN,
    add_round,
    comments_in,
    count,
    left,
    send,
    submit,
    with_round,
    write,
)
from tests.worlds import NOON, edition, load, record, round_on

CLOSES = datetime(2021, 11, 1, 23, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("at", "is_taken"),
    [
        (CLOSES - timedelta(seconds=1), True),
        (CLOSES - MOMENT, True),
        (CLOSES, False),
        (CLOSES + timedelta(days=1), False),
    ],
)
def test_a_submission_is_taken_until_the_last_moment_of_the_closing_day(
    loaded: Database, at: datetime, is_taken: bool
) -> None:
    write(loaded, TOKEN)
    if is_taken:
        send(loaded, at=at)
    else:
        with pytest.raises(RoundNotOpen) as refused:
            send(loaded, at=at)
        assert refused.value.round is not None
        assert refused.value.round.key == "autumn"
    assert (count(loaded), left(loaded)) == (((1, 1), []) if is_taken else ((0, 0), ["Das Handwerk fehlt."]))


@pytest.mark.parametrize(
    ("closes", "moment"),
    [
        # Summer time ends on the 31st, at 3 o'clock: the day has 25 hours.
        (date(2021, 10, 30), datetime(2021, 10, 30, 22, tzinfo=UTC)),
        (date(2021, 10, 31), datetime(2021, 10, 31, 23, tzinfo=UTC)),
    ],
)
def test_the_closing_day_counts_in_full_also_when_the_clocks_change(
    loaded: Database, closes: date, moment: datetime
) -> None:
    with_round(loaded, closes=closes)
    submit(loaded, at=moment - MOMENT)
    with pytest.raises(RoundNotOpen):
        submit(loaded, at=moment)
    assert count(loaded) == (1, 1)


def test_an_hour_that_comes_twice_is_inside_both_times(loaded: Database) -> None:
    with_round(loaded, closes=date(2021, 10, 31))
    for hour in (0, 1):
        submit(loaded, at=datetime(2021, 10, 31, hour, 30, tzinfo=UTC))
    assert count(loaded) == (2, 2)


def test_a_round_that_was_closed_early_takes_nothing_more(loaded: Database) -> None:
    write(loaded, TOKEN)
    with_round(loaded, closed=NOON)
    with pytest.raises(RoundNotOpen):
        send(loaded)
    assert left(loaded) == ["Das Handwerk fehlt."]


def test_a_form_that_arrived_in_time_is_answered_with_the_first_after_closing(loaded: Database) -> None:
    write(loaded, TOKEN)
    first = send(loaded, at=CLOSES - MOMENT)
    assert send(loaded, at=CLOSES) == first
    assert send(loaded, at=CLOSES + timedelta(days=300)) == first
    with pytest.raises(FormRefused) as refused:
        send(loaded, at=CLOSES, idempotency_key=new_idempotency_key())
    assert refused.value.problems == {"basket": Problem.BASKET_EMPTY}


def test_a_form_that_arrived_is_answered_with_the_first_when_its_thread_has_closed(loaded: Database) -> None:
    write(loaded, TOKEN, on=Target(TargetKind.CONCEPT, CONCEPT))
    first = send(loaded)
    close_thread(loaded, editor(loaded))
    assert send(loaded) == first


def test_what_was_written_before_its_thread_closed_can_be_handed_in(loaded: Database) -> None:
    write(loaded, TOKEN, on=Target(TargetKind.CONCEPT, CONCEPT))
    close_thread(loaded, editor(loaded))
    assert len(comments_in(loaded, send(loaded))) == 1


@pytest.fixture
def two_editions(database: Database, tmp_path: Path) -> Database:
    """Two editions with a round each, and a draft on each, the older edition's first."""
    newer = edition("2022", day=date(2022, 9, 28), predecessor="2021")
    whole = record(edition(), newer)
    rounds = (*whole.rounds, replace(whole.rounds[0], key="spring", edition="2021"))
    load(database, tmp_path / "record", replace(whole, rounds=rounds))
    for each in ("2021", "2022"):
        write(database, TOKEN, f"Zu {each}.", edition=each)
    return database


def test_a_submission_belongs_to_one_round_and_the_rest_stays(two_editions: Database) -> None:
    first = send(two_editions)
    assert (first.round, left(two_editions)) == ("spring", ["Zu 2022."])
    # A double click hands in nothing more.
    assert send(two_editions) == first
    assert left(two_editions) == ["Zu 2022."]
    second = send(two_editions, idempotency_key=new_idempotency_key())
    assert (second.round, left(two_editions)) == ("autumn", [])


def test_drafts_for_a_closed_round_do_not_hold_up_the_others(two_editions: Database) -> None:
    with_round(two_editions, "spring", closed=NOON)
    assert send(two_editions).round == "autumn"
    assert left(two_editions) == ["Zu 2021."]
    with pytest.raises(RoundNotOpen) as refused:
        send(two_editions, idempotency_key=new_idempotency_key())
    assert refused.value.round is not None
    assert refused.value.round.key == "spring"


def test_answers_to_another_round_stay_in_the_basket(loaded: Database) -> None:
    write(loaded, TOKEN, "Antwort.", on=Target(TargetKind.QUESTION, "autumn/missing"))
    write(loaded, TOKEN, "Anmerkung.")
    add_round(loaded, replace(round_on("2021"), key="late", opens=date(2021, 9, 30), questions=()))
    submission = send(loaded)
    assert (submission.round, left(loaded)) == ("late", ["Antwort."])
    with pytest.raises(RoundNotOpen):
        send(loaded, idempotency_key=new_idempotency_key())
