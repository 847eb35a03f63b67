"""Standard responses: texts that fit many comments; retired ones stay for where they were used."""

from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from server.domain.dispositions import Outcome, StandardResponse
from server.store.schema import dispositions, standard_responses


def add_standard_response(connection: Connection, response: StandardResponse) -> StandardResponse:
    """Keep a new one; its number is given here."""
    number = connection.execute(
        insert(standard_responses).values(**_values(response)).returning(standard_responses.c.id)
    ).scalar_one()
    return StandardResponse(number, response.title, response.outcome, response.responses, response.retired)


def change_standard_response(connection: Connection, response: StandardResponse) -> None:
    """Put this in the place of the one with its number; dispositions that used it keep their text."""
    connection.execute(
        update(standard_responses).where(standard_responses.c.id == response.id).values(**_values(response))
    )


def standard_response(connection: Connection, number: int, *, alone: bool = False) -> StandardResponse | None:
    """The one with this number; `alone` keeps it from every other writer until the transaction ends."""
    statement = select(standard_responses).where(standard_responses.c.id == number)
    row = connection.execute(statement.with_for_update() if alone else statement).one_or_none()
    return None if row is None else _standard_response(row)


def all_standard_responses(connection: Connection) -> list[StandardResponse]:
    """Every one, by title, retired ones too."""
    rows = connection.execute(select(standard_responses))
    # Not by the database: its collation would decide.
    return sorted(
        (_standard_response(row) for row in rows), key=lambda each: (each.title.casefold(), each.id)
    )


def times_used(connection: Connection, edition: str) -> dict[int, int]:
    """By number, how many dispositions of an edition used each: one query."""
    rows = connection.execute(
        select(dispositions.c.standard_response, func.count().label("times"))
        .where(and_(dispositions.c.standard_response.is_not(None), dispositions.c.edition == edition))
        .group_by(dispositions.c.standard_response)
    )
    return {row.standard_response: row.times for row in rows}


def _standard_response(row: Row[Any]) -> StandardResponse:
    return StandardResponse(
        row.id, row.title, None if row.outcome is None else Outcome(row.outcome), row.responses, row.retired
    )


def _values(response: StandardResponse) -> dict[str, Any]:
    return {
        "title": response.title,
        "outcome": response.outcome,
        "responses": response.responses,
        "retired": response.retired,
    }
