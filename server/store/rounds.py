"""Rounds: the dated windows of the consultation."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from server.domain.rounds import Round
from server.store.schema import rounds


def save_rounds(connection: Connection, all_rounds: Iterable[Round]) -> None:
    """Make these the rounds."""
    connection.execute(delete(rounds))
    rows = [
        {
            "key": each.key,
            "edition": each.edition,
            "opens": each.opens,
            "closes": each.closes,
            "time_zone": each.time_zone,
            "titles": each.titles,
            "questions": each.questions,
        }
        for each in all_rounds
    ]
    if rows:
        connection.execute(insert(rounds), rows)


def rounds_by_date(connection: Connection) -> tuple[Round, ...]:
    """Every round, by opening day."""
    found = [Round(**row._mapping) for row in connection.execute(select(rounds))]
    return tuple(sorted(found, key=lambda each: (each.opens, each.key)))
