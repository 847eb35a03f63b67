"""Rounds: the dated windows of the consultation, and whether somebody changed them since they were loaded."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from server.domain.rounds import Round
from server.store.schema import rounds
from server.store.upserts import insert_into


@dataclass(frozen=True, slots=True)
class KeptRound:
    """A round as it is, and as the record had it when it was last read (None: it was never in the record)."""

    body: Round
    loaded: Round | None


# Built once: putting a statement together costs several times what running it does.
_ALL = select(rounds)


def save_rounds(connection: Connection, all_rounds: Iterable[KeptRound]) -> None:
    """Make these all the rounds there are."""
    connection.execute(delete(rounds))
    for each in all_rounds:
        keep_round(connection, each)


def keep_round(connection: Connection, kept: KeptRound) -> None:
    """Keep one round with what the record said of it."""
    statement = insert_into(connection, rounds).values(key=kept.body.key, body=kept.body, loaded=kept.loaded)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["key"],
            set_={"body": statement.excluded.body, "loaded": statement.excluded.loaded},
        )
    )


def change_round(connection: Connection, round_: Round) -> None:
    """Put the changed round in the place of the one with its key; what the record said stays known."""
    connection.execute(update(rounds).where(rounds.c.key == round_.key).values(body=round_))


def mark_in_record(connection: Connection, round_: Round) -> None:
    """The record says this of the round from now on, whatever the round has become meanwhile."""
    connection.execute(update(rounds).where(rounds.c.key == round_.key).values(loaded=round_))


def kept_rounds(connection: Connection) -> tuple[KeptRound, ...]:
    """Every round with what the record said of it, by opening day."""
    found = [KeptRound(row.body, row.loaded) for row in connection.execute(_ALL)]
    return tuple(sorted(found, key=lambda each: (each.body.opens, each.body.key)))


def rounds_by_date(connection: Connection) -> tuple[Round, ...]:
    """Every round, by opening day."""
    return tuple(kept.body for kept in kept_rounds(connection))


def round_by_key(connection: Connection, key: str) -> Round | None:
    """The round with this key."""
    return connection.execute(select(rounds.c.body).where(rounds.c.key == key)).scalar_one_or_none()
