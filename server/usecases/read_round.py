"""Read the rounds: one in its whole life, and all of them."""

from dataclasses import dataclass

from server.domain.acts import ActKind
from server.domain.rounds import Round
from server.store import editions, rounds
from server.store.acts import LoggedAct, latest_acts
from server.store.database import Connection, Database
from server.store.editions import EditionEntry
from server.store.round_figures import RoundFigures, round_figures
from server.usecases.missing import Missing

# What administrators see of what was done to a round; the whole log has a page of its own.
ACTS_ON_PAGE = 20


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round with its edition and what has been said in it."""

    round: Round
    edition: EditionEntry
    figures: RoundFigures


@dataclass(frozen=True, slots=True)
class RoundWork:
    """A round for administrators: whether the record has it as it is, and what was done to it, newest first."""

    view: RoundView
    is_in_record: bool
    acts: tuple[LoggedAct, ...]


def read_round(database: Database, round_key: str) -> RoundView:
    """One round. Raises Missing."""
    with database.read() as connection:
        return _view(connection, _round(connection, round_key))


def read_rounds(database: Database) -> list[RoundView]:
    """All rounds, the one that opens last first."""
    with database.read() as connection:
        return [_view(connection, each) for each in reversed(rounds.rounds_by_date(connection))]


def read_round_work(database: Database, round_key: str) -> RoundWork:
    """One round with what administrators need to know of it. Raises Missing."""
    with database.read() as connection:
        round_ = _round(connection, round_key)
        kept = next(each for each in rounds.kept_rounds(connection) if each.body.key == round_key)
        acts = latest_acts(
            connection, limit=ACTS_ON_PAGE, kinds=(ActKind.ROUND_CHANGED, ActKind.INVITED), subject=round_key
        )
        return RoundWork(_view(connection, round_), kept.body == kept.loaded, tuple(acts))


def _round(connection: Connection, key: str) -> Round:
    found = rounds.round_by_key(connection, key)
    if found is None:
        raise Missing("round", key)
    return found


def _view(connection: Connection, round_: Round) -> RoundView:
    for entry in editions.editions_by_date(connection):
        if entry.key == round_.edition:
            return RoundView(round_, entry, round_figures(connection, round_))
    raise Missing("edition", round_.edition)
