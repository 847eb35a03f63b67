"""End the retention of personal data, round by round, when its time has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.retention import kept_from, retention_ends
from server.store import rounds
from server.store.database import Database, undo
from server.store.retention import Forgotten, forget_round

END_RETENTION: Final = "end-retention"


@dataclass(frozen=True, slots=True)
class EndedRound:
    """A round whose retention is over since the moment `ended` (UTC), and what goes or went with it."""

    round: str
    ended: datetime
    forgotten: Forgotten


def end_retention(database: Database, *, at: datetime, dry_run: bool = False) -> list[EndedRound]:
    """Remove the personal data of every round whose retention is over; shown comments stay.

    What was registered later (a letter from years ago) is kept as many months from then on. Doing it again
    removes nothing more, and says so. A dry run does all of it and undoes it.
    """
    with database.read() as connection:
        over = [each for each in rounds.rounds_by_date(connection) if retention_ends(each) <= at]
    done = []
    # A transaction each, so that nobody waits for all of them.
    for each in over:
        with database.write() as connection:
            forgotten = forget_round(connection, each.key, before=kept_from(each, at))
            done.append(EndedRound(each.key, retention_ends(each), forgotten))
            if dry_run:
                undo(connection)
    if not dry_run and any(not each.forgotten.is_nothing for each in done):
        database.settle()
    return done
