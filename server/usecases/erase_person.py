"""Erase a person: all that is theirs goes; places in threads, numbers, groups and dates stay for the statistics."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.accounts import Account
from server.domain.acts import Act, ActKind
from server.domain.submissions import Submission, SubmissionState
from server.domain.tokens import Purpose, Signer
from server.store import accounts, acts, jobs, persons, submissions, unconfirmed, used_once
from server.store.database import Connection, Database, undo
from server.usecases.find_person import FoundPerson, find_person
from server.usecases.load_record import REBUILD_INDEX
from server.usecases.mail_facts import OWN_DATA_LIFETIME
from server.usecases.manage_accounts import close
from server.usecases.withdraw import empty_comment

FINISH_ERASURE: Final = "finish-erasure"
# What a page calls an account of somebody who is no longer to be named.
FORMER: Final = "former"


class AccountFate(StrEnum):
    """What became of the account of a person who was erased."""

    NONE = "none"  # they had none
    CLOSED = "closed"
    KEPT = "kept"  # without the last administrator nobody could ever make one


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased. `unconfirmed` submissions are gone without a trace: nobody ever saw them."""

    submissions: int = 0
    unconfirmed: int = 0
    comments: int = 0
    agreements: int = 0
    second_person_of: int = 0
    mails: int = 0
    account: AccountFate = AccountFate.NONE

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing to erase."""
        return self == Erased()


def erase_person(
    database: Database,
    signer: Signer,
    *,
    email: str,
    dry_run: bool = False,
    at: datetime,
    by: Account | None = None,
) -> Erased:
    """Erase everything of the holder of an address; `by` is None where they did it themselves, or a command.

    Jobs are left behind that remove them from the index, from the outbox and from the free space of the
    files. A dry run does all of it and undoes it, so what it says is what would happen.
    """
    with database.write() as connection:
        erased = _erase(connection, find_person(connection, signer, signer.person(email)), at=at, by=by)
        if dry_run:
            undo(connection)
    return erased


def erase_own_data(database: Database, signer: Signer, *, token: str, at: datetime) -> Erased | None:
    """Erase everything of whoever holds a link to their own data; None when it was used for this, or expired."""
    person = signer.subject(Purpose.OWN_DATA, token, at=at)
    if person is None:
        return None
    with database.write() as connection:
        used = f"erase {token}"
        if not used_once.use_once(connection, used, expires=at + OWN_DATA_LIFETIME, at=at):
            return None
        return _erase(connection, find_person(connection, signer, person), at=at, by=None)


def erase_again(
    database: Database, signer: Signer, *, listed: Mapping[str, datetime], at: datetime
) -> Erased:
    """Erase again whom an older copy of the database brought back; `listed` says who, and when they went.

    What somebody sent in after they were erased stays.
    """
    with database.write() as connection:
        known = {**listed, **persons.erased(connection)}
        done = []
        for person, gone in known.items():
            found = find_person(connection, signer, person, until=gone)
            done.append(_erase(connection, found, at=at, by=None, gone=gone))
    return _sum(done)


def _sum(parts: list[Erased]) -> Erased:
    counted = {
        field.name: sum(getattr(part, field.name) for part in parts)
        for field in fields(Erased)
        if field.name != "account"
    }
    fates = {part.account for part in parts} - {AccountFate.NONE}
    return Erased(**counted, account=max(fates, default=AccountFate.NONE))


def _erase(
    connection: Connection,
    found: FoundPerson,
    *,
    at: datetime,
    by: Account | None,
    gone: datetime | None = None,
) -> Erased:
    never_seen = [each.id for each in found.submissions if each.state is SubmissionState.UNCONFIRMED]
    seen = [each for each in found.submissions if each.state is not SubmissionState.UNCONFIRMED]
    mails = persons.remove_mails(connection, found.mails)
    unconfirmed.remove_unconfirmed(connection, never_seen)
    comments = sum(_erase_submission(connection, each, at=at, by=by) for each in seen)
    erased = Erased(
        submissions=len(seen),
        unconfirmed=len(never_seen),
        comments=comments,
        agreements=persons.take_back_agreements(connection, found.person, until=gone or at),
        second_person_of=persons.forget_second_person(connection, found.second_in),
        mails=mails,
        account=_close(connection, found.account, at=at, by=by),
    )
    if not erased.is_nothing or gone is not None:
        persons.remember_erased(connection, found.person, at=gone or at)
    if not erased.is_nothing:
        _leave_jobs(connection, at)
    return erased


def _leave_jobs(connection: Connection, at: datetime) -> None:
    # Whoosh only marks what is removed: its words stand in the files until the index is made anew.
    jobs.add_job(connection, REBUILD_INDEX, {}, run_after=at)
    jobs.add_job(connection, FINISH_ERASURE, {}, run_after=at)


def _erase_submission(
    connection: Connection, submission: Submission, *, at: datetime, by: Account | None
) -> int:
    of_submission = submissions.comments_of_submission(connection, submission.id, alone=True)
    for comment in of_submission:
        empty_comment(connection, comment, at=at)
    persons.forget_submitter(connection, submission.id)
    account = by.id if by else None
    acts.log_act(
        connection,
        Act(ActKind.ERASED, submission.id, at, account, submission.state, SubmissionState.ERASED),
    )
    return len(of_submission)


def _close(
    connection: Connection, account: Account | None, *, at: datetime, by: Account | None
) -> AccountFate:
    if account is None:
        return AccountFate.NONE
    if accounts.open_administrators(connection) == {account.id}:
        return AccountFate.KEPT
    close(connection, account, by=by, at=at)
    accounts.change_account(connection, account.id, name=FORMER, role=account.role, side=account.side)
    return AccountFate.CLOSED
