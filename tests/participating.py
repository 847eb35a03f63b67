"""Taking part, for the suites above the store: writing, submitting, confirming; and what came of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.mails import Mail, MailKind
from server.domain.rounds import Round
from server.domain.submissions import Submission
from server.domain.targets import Target, TargetKind
from server.store.acts import latest_acts
from server.store.database import Database
from server.store.rounds import KeptRound, change_round, keep_round, round_by_key
from server.store.schema import comments, mails, submissions
from server.store.submissions import comments_of_submission, submission_by_id
from server.text.languages import Language
from server.usecases.confirm_submission import confirm_submission
from server.usecases.keep_draft import keep_draft, new_basket_token, read_basket
from server.usecases.submit import Submitter, new_idempotency_key, submit_basket
from tests.worlds import DE, NOON, OPENING, SIGNER, contact, form

FIRST = Target(TargetKind.PARAGRAPH, OPENING.paragraphs[0].id)
SECOND = Target(TargetKind.PARAGRAPH, OPENING.paragraphs[1].id)
GUEST = Submitter(DE)
TOKEN = "a-token-of-a-basket"


def write(
    database: Database,
    token: str,
    text: str = "Das Handwerk fehlt.",
    *,
    on: Target = FIRST,
    edition: str | None = "2021",
    at: datetime = NOON,
    **typed: str,
) -> None:
    """Put a draft into a basket."""
    keep_draft(
        database,
        token=token,
        form=form(text, **typed),
        form_key=new_idempotency_key(),
        edition=edition,
        target=on,
        at=at,
    )


def submit(
    database: Database,
    *texts: str,
    on: Target = FIRST,
    edition: str | None = "2021",
    by: Submitter = GUEST,
    at: datetime = NOON,
    typed: dict[str, str] | None = None,
    **contact_details: str,
) -> Submission:
    """Submit comments on one target; `typed` are more fields of their form."""
    token = new_basket_token()
    for text in texts or ("Das Handwerk fehlt.",):
        write(database, token, text, on=on, edition=edition, at=at, **(typed or {}))
    details = {"idempotency_key": new_idempotency_key(), **contact_details}
    return submit_basket(database, SIGNER, token=token, form=contact(**details), by=by, at=at)


def submitted(database: Database, *texts: str, at: datetime = NOON, **more: Any) -> Submission:
    """Submit and confirm."""
    submission = submit(database, *texts, at=at, **more)
    return confirm_submission(database, submission_id=submission.id, at=at)


def said(database: Database, *texts: str, **more: Any) -> Comment:
    """The first comment of a confirmed submission."""
    return comments_in(database, submitted(database, *texts, **more))[0]


def now(database: Database, submission: Submission) -> Submission:
    """The submission as it is kept."""
    with database.read() as connection:
        found = submission_by_id(connection, submission.id)
    assert found is not None
    return found


def comments_in(database: Database, submission: Submission) -> list[Comment]:
    """The comments of a submission as they are kept."""
    with database.read() as connection:
        return comments_of_submission(connection, submission.id)


def waiting_mails(database: Database, *kinds: MailKind) -> list[Mail]:
    """The mails that wait to be sent, in order; those of these kinds where some are named."""
    with database.read() as connection:
        rows = connection.execute(select(mails).order_by(mails.c.id)).all()
    every = [Mail(MailKind(row.kind), Language(row.language), row.recipient, row.details) for row in rows]
    return [mail for mail in every if mail.kind in (kinds or MailKind)]


def log(database: Database, kind: ActKind, subject: str = "") -> list[Act]:
    """The acts of one kind, oldest first."""
    with database.read() as connection:
        found = latest_acts(connection, limit=1000, kinds=(kind,), subject=subject)
    return [each.act for each in reversed(found)]


def with_round(database: Database, key: str = "autumn", **changes: Any) -> Round:
    """Change the round."""
    with database.write() as connection:
        found = round_by_key(connection, key)
        assert found is not None
        changed = replace(found, **changes)
        change_round(connection, changed)
    return changed


def add_round(database: Database, round_: Round) -> Round:
    """Add a round that the record does not have."""
    with database.write() as connection:
        keep_round(connection, KeptRound(round_, None))
    return round_


def send(
    database: Database, *, token: str = TOKEN, by: Submitter = GUEST, at: datetime = NOON, **typed: str
) -> Submission:
    """Send the form of a basket; twice the same unless told otherwise."""
    return submit_basket(database, SIGNER, token=token, form=contact(**typed), by=by, at=at)


def left(database: Database) -> list[str]:
    """What is left in the basket."""
    return [each.draft.text for each in read_basket(database, token=TOKEN)]


def count(database: Database) -> tuple[int, int]:
    """How many submissions and comments there are."""
    with database.read() as connection:
        handed_in, comments_kept = (
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (submissions, comments)
        )
    return handed_in, comments_kept
