"""Publish the working edition: one transaction, after which everybody reads it and everything follows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.editions import Edition
from server.domain.publishing import OpenPoint, blocking
from server.store import (
    acts,
    dismissals,
    dispositions,
    editions,
    glossary,
    jobs,
    revisions,
    sections,
    stamps,
    working_editions,
)
from server.store.database import Connection, Database
from server.usecases.check_gate import Gate, check_gate, points_of_comments
from server.usecases.learn_pairs import LEARN_PAIRS
from server.usecases.load_record import REBUILD_INDEX
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.note_change import note_answers, note_edition
from server.usecases.render_fragments import ConceptAddress, find_occurrences
from server.usecases.tell_of_dispositions import tell_of_dispositions

WRITE_RECORD = "write-record"


class GateClosed(Exception):
    """Something is open; `points` is all of it, notices left out."""

    def __init__(self, points: Collection[OpenPoint]) -> None:
        super().__init__(f"{len(points)} open points")
        self.points = tuple(points)


class ChangedMeanwhile(Exception):
    """Somebody changed the working edition while it was being published: look at the gate again."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published, and how many dispositions became public with it."""

    edition: Edition
    dispositions: int


def publish_edition(
    database: Database, *, edition: str, by: Account | None, at: datetime, concept_address: ConceptAddress
) -> Published:
    """Freeze the working edition and make it public, with the dispositions it answers with.

    `edition` is its key, as whoever publishes it saw it. `by` is None on the command line, where whoever may
    use the machine may publish. The text is checked and rendered before the transaction, which only holds
    if nothing was changed since. Search, mails and the record's files follow from jobs of the same
    transaction. Raises NotAllowed, Missing, GateClosed and ChangedMeanwhile; nothing is changed then.
    """
    if by is not None and not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not publish")
    gate = check_gate(database, at=at, concept_address=concept_address)
    if gate.working.key != edition:
        raise Missing("working edition", edition)
    if not gate.is_open:
        raise GateClosed(blocking(gate.points))
    return publish_through(database, gate, by=by, at=at)


def publish_through(database: Database, gate: Gate, *, by: Account | None, at: datetime) -> Published:
    """Publish what was checked at an open gate. Raises ChangedMeanwhile where it is not so any more, and Missing."""
    with database.write() as connection:
        _must_be_unchanged(connection, gate, at)
        return _publish(connection, gate, by, at)


def _must_be_unchanged(connection: Connection, gate: Gate, at: datetime) -> None:
    """No text, term or finding changed since the gate was checked, no comment came in.

    Raises ChangedMeanwhile, and Missing where somebody else has published it.
    """
    working = working_editions.open_working_edition(connection, alone=True)
    if working is None or working.key != gate.working.key:
        raise Missing("working edition", gate.working.key)
    if working != gate.working:
        raise ChangedMeanwhile
    now = revisions.working_paragraphs(connection, working.key)
    if any(now.get(key, each) != each for key, each in gate.workspace.paragraphs.items()):
        raise ChangedMeanwhile
    # The fragments of older editions were made anew with a concept; this one's are from before.
    if glossary.all_concepts(connection) != gate.concepts:
        raise ChangedMeanwhile
    if dismissals.all_dismissals(connection) != gate.dismissed:
        raise ChangedMeanwhile
    if blocking(list(points_of_comments(connection, gate.edition, gate.workspace.predecessor, at))):
        raise ChangedMeanwhile


def _publish(connection: Connection, gate: Gate, by: Account | None, at: datetime) -> Published:
    edition = gate.edition
    editions.save_edition(connection, edition, in_record=False)
    sections.save_fragments(connection, edition.key, gate.fragments)
    occurrences = find_occurrences(edition, gate.concepts, gate.dismissed)
    glossary.save_occurrences(connection, edition.key, occurrences)
    if not working_editions.close_working_edition(connection, edition.key, at=at):
        raise ChangedMeanwhile
    answered = dispositions.make_public(connection, edition.key, at=at)
    tell_of_dispositions(connection, answered, at=at)
    note_edition(connection, edition, at=at)
    note_answers(connection, answered, at=at)
    jobs.add_job(connection, REBUILD_INDEX, {}, run_after=at)
    jobs.add_job(connection, LEARN_PAIRS, {}, run_after=at)
    jobs.add_job(connection, WRITE_RECORD, {}, run_after=at)
    stamps.bump_all(connection)
    account = None if by is None else by.id
    acts.log_act(connection, Act(ActKind.EDITION_PUBLISHED, edition.key, at, account))
    return Published(edition, len(answered))
