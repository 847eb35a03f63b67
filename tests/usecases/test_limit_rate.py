"""Limits hold machines up, forget who it was, and let everybody else through."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.limits import MAIL_TO, SUBMIT, Limit
from server.domain.tokens import Signer
from server.store.database import Database
from server.store.schema import rates, salts
from server.usecases.limit_rate import TooMany, limit_rate
from tests.worlds import NOON, SIGNER

CLIENT = "198.51.100.77"
THRICE = Limit("thrice", 3, timedelta(hours=1))


def allowed(
    database: Database,
    times: int,
    *,
    limit: Limit = THRICE,
    key: str = CLIENT,
    at: datetime = NOON,
    factor: int = 1,
) -> list[bool]:
    """Which of so many times were let through."""

    def is_let_through(_: int) -> bool:
        try:
            limit_rate(database, SIGNER, limit=limit, key=key, at=at, factor=factor)
        except TooMany:
            return False
        return True

    return [is_let_through(number) for number in range(times)]


def test_a_limit_lets_through_what_it_says_and_no_more(database: Database) -> None:
    assert allowed(database, 5) == [True, True, True, False, False]


def test_who_does_too_much_is_told_when_to_come_again(database: Database) -> None:
    at = NOON + timedelta(minutes=59, seconds=29, milliseconds=500)
    allowed(database, 3, at=at)
    with pytest.raises(TooMany) as refused:
        limit_rate(database, SIGNER, limit=THRICE, key=CLIENT, at=at)
    assert refused.value.retry_after == 31
    assert allowed(database, 1, at=at + timedelta(seconds=31)) == [True]


def test_the_last_moment_of_a_window_says_one_second(database: Database) -> None:
    at = NOON + timedelta(hours=1, microseconds=-1)
    allowed(database, 3, at=at)
    with pytest.raises(TooMany) as refused:
        limit_rate(database, SIGNER, limit=THRICE, key=CLIENT, at=at)
    assert refused.value.retry_after == 1


def test_others_and_other_acts_are_not_held_up(database: Database) -> None:
    allowed(database, 4)
    assert allowed(database, 1, key="198.51.100.78") == [True]
    assert allowed(database, 1, limit=replace(THRICE, name="another")) == [True]


def test_what_is_refused_does_not_count(database: Database) -> None:
    allowed(database, 10)
    with database.read() as connection:
        assert connection.execute(select(rates.c["count"])).scalars().all() == [3]


@pytest.mark.parametrize(("factor", "let_through"), [(1, 3), (2, 6), (0, 12)])
def test_limits_can_be_widened_and_switched_off(database: Database, factor: int, let_through: int) -> None:
    assert allowed(database, 12, factor=factor).count(True) == let_through


def test_at_once_no_more_get_through(database: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: allowed(database, 1)[0], range(40)))
    assert found.count(True) == 3


def test_a_day_later_nothing_is_left_of_the_day_before(database: Database) -> None:
    allowed(database, 3)
    with database.read() as connection:
        before = set(connection.execute(select(rates.c.key)).scalars())
        salt = connection.execute(select(salts.c.salt)).scalar_one()
    assert allowed(database, 1, at=NOON + timedelta(days=1)) == [True]
    with database.read() as connection:
        after = set(connection.execute(select(rates.c.key)).scalars())
        assert connection.execute(select(salts.c.salt)).scalar_one() != salt
    assert (len(before), len(after), before & after) == (1, 1, set())


def test_the_day_is_that_of_universal_time_wherever_the_clock_stands(database: Database) -> None:
    evening = datetime(2021, 10, 1, 23, 30, tzinfo=UTC)
    for at in (evening, evening.astimezone()):
        allowed(database, 1, at=at)
    with database.read() as connection:
        assert connection.execute(select(salts.c.day)).scalars().all() == ["2021-10-01"]
        assert connection.execute(select(rates.c["count"])).scalars().all() == [2]


def test_another_installation_keeps_other_hashes(database: Database) -> None:
    for signer in (SIGNER, Signer(b"another secret of 32 characters..")):
        limit_rate(database, signer, limit=THRICE, key=CLIENT, at=NOON)
    with database.read() as connection:
        assert len(set(connection.execute(select(rates.c.key)).scalars())) == 2


def test_no_network_address_and_no_salt_of_yesterday_is_in_the_file(sqlite_url: str) -> None:
    database, file = Database(sqlite_url), Path(sqlite_url.removeprefix("sqlite:///"))
    for limit in (SUBMIT, MAIL_TO):
        limit_rate(database, SIGNER, limit=limit, key=CLIENT, at=NOON)
    with database.read() as connection:
        salt: str = connection.execute(select(salts.c.salt)).scalar_one()

    def octets() -> bytes:
        written = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
        # The log of writes becomes part of the file when the last connection is closed.
        database.close()
        return written + file.read_bytes()

    assert CLIENT.encode() not in octets()
    limit_rate(database, SIGNER, limit=SUBMIT, key=CLIENT, at=NOON + timedelta(days=1))
    database.close()
    assert salt.encode() not in file.read_bytes()


def test_a_key_of_any_signs_is_a_key(database: Database) -> None:
    for key in ("", "\0", "\ud800", "x" * 100_000):
        assert allowed(database, 4, key=key) == [True, True, True, False]
