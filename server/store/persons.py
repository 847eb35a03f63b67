"""What is kept of one person: found by the keyed hash of their address, which the rows of this issue carry.

Rows that have an address and no hash (from before the hashes, or second persons) come out as addresses, for
the caller to compare: only the use cases hold the key.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, or_, select, update

from server.domain.submissions import Submission, SubmissionState
from server.store import stamps
from server.store.schema import (
    acts,
    agreements,
    comments,
    erased_persons,
    invitations,
    mails,
    reports,
    submission_emails,
    submissions,
)
from server.store.submissions import submission_of
from server.store.upserts import insert_into


@dataclass(frozen=True, slots=True)
class Agreement:
    """That a person agrees with a comment, and since when (UTC)."""

    comment: str
    at: datetime


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """A mail that has not been sent yet: its number, its recipient, and the person it is about ("" for none)."""

    number: int
    recipient: str
    person: str


def submissions_of(connection: Connection, person: str, others: Collection[str]) -> list[Submission]:
    """The submissions of a person, and those with the ids of `others`, oldest first."""
    found = or_(submissions.c.person == person, submissions.c.id.in_(list(others)))
    rows = connection.execute(select(submissions).where(found).order_by(submissions.c.sequence))
    return [submission_of(row) for row in rows]


def addresses_without_person(connection: Connection) -> list[tuple[str, str]]:
    """(submission, address) where the submission has an address and no hash."""
    rows = connection.execute(
        select(submissions.c.id, submission_emails.c.email)
        .join(submission_emails, submission_emails.c.submission == submissions.c.id)
        .where(submissions.c.person == "")
    )
    return [(row.id, row.email) for row in rows]


def second_persons(connection: Connection) -> list[tuple[str, str]]:
    """(submission, address) of everybody who is named as the second person of an organisation."""
    rows = connection.execute(
        select(submission_emails.c.submission, submission_emails.c.releaser).where(
            submission_emails.c.releaser.is_not(None)
        )
    )
    return [(row.submission, row.releaser) for row in rows]


def agreements_of(connection: Connection, person: str) -> list[Agreement]:
    """What a person agrees with, oldest first."""
    rows = connection.execute(
        select(agreements.c.comment, agreements.c.at)
        .where(agreements.c.person == person)
        .order_by(agreements.c.at, agreements.c.comment)
    )
    return [Agreement(row.comment, row.at) for row in rows]


def waiting_mails(connection: Connection) -> list[WaitingMail]:
    """Every mail that has not been sent yet."""
    rows = connection.execute(select(mails.c.id, mails.c.recipient, mails.c.details).order_by(mails.c.id))
    return [WaitingMail(row.id, row.recipient, row.details.get("person", "")) for row in rows]


def take_back_agreements(connection: Connection, person: str, *, until: datetime) -> int:
    """Remove what a person agreed with until a moment; the pages follow. Returns how many there were."""
    own = (agreements.c.person == person, agreements.c.at <= until)
    places = connection.execute(
        select(comments.c.edition, comments.c.section)
        .join(agreements, agreements.c.comment == comments.c.id)
        .where(*own)
        .distinct()
    ).all()
    for place in places:
        stamps.bump(connection, place.edition, place.section)
    return connection.execute(delete(agreements).where(*own)).rowcount


def remove_mails(connection: Connection, numbers: Iterable[int]) -> int:
    """Remove mails that are not to be sent any more; returns how many there were."""
    return connection.execute(delete(mails).where(mails.c.id.in_(list(numbers)))).rowcount


def forget_second_person(connection: Connection, submission_ids: Iterable[str]) -> int:
    """Remove the address of the second person from these submissions; returns how many had one."""
    return connection.execute(
        update(submission_emails)
        .where(
            submission_emails.c.submission.in_(list(submission_ids)),
            submission_emails.c.releaser.is_not(None),
        )
        .values(releaser=None)
    ).rowcount


def forget_submitter(connection: Connection, submission_id: str) -> None:
    """Make a submission nobody's: name, organisation, country, hash, account, addresses, and what a form was known by.

    What a moderator or a reader wrote about it and its comments goes as well: it may quote what they said.
    """
    connection.execute(
        update(submissions)
        .where(submissions.c.id == submission_id)
        .values(
            state=SubmissionState.ERASED,
            name="",
            organisation="",
            country="",
            person="",
            account=None,
            idempotency_key=None,
            request_hash=None,
        )
    )
    connection.execute(delete(submission_emails).where(submission_emails.c.submission == submission_id))
    connection.execute(update(invitations).where(invitations.c.submission == submission_id).values(label=""))
    own = select(comments.c.id).where(comments.c.submission == submission_id)
    connection.execute(update(reports).where(reports.c.comment.in_(own)).values(text=""))
    forget_reasons(connection, or_(acts.c.subject == submission_id, acts.c.subject.in_(own)))


def forget_reasons(connection: Connection, which: ColumnElement[bool]) -> int:
    """Empty the free words of these acts; the acts stay in the log. Returns how many had some."""
    return connection.execute(update(acts).where(which, acts.c.reason != "").values(reason="")).rowcount


def remember_erased(connection: Connection, person: str, *, at: datetime) -> None:
    """Remember that a person was erased, and when last (UTC)."""
    statement = insert_into(connection, erased_persons).values(person=person, at=at)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["person"], set_={"at": statement.excluded["at"]})
    )


def erased(connection: Connection) -> dict[str, datetime]:
    """Everybody who was erased, as their hash, and when (UTC)."""
    return {row.person: row.at for row in connection.execute(select(erased_persons))}
