"""Submissions: received once, found by their id or their person; addresses lie in a table of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, or_, select, update

from server.domain.comments import Channel, Comment, Country, StakeholderGroup
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.submissions import Publication, Submission, SubmissionState, Suspicion
from server.store.comments import IdTaken, comment_of
from server.store.schema import comments, submission_emails, submissions
from server.store.upserts import insert_into
from server.text.languages import Language


class KeyReused(Exception):
    """An idempotency key came back with another request than the one it was made for."""


@dataclass(frozen=True, slots=True)
class Received:
    """The submission as it is kept; `is_new` is false when the same request had arrived before."""

    submission: Submission
    is_new: bool


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a submitter and, for an organisation, the second person are reached, and for what."""

    email: str
    releaser: str | None = None
    mail_replies: bool = False
    mail_dispositions: bool = False


# Built once: putting a statement together costs several times what running it does.
_WITH_KEY = select(submissions).where(submissions.c.idempotency_key == bindparam("key"))
_ADDRESSES = select(submission_emails).where(submission_emails.c.submission == bindparam("of"))


def add_submission(
    connection: Connection,
    submission: Submission,
    *,
    addresses: Addresses | None = None,
    idempotency_key: str | None = None,
    request_hash: str = "",
) -> Received:
    """Keep a submission, once per idempotency key however often and from however many sides it arrives.

    Raises KeyReused for a known key with another request hash, IdTaken for a known id.
    """
    statement = (
        insert_into(connection, submissions).on_conflict_do_nothing().returning(submissions.c.sequence)
    )
    key = {"idempotency_key": idempotency_key, "request_hash": request_hash}
    if connection.execute(statement, {**submission_values(submission), **key}).scalar_one_or_none() is None:
        return _received_before(connection, submission, idempotency_key, request_hash)
    if addresses is not None:
        connection.execute(
            insert(submission_emails),
            {
                "submission": submission.id,
                "email": addresses.email,
                "releaser": addresses.releaser,
                "mail_replies": addresses.mail_replies,
                "mail_dispositions": addresses.mail_dispositions,
            },
        )
    return Received(submission, is_new=True)


def submission_received(connection: Connection, idempotency_key: str) -> tuple[Submission, str] | None:
    """The submission that arrived with this key, and the hash of its request."""
    row = connection.execute(_WITH_KEY, {"key": idempotency_key}).one_or_none()
    return None if row is None else (submission_of(row), row.request_hash or "")


def submission_by_id(connection: Connection, submission_id: str, *, alone: bool = False) -> Submission | None:
    """The submission with this id; `alone` keeps it from every other writer until the transaction ends."""
    statement = select(submissions).where(submissions.c.id == submission_id)
    row = connection.execute(statement.with_for_update() if alone else statement).one_or_none()
    return None if row is None else submission_of(row)


def change_submission(connection: Connection, submission_id: str, **values: Any) -> None:
    """Change columns of a submission, such as `state`, `confirmed`, `name`, `publication`."""
    connection.execute(update(submissions).where(submissions.c.id == submission_id).values(**values))


def comments_of_submission(
    connection: Connection, submission_id: str, *, alone: bool = False
) -> list[Comment]:
    """The comments of a submission in the order in which they were written, in whatever state.

    `alone` keeps them from every other writer until the transaction ends.
    """
    own = comments.c.submission == submission_id
    if alone:
        # By their ids, as whoever takes several comments: nobody waits in a circle.
        connection.execute(select(comments.c.id).where(own).order_by(comments.c.id).with_for_update())
    rows = connection.execute(select(comments).where(own).order_by(comments.c.sequence))
    return [comment_of(row) for row in rows]


def decline_reasons(connection: Connection, submission_id: str) -> dict[str, DeclineReason]:
    """Why comments of a submission were declined, by their ids, where the moderator said why."""
    rows = connection.execute(
        select(comments.c.id, comments.c.decline_reason).where(
            comments.c.submission == submission_id,
            comments.c.state == ModerationState.DECLINED,
            comments.c.decline_reason != "",
        )
    )
    return {row.id: DeclineReason(row.decline_reason) for row in rows}


def addresses_of(connection: Connection, submission_id: str) -> Addresses | None:
    """Where the submitter is reached; None when there is no address, or no longer."""
    row = connection.execute(_ADDRESSES, {"of": submission_id}).one_or_none()
    if row is None:
        return None
    return Addresses(row.email, row.releaser, row.mail_replies, row.mail_dispositions)


def change_addresses(connection: Connection, submission_id: str, **values: Any) -> None:
    """Change columns of the addresses of a submission, such as `mail_replies`."""
    connection.execute(
        update(submission_emails).where(submission_emails.c.submission == submission_id).values(**values)
    )


def forget_addresses(connection: Connection, submission_id: str) -> None:
    """Remove every address of a submission."""
    connection.execute(delete(submission_emails).where(submission_emails.c.submission == submission_id))


def submissions_of_person(connection: Connection, person: str, email: str = "") -> list[Submission]:
    """Everything a person has sent in, oldest first: by the keyed hash, and by the address where it is known."""
    by_address = select(submission_emails.c.submission).where(
        func.lower(submission_emails.c.email) == email.strip().lower()
    )
    found = submissions.c.person == person if person else submissions.c.id == ""
    if email:
        found = or_(found, submissions.c.id.in_(by_address))
    rows = connection.execute(select(submissions).where(found).order_by(submissions.c.sequence))
    return [submission_of(row) for row in rows]


def submissions_by_id(connection: Connection, ids: set[str]) -> Mapping[str, Submission]:
    """These submissions by their ids: one query."""
    rows = connection.execute(select(submissions).where(submissions.c.id.in_(ids)))
    return {row.id: submission_of(row) for row in rows}


def submission_of(row: Row[Any]) -> Submission:
    """The submission that a row of its table holds."""
    return Submission(
        id=row.id,
        round=row.round,
        language=Language(row.language),
        state=SubmissionState(row.state),
        name=row.name,
        organisation=row.organisation,
        group=StakeholderGroup(row.stakeholder_group),
        publication=Publication(row.publication),
        created=row.created,
        person=row.person,
        account=row.account,
        suspicion=Suspicion(row.suspicion),
        channel=Channel(row.channel),
        received=row.received,
        confirmed=row.confirmed,
        confirm_by=row.confirm_by,
        country=Country(row.country) if row.country else None,
    )


def _received_before(
    connection: Connection, submission: Submission, idempotency_key: str | None, request_hash: str
) -> Received:
    found = None if idempotency_key is None else submission_received(connection, idempotency_key)
    if found is None:
        raise IdTaken(submission.id)
    if found[1] != request_hash:
        raise KeyReused
    return Received(found[0], is_new=False)


def submission_values(submission: Submission) -> dict[str, Any]:
    """The columns of a submission, all but its number and what came with its form."""
    return {
        "id": submission.id,
        "round": submission.round,
        "language": submission.language,
        "state": submission.state,
        "name": submission.name,
        "organisation": submission.organisation,
        "stakeholder_group": submission.group,
        "publication": submission.publication,
        "created": submission.created,
        "person": submission.person,
        "account": submission.account,
        "suspicion": submission.suspicion,
        "channel": submission.channel,
        "received": submission.received,
        "confirmed": submission.confirmed,
        "confirm_by": submission.confirm_by,
        "country": submission.country or "",
    }
