"""Read the standard responses, with how often each was used in the working edition."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain.dispositions import StandardResponse
from server.store import standard_responses, working_editions
from server.store.database import Database
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class StandardResponses:
    """All of them by title, retired ones too; `used` counts dispositions of the working edition by number."""

    responses: tuple[StandardResponse, ...]
    used: Mapping[int, int]


def read_standard_responses(database: Database) -> StandardResponses:
    """Every standard response: three queries."""
    with database.read() as connection:
        working = working_editions.open_working_edition(connection)
        used = standard_responses.times_used(connection, working.key) if working else {}
        return StandardResponses(tuple(standard_responses.all_standard_responses(connection)), used)


def read_standard_response(database: Database, number: int) -> StandardResponse:
    """One of them. Raises Missing."""
    with database.read() as connection:
        found = standard_responses.standard_response(connection, number)
    if found is None:
        raise Missing("standard response", str(number))
    return found
