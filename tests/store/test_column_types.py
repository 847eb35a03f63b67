"""Times and values come back as they were, on both engines."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from server.domain.accounts import Role
from server.store.accounts import add_account
from server.store.database import Database
from server.store.schema import documents, sessions
from server.store.sessions import create_session


def _kept(database: Database, moment: datetime) -> datetime:
    with database.write() as connection:
        jan = add_account(connection, name="Jan", email="jan@example.nl", role=Role.EDITOR)
        create_session(connection, jan.id, "token", expires=moment)
        kept: datetime = connection.execute(select(sessions.c.expires)).scalar_one()
    return kept


def test_a_time_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    moment = datetime(2021, 10, 31, 0, 30, 0, 123456, tzinfo=UTC)
    kept = _kept(database, moment)
    assert (kept, kept.tzinfo) == (moment, UTC)


def test_the_two_half_past_twos_of_the_end_of_summer_time_stay_an_hour_apart(database: Database) -> None:
    second = datetime(2021, 10, 31, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert _kept(database, second) == datetime(2021, 10, 31, 1, 30, tzinfo=UTC)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        _kept(database, datetime(2021, 10, 31, 2, 30))  # noqa: DTZ001


def test_a_value_that_somebody_changed_by_hand_is_noticed(database: Database) -> None:
    with database.write() as connection:
        connection.execute(
            insert(documents).values(key="k", titles={}, subtitles={}, publisher="", licence="")
        )
        connection.execute(text("""UPDATE documents SET titles = '{"fr": "Stratégie"}'"""))
        with pytest.raises(msgspec.ValidationError):
            connection.execute(select(documents.c.titles)).all()
