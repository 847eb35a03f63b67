"""Read all decisions with which an edition answers the comments on the one before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.domain.dispositions import Outcome
from server.store import decisions
from server.store.database import Database
from server.store.decisions import Decision
from server.store.editions import EditionEntry
from server.usecases.missing import Missing
from server.usecases.name_targets import NamedTarget, Spot, name_targets
from server.usecases.read_contents import choose_edition

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Decisions:
    """A page of decisions; `counts` are of all, by outcome. Pages count from 1."""

    edition: EditionEntry
    counts: Mapping[Outcome, int]
    shown: Sequence[Decision]
    names: Mapping[Spot, NamedTarget]
    page: int
    pages: int


def read_decisions(
    database: Database, *, edition: str, outcome: Outcome | None = None, page: int = 1
) -> Decisions:
    """The decisions of an edition, all or of one outcome, in a fixed number of queries.

    Raises Missing, also for a page that is not there.
    """
    with database.read() as connection:
        entry, _ = choose_edition(connection, edition)
        counts = decisions.outcome_counts(connection, entry.key)
        total = sum(counts.values()) if outcome is None else counts.get(outcome, 0)
        pages = max(1, -(-total // PER_PAGE))
        if not 1 <= page <= pages:
            raise Missing("page", str(page))
        shown = decisions.decisions_in(
            connection, entry.key, outcome, limit=PER_PAGE, offset=(page - 1) * PER_PAGE
        )
        spots = [(each.comment.edition, each.comment.target) for each in shown]
        names = name_targets(connection, spots)
    return Decisions(entry, counts, shown, names, page, pages)
