"""Assign dispositions, one or many: who answers, by when, and which comments are only taken note of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from server.domain.accounts import Account
from server.domain.acts import Act, ActKind
from server.domain.disposition_forms import FormRefused, Problem
from server.domain.dispositions import Disposition, Outcome
from server.store import acts, dispositions
from server.store.database import Connection, Database
from server.usecases.dispose_of_comment import may_be_responsible
from server.usecases.find_disposition import DisposedMeanwhile, find_disposition, must_be_editor


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is to be set on each; what has no flag stays as it is.

    `noted` gives the outcome "noted" to what has no outcome yet: a decision it is only with its responses.
    """

    sets_responsible: bool = False
    responsible: int | None = None
    sets_deadline: bool = False
    deadline: date | None = None
    noted: bool = False

    def on(self, present: Disposition) -> Disposition:
        """The disposition after this; a public one stays as it is."""
        if present.public is not None:
            return present
        return replace(
            present,
            responsible=self.responsible if self.sets_responsible else present.responsible,
            deadline=self.deadline if self.sets_deadline else present.deadline,
            outcome=Outcome.NOTED if self.noted and present.outcome is None else present.outcome,
        )


def assign_disposition(
    database: Database, *, comments: Sequence[str], assignment: Assignment, by: Account, at: datetime
) -> int:
    """Assign the dispositions of these comments, all or none; how many that changed.

    Raises Missing, NotAllowed, FormRefused, DisposedMeanwhile.
    """
    must_be_editor(by)
    with database.write() as connection:
        if not may_be_responsible(connection, assignment.responsible):
            raise FormRefused({"responsible": Problem.UNKNOWN})
        # In one order, so that two editors never wait for each other.
        return sum(_assign(connection, each, assignment, by, at) for each in sorted(set(comments)))


def _assign(connection: Connection, comment: str, assignment: Assignment, by: Account, at: datetime) -> bool:
    found = find_disposition(connection, comment, alone=True)
    present, wanted = found.disposition, assignment.on(found.disposition)
    if wanted == present:
        return False
    base = present.revision
    if not dispositions.save_disposition(connection, wanted, round_key=found.comment.round, base=base):
        raise DisposedMeanwhile(present)
    acts.log_act(connection, Act(ActKind.DISPOSITION_ASSIGNED, comment, at, by.id))
    return True
