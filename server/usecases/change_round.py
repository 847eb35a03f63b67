"""Change a round on its page or by a command: days, rules, questions, notices; open, close and extend it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypedDict

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.round_changes import (
    RoundProblem,
    RoundRefused,
    check_round,
    closed,
    differences,
    extended,
    fingerprint,
    opened,
)
from server.domain.rounds import DEMONSTRATION, ModerationRule, Participation, Question, Round, overlap
from server.store import editions, jobs, rounds, stamps
from server.store.acts import log_act
from server.store.database import Connection, Database
from server.store.round_figures import answered_questions, has_comments
from server.store.rounds import KeptRound
from server.text.languages import Language
from server.usecases.load_record import REBUILD_INDEX
from server.usecases.missing import Missing


class NotAnAdministrator(Exception):
    """Only administrators change rounds."""


class RoundChangedMeanwhile(Exception):
    """The round is not what the form was made from any more; nothing was changed. `round` is as it is now."""

    def __init__(self, round_: Round) -> None:
        super().__init__(round_.key)
        self.round = round_


class RoundChanges(TypedDict, total=False):
    """What is to change of a round; what is not named stays. `answered` None takes the announced day back."""

    edition: str
    opens: date
    closes: date
    time_zone: str
    titles: Mapping[Language, str]
    questions: tuple[Question, ...]
    participation: Participation
    moderation: ModerationRule
    privacy_notices: Mapping[Language, str]
    contacts: Mapping[Language, str]
    retention_months: int
    answered: date | None


def change_round(
    database: Database,
    *,
    round_key: str,
    changes: RoundChanges,
    by: Account | None,
    at: datetime,
    seen: str | None = None,
) -> Round:
    """Change a round; `by` is None where whoever runs the service does so. `at` is UTC.

    A later closing day takes an early closing back. `seen` is the fingerprint of the round that the form
    was made from. The record follows at the next dump. Raises NotAnAdministrator, Missing, RoundRefused
    naming every wrong field, RoundChangedMeanwhile.
    """

    def changed(before: Round) -> Round:
        if seen is not None and seen != fingerprint(before):
            raise RoundChangedMeanwhile(before)
        after = replace(before, **changes)
        return replace(after, closed=None) if after.closes > before.closes else after

    return _change(database, round_key, changed, by, at)


def open_round(database: Database, *, round_key: str, by: Account | None, at: datetime) -> Round:
    """Open a round today, or again when it was closed early. Raises as change_round."""
    return _change(database, round_key, lambda before: opened(before, at), by, at)


def close_round(database: Database, *, round_key: str, by: Account | None, at: datetime) -> Round:
    """Close a round now; what was sent in stays. Raises as change_round."""
    return _change(database, round_key, lambda before: closed(before, at), by, at)


def extend_round(
    database: Database, *, round_key: str, closes: date, by: Account | None, at: datetime
) -> Round:
    """Give a round a later closing day, which counts in full. Raises as change_round."""
    return _change(database, round_key, lambda before: extended(before, closes, at), by, at)


def add_round(database: Database, *, round_: Round, by: Account | None, at: datetime) -> Round:
    """Add a round; the record gets it at the next dump. Raises NotAnAdministrator, RoundRefused."""
    _refuse_others(by)
    with database.write() as connection:
        _check(connection, round_)
        if round_.key == DEMONSTRATION or rounds.round_by_key(connection, round_.key) is not None:
            raise RoundRefused({"key": RoundProblem.KEY_TAKEN})
        rounds.keep_round(connection, KeptRound(round_, None))
        _log(connection, round_, ["added"], by, at)
    return round_


def _change(
    database: Database, key: str, change: Callable[[Round], Round], by: Account | None, at: datetime
) -> Round:
    _refuse_others(by)
    with database.write() as connection:
        before = rounds.round_by_key(connection, key)
        if before is None:
            raise Missing("round", key)
        after = change(before)
        changed = differences(before, after)
        if not changed:
            return before
        _check(connection, after)
        _check_in_use(connection, before, after)
        rounds.change_round(connection, after)
        _log(connection, after, changed, by, at)
        if "questions" in changed:
            jobs.add_job(connection, REBUILD_INDEX, {}, run_after=at)
    return after


def _refuse_others(by: Account | None) -> None:
    if by is not None and not by.role.includes(Role.ADMINISTRATOR):
        raise NotAnAdministrator


def _check(connection: Connection, round_: Round) -> None:
    """What the round itself and the others beside it must be. Raises RoundRefused."""
    check_round(round_)
    if round_.edition not in {entry.key for entry in editions.editions_by_date(connection)}:
        raise RoundRefused({"edition": RoundProblem.EDITION_UNKNOWN})
    others = [each for each in rounds.rounds_by_date(connection) if each.key != round_.key]
    if any(overlap(round_, each) for each in others):
        raise RoundRefused({"opens": RoundProblem.OVERLAPS})


def _check_in_use(connection: Connection, before: Round, after: Round) -> None:
    """What people have said must stay about something. Raises RoundRefused."""
    if after.edition != before.edition and has_comments(connection, after.key):
        raise RoundRefused({"edition": RoundProblem.EDITION_IN_USE})
    removed = {each.key for each in before.questions} - {each.key for each in after.questions}
    if removed & answered_questions(connection, after.key):
        raise RoundRefused({"questions": RoundProblem.QUESTION_IN_USE})


def _log(connection: Connection, round_: Round, changed: list[str], by: Account | None, at: datetime) -> None:
    account = None if by is None else by.id
    act = Act(ActKind.ROUND_CHANGED, round_.key, at, account=account, reason="; ".join(changed))
    log_act(connection, act)
    stamps.bump_all(connection)
