"""Rounds are kept whole and listed by opening day."""

from datetime import date

from server.domain.rounds import Round
from server.store.database import Database
from server.store.rounds import rounds_by_date, save_rounds
from server.text.languages import Language

AUTUMN = Round(
    key="autumn",
    edition="2021",
    opens=date(2021, 9, 28),
    closes=date(2021, 11, 1),
    time_zone="Europe/Amsterdam",
    titles={Language.NL: "Najaar", Language.DE: "Herbst"},
    questions=({Language.NL: "Wat mist u?", Language.DE: "Was fehlt Ihnen?"},),
)
SPRING = Round("spring", "2022", date(2022, 3, 1), date(2022, 4, 1), "Europe/Berlin", {}, ())


def test_rounds_come_back_by_opening_day(database: Database) -> None:
    with database.write() as connection:
        save_rounds(connection, [SPRING, AUTUMN])
        assert rounds_by_date(connection) == (AUTUMN, SPRING)


def test_saved_rounds_replace_those_before(database: Database) -> None:
    with database.write() as connection:
        save_rounds(connection, [AUTUMN])
        save_rounds(connection, [])
        assert rounds_by_date(connection) == ()
