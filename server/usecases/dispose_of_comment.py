"""Dispose of a comment: keep unfinished work on its disposition, decide, reopen, or correct what is public."""

from dataclasses import replace
from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.disposition_forms import (
    MAX_NOTE,
    DispositionForm,
    FormRefused,
    Problem,
    filled_in,
    is_same_answer,
    problems_of,
)
from server.domain.dispositions import Disposition
from server.domain.mails import MailKind
from server.domain.submissions import SubmissionState
from server.domain.typed import clean_text
from server.store import accounts, acts, dispositions, stamps, standard_responses, submissions
from server.store.database import Connection, Database
from server.usecases.find_disposition import (
    DisposedMeanwhile,
    FoundDisposition,
    find_disposition,
    must_be_editor,
)
from server.usecases.find_submission import tell_submitter
from server.usecases.note_change import note_comment


def dispose_of_comment(
    database: Database,
    *,
    comment: str,
    form: DispositionForm,
    base: int,
    decide: bool,
    by: Account,
    at: datetime,
    reason: str = "",
) -> Disposition:
    """Keep what an editor says of a comment, made on the disposition with revision `base`, 0 for none.

    With `decide` it is a decision; without, it is unfinished work, and a decision is open again. What is
    public already can only be corrected: with `decide`, and with a `reason` for the log; the submitter is
    told. The same once more changes nothing. A member whose answer differs from before leaves its bundle.
    Raises Missing, NotAllowed, FormRefused, DisposedMeanwhile; nothing is kept then.
    """
    must_be_editor(by)
    with database.write() as connection:
        found = find_disposition(connection, comment, alone=True)
        present = found.disposition
        wanted = checked(connection, found, form, decide=decide or present.public is not None, reason=reason)
        if not is_same_answer(wanted, present):
            wanted = replace(wanted, bundle=None)
        return keep(connection, found, wanted, base=base, decide=decide, by=by, at=at, reason=reason)


def checked(
    connection: Connection, found: FoundDisposition, form: DispositionForm, *, decide: bool, reason: str
) -> Disposition:
    """The disposition as the form has it. Raises FormRefused."""
    present = found.disposition
    wanted = filled_in(present, form)
    problems = problems_of(wanted, deciding=decide, known_paragraphs=found.structure.paragraphs)
    responsible = wanted.responsible
    if responsible != present.responsible and not may_be_responsible(connection, responsible):
        problems["responsible"] = Problem.UNKNOWN
    if present.public is not None and not reason.strip():
        problems["reason"] = Problem.MISSING
    elif len(reason) > MAX_NOTE:
        problems["reason"] = Problem.TOO_LONG
    if problems:
        raise FormRefused(problems)
    number = wanted.standard_response
    if number is not None and standard_responses.standard_response(connection, number) is None:
        wanted = replace(wanted, standard_response=None)
    return wanted


def keep(
    connection: Connection,
    found: FoundDisposition,
    wanted: Disposition,
    *,
    base: int,
    decide: bool,
    by: Account,
    at: datetime,
    reason: str = "",
) -> Disposition:
    """Keep a checked disposition with all that follows: log, mail, pages. Raises DisposedMeanwhile."""
    present = found.disposition
    is_decided = decide or present.public is not None
    same = wanted == present and is_decided is (present.decided is not None)
    if same and present.revision:
        return present
    if base != present.revision:
        raise DisposedMeanwhile(present)
    decided: tuple[datetime | None, int | None] = (at, by.id) if is_decided else (None, None)
    if present.public is not None:
        # Everybody has read when it was decided; what comes later is a correction.
        decided = (present.decided, present.decided_by)
    wanted = replace(wanted, decided=decided[0], decided_by=decided[1])
    if not dispositions.save_disposition(connection, wanted, round_key=found.comment.round, base=base):
        raise DisposedMeanwhile(dispositions.disposition_of(connection, wanted.comment) or present)
    kept = replace(wanted, revision=base + 1)
    _log(connection, present, kept, by=by, at=at, reason=clean_text(reason))
    if kept.public is not None:
        stamps.bump_all(connection)
        note_comment(connection, found.comment, at=at)
        _tell_of_correction(connection, found, at=at)
    return kept


def _log(
    connection: Connection, before: Disposition, after: Disposition, *, by: Account, at: datetime, reason: str
) -> None:
    """Decisions, and what became of them, are acts; unfinished work is not."""
    if after.public is not None:
        kind = ActKind.DISPOSITION_CORRECTED
    elif after.decided is not None:
        kind = ActKind.DISPOSITION_DECIDED
    elif before.decided is not None:
        kind = ActKind.DISPOSITION_REOPENED
    else:
        return
    states = (before.outcome or "", after.outcome or "")
    acts.log_act(connection, Act(kind, after.comment, at, by.id, *states, reason=reason))


def _tell_of_correction(connection: Connection, found: FoundDisposition, *, at: datetime) -> None:
    submission = submissions.submission_by_id(connection, found.comment.submission)
    if submission is None or submission.state is not SubmissionState.CONFIRMED:
        return
    addresses = submissions.addresses_of(connection, submission.id)
    if addresses is not None and addresses.mail_dispositions:
        kind = MailKind.DISPOSITION_CORRECTED
        tell_submitter(connection, submission, kind, at=at, comment=found.comment.id)


def may_be_responsible(connection: Connection, number: int | None) -> bool:
    """Whether this is the account of an editor, or nobody's."""
    if number is None:
        return True
    account = accounts.account_by_id(connection, number)
    return account is not None and account.closed is None and account.role.includes(Role.EDITOR)
