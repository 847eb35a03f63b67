"""Bring the rounds' files and what administrators made of the rounds together, losing nothing of either."""

from collections.abc import Iterator

from server.domain.comments import Comment
from server.domain.public_record import PublicRecord
from server.domain.rounds import Round, overlap
from server.domain.targets import TargetKind
from server.domain.tombstones import Tombstone
from server.record.errors import RecordBroken, RecordProblem
from server.store import rounds
from server.store.database import Connection
from server.store.rounds import KeptRound


class _Diverged(Exception):
    """A round went on in the files and on its page, each in another way."""


def reconcile_rounds(connection: Connection, record: PublicRecord) -> tuple[KeptRound, ...]:
    """Every round as it is to be kept, demonstrations included, with what the record says of it.

    By three-way comparison with the record as it was last read or written: a round that changed on one side
    only is as that side has it, one that was made on the page and never dumped stays. Raises RecordBroken
    where it changed on both sides, and where the round that is kept does not fit the rest of the record.
    """
    known = {kept.body.key: kept for kept in rounds.kept_rounds(connection)}
    theirs = {round_.key: round_ for round_ in record.rounds}
    found, problems = list[KeptRound](), list[RecordProblem]()
    for key in sorted({*known, *theirs}):
        try:
            found.extend(_reconciled(known.get(key), theirs.get(key)))
        except _Diverged:
            reason = (
                "was changed here and on its page since it was last loaded: "
                "put this file aside, dump, and make your change again"
            )
            problems.append(RecordProblem(_file(key), 1, reason))
    problems += _contradictions([kept.body for kept in found], record)
    if problems:
        raise RecordBroken(problems)
    return tuple(found)


def _reconciled(kept: KeptRound | None, theirs: Round | None) -> list[KeptRound]:
    """The round as it is to be kept, or none. Raises _Diverged."""
    if kept is None:
        return [KeptRound(theirs, theirs)] if theirs else []
    if theirs is None:
        if kept.loaded is None:
            return [kept]
        if kept.body == kept.loaded:
            return []
        raise _Diverged
    if theirs in (kept.body, kept.loaded):
        return [KeptRound(kept.body, theirs)]
    if kept.body == kept.loaded:
        return [KeptRound(theirs, theirs)]
    raise _Diverged


def _contradictions(found: list[Round], record: PublicRecord) -> Iterator[RecordProblem]:
    """What a round that was changed on its page says that the record, meanwhile another, does not."""
    editions = {edition.key for edition in record.editions}
    changed = [round_ for round_ in found if round_ not in record.rounds]
    for round_ in changed:
        if round_.edition not in editions:
            reason = f'the round as it is now is on the edition "{round_.edition}", which is gone'
            yield RecordProblem(_file(round_.key), 1, reason)
        for other in found:
            if other.key != round_.key and not other.demonstration and overlap(round_, other):
                reason = f'as it is now, the round is open at the same time as "{other.key}"'
                yield RecordProblem(_file(round_.key), 1, reason)
    now = {round_.key: round_ for round_ in changed}
    everything: list[Comment | Tombstone] = [*record.comments, *record.tombstones]
    for said in everything:
        if said.round in now and not _fits(said, now[said.round]):
            reason = f"the round as it is now does not have what {said.id} is about"
            yield RecordProblem(_file(said.round), 1, reason)


def _fits(comment: Comment | Tombstone, round_: Round) -> bool:
    is_answer = comment.target.kind is TargetKind.QUESTION
    return comment.edition == round_.edition and not (
        is_answer and not round_.has_question(comment.target.key)
    )


def _file(key: str) -> str:
    return f"comments/{key}/round.toml"
