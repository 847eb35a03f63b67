"""Rounds are kept whole with what the record said of them, and listed by opening day."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from server.domain.rounds import ModerationRule, Participation, Question, Round
from server.store.database import Database
from server.store.rounds import (
    KeptRound,
    change_round,
    keep_round,
    kept_rounds,
    mark_in_record,
    round_by_key,
    rounds_by_date,
    save_rounds,
)
from server.text.languages import Language

AUTUMN = Round(
    key="autumn",
    edition="2021",
    opens=date(2021, 9, 28),
    closes=date(2021, 11, 1),
    time_zone="Europe/Amsterdam",
    titles={Language.NL: "Najaar", Language.DE: "Herbst"},
    questions=(Question("missing", {Language.NL: "Wat mist u?", Language.DE: "Was fehlt Ihnen?"}),),
    participation=Participation.INVITED,
    moderation=ModerationRule.AFTER,
    privacy_notices={Language.NL: "Weinig.", Language.DE: "Wenig."},
    contacts={Language.NL: "Bureau", Language.DE: "Büro"},
    retention_months=6,
    closed=datetime(2021, 10, 20, 12, 30, tzinfo=UTC),
    answered=date(2022, 1, 31),
    demonstration=True,
)
SPRING = Round("spring", "2022", date(2022, 3, 1), date(2022, 4, 1), "Europe/Berlin", {}, ())
LATER = replace(AUTUMN, closes=date(2021, 11, 8))


@pytest.fixture
def kept(database: Database) -> Database:
    """Both rounds, as the record has them."""
    with database.write() as connection:
        save_rounds(connection, [KeptRound(SPRING, SPRING), KeptRound(AUTUMN, AUTUMN)])
    return database


def test_rounds_come_back_whole_by_opening_day(kept: Database) -> None:
    with kept.read() as connection:
        assert rounds_by_date(connection) == (AUTUMN, SPRING)
        assert round_by_key(connection, "autumn") == AUTUMN
        assert round_by_key(connection, "winter") is None


def test_saved_rounds_replace_those_before(kept: Database) -> None:
    with kept.write() as connection:
        save_rounds(connection, [KeptRound(SPRING, None)])
        assert kept_rounds(connection) == (KeptRound(SPRING, None),)


def test_a_changed_round_is_told_apart_from_what_the_record_says(kept: Database) -> None:
    with kept.write() as connection:
        change_round(connection, LATER)
        assert kept_rounds(connection) == (KeptRound(LATER, AUTUMN), KeptRound(SPRING, SPRING))
        mark_in_record(connection, LATER)
        assert kept_rounds(connection) == (KeptRound(LATER, LATER), KeptRound(SPRING, SPRING))


def test_a_round_is_kept_in_the_place_of_the_one_with_its_key(kept: Database) -> None:
    with kept.write() as connection:
        keep_round(connection, KeptRound(LATER, None))
        assert kept_rounds(connection) == (KeptRound(LATER, None), KeptRound(SPRING, SPRING))
