"""Put the demonstration in, so that everything can be tried at once, and take it out again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from server.domain.comments import Comment, Quote
from server.domain.demonstrations import CLOSES_AFTER, OPENED_BEFORE, Demonstration, InventedComment
from server.domain.document import wording_hash
from server.domain.moderation import TOMBSTONES, ModerationState
from server.domain.rounds import DEMONSTRATION, Round, day_in, overlap
from server.domain.submissions import Publication, Submission, SubmissionState
from server.record.demonstration_files import read_demonstration
from server.store import agreements, comments, demonstrations, jobs, moderation, rounds, stamps, submissions
from server.store.database import Connection, Database
from server.store.rounds import KeptRound
from server.usecases.find_target import FoundTarget, find_target
from server.usecases.load_record import REBUILD_INDEX
from server.usecases.missing import Missing
from server.usecases.read_contents import choose_edition


class RealRoundOpen(Exception):
    """A real round takes comments within the days of the demonstration: the two would be mixed up."""

    def __init__(self, round_: Round) -> None:
        super().__init__(round_.key)
        self.round = round_


@dataclass(frozen=True, slots=True)
class Demonstrated:
    """The demonstration as it is; `is_new` is false when there was an open one already."""

    round: Round
    is_new: bool


def demonstrate(database: Database, folder: Path, *, at: datetime) -> Demonstrated:
    """Put the demonstration of this folder in, on the current edition and open today; `at` is UTC.

    One that is open already stays as it is, one that has closed is made anew. A comment on something that
    the edition does not have is left out. Raises RecordBroken, RealRoundOpen, Missing before the first load.
    """
    demonstration = read_demonstration(folder)
    with database.write() as connection:
        before = rounds.round_by_key(connection, DEMONSTRATION)
        if before is not None and before.is_open(at):
            return Demonstrated(before, is_new=False)
        if before is not None:
            demonstrations.remove_with_everything(connection, DEMONSTRATION)
        round_ = _round(connection, demonstration, at)
        rounds.keep_round(connection, KeptRound(round_, None))
        for invented in demonstration.comments:
            try:
                found = find_target(connection, round_.edition, invented.target)
            except Missing:
                continue
            _add(connection, invented, found, round_)
        _refresh(connection, at)
    return Demonstrated(round_, is_new=True)


def remove_demonstration(database: Database, *, at: datetime) -> bool:
    """Take the demonstration out with all that was said in it; false when there is none."""
    with database.write() as connection:
        if rounds.round_by_key(connection, DEMONSTRATION) is None:
            return False
        demonstrations.remove_with_everything(connection, DEMONSTRATION)
        _refresh(connection, at)
    return True


def _refresh(connection: Connection, at: datetime) -> None:
    stamps.bump_all(connection)
    jobs.add_job(connection, REBUILD_INDEX, {}, run_after=at)


def _round(connection: Connection, demonstration: Demonstration, at: datetime) -> Round:
    edition, _ = choose_edition(connection, None)
    today = day_in(demonstration.time_zone, at)
    round_ = Round(
        key=DEMONSTRATION,
        edition=edition.key,
        opens=today - OPENED_BEFORE,
        closes=today + CLOSES_AFTER,
        time_zone=demonstration.time_zone,
        titles=demonstration.titles,
        questions=demonstration.questions,
        participation=demonstration.participation,
        moderation=demonstration.moderation,
        privacy_notices=demonstration.privacy_notices,
        contacts=demonstration.contacts,
        retention_months=demonstration.retention_months,
        demonstration=True,
    )
    for real in rounds.rounds_by_date(connection):
        if overlap(real, round_):
            raise RealRoundOpen(real)
    return round_


def _add(connection: Connection, invented: InventedComment, found: FoundTarget, round_: Round) -> None:
    """Keep an invented comment with a submission of its own, which has no address."""
    created = round_.opens_at + timedelta(hours=invented.hours)
    submission = _submission(invented, round_, created)
    submissions.add_submission(connection, submission)
    is_gone = invented.state in TOMBSTONES
    state = ModerationState.SHOWN if is_gone else invented.state
    comment = _comment(invented, found, submission, state)
    comments.add_comment(connection, comment)
    for number in range(invented.agreements):
        agreements.add_agreement(connection, comment.id, f"invented-{number}", at=created)
    if is_gone:
        moderation.set_state(
            connection,
            comment,
            invented.state,
            account=None,
            decided=created + timedelta(hours=1),
            category=invented.decline_reason or "",
        )


def _submission(invented: InventedComment, round_: Round, created: datetime) -> Submission:
    return Submission(
        id=f"s-{invented.id.removeprefix('c-')}",
        round=round_.key,
        language=invented.language,
        state=SubmissionState.CONFIRMED,
        name=invented.name,
        organisation=invented.organisation,
        group=invented.group,
        publication=Publication.NAMED,
        created=created,
        confirmed=created,
    )


def _comment(
    invented: InventedComment, found: FoundTarget, submission: Submission, state: ModerationState
) -> Comment:
    base = found.bases[invented.language]
    return Comment(
        id=invented.id,
        round=submission.round,
        edition=found.edition.key,
        section=found.section,
        target=invented.target,
        language=invented.language,
        text=invented.text,
        name=invented.name,
        organisation=invented.organisation,
        group=invented.group,
        created=submission.created,
        state=state,
        base_hash=wording_hash(base),
        base_text=base,
        kind=invented.kind,
        suggested_wording=invented.suggested_wording,
        quote=Quote(invented.quote) if invented.quote else None,
        reply_to=invented.reply_to,
        redactions=invented.redactions,
        submission=submission.id,
    )
