"""Find a submission with its round, to act on it; and tell its submitter by mail what was done."""

from datetime import datetime

from server.domain.mails import Mail, MailKind
from server.domain.rounds import Round
from server.domain.submissions import Submission
from server.store import mails, rounds, submissions
from server.store.database import Connection
from server.usecases.missing import Missing


def find_submission(connection: Connection, submission_id: str) -> tuple[Submission, Round]:
    """The submission with this id and its round; nobody else changes it until the transaction ends.

    Raises Missing.
    """
    submission = submissions.submission_by_id(connection, submission_id, alone=True)
    round_ = rounds.round_by_key(connection, submission.round) if submission else None
    if submission is None or round_ is None:
        raise Missing("submission", submission_id)
    return submission, round_


def tell_submitter(
    connection: Connection, submission: Submission, kind: MailKind, *, at: datetime, **details: str
) -> None:
    """Mail the submitter in the language of the submission; does nothing where there is no address."""
    addresses = submissions.addresses_of(connection, submission.id)
    if addresses is not None:
        details = {"submission": submission.id, **details}
        mails.add_mail(connection, Mail(kind, submission.language, addresses.email, details), at=at)
