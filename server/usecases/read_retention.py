"""Read how long the personal data of each round are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.retention import retention_ends
from server.store import rounds
from server.store.database import Database
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the personal data of a round are kept: months, and until when (UTC) as things are now."""

    titles: Mapping[Language, str]
    months: int
    ends: datetime


def read_retention(database: Database) -> list[Retention]:
    """The retention of every round, by opening day."""
    with database.read() as connection:
        known = rounds.rounds_by_date(connection)
    return [Retention(each.titles, each.retention_months, retention_ends(each)) for each in known]
