"""What goes when the time is over for which the personal data of a round are kept: in bulk, whatever the size."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, or_, select, update

from server.domain.moderation import ModerationState
from server.domain.submissions import Publication
from server.store.persons import forget_reasons
from server.store.schema import (
    acts,
    comment_versions,
    comments,
    counter_proposals,
    disposition_notes,
    invitations,
    mails,
    reports,
    submission_emails,
    submissions,
)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many rows lost something, by what they lost."""

    addresses: int
    texts: int  # of comments that are not shown
    versions: int
    names: int  # of submissions, where they were not published
    reports: int
    reasons: int
    invitations: int
    mails: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was left to go."""
        return not any(getattr(self, name) for name in self.__slots__)


def forget_round(connection: Connection, round_key: str, *, before: datetime) -> Forgotten:
    """Remove the personal data of a round that came in before a moment (UTC).

    Shown comments stay, with the names under which they are shown. The keyed hash stays with the submission,
    so that its holder can still have the rest erased. What lets a form be known again goes: it was made from
    the address as well.
    """
    old = and_(submissions.c.round == round_key, submissions.c.created < before)
    old_comments = and_(comments.c.round == round_key, comments.c.created < before)
    of_round = select(submissions.c.id).where(old)
    comments_of_round = select(comments.c.id).where(old_comments)
    connection.execute(
        update(submissions)
        .where(old, submissions.c.request_hash.is_not(None))
        .values(idempotency_key=None, request_hash=None)
    )
    # What submitters said to counter-proposals was for the editors alone.
    connection.execute(
        update(counter_proposals)
        .where(counter_proposals.c.comment.in_(comments_of_round), counter_proposals.c.answer_text != "")
        .values(answer_text="")
    )
    # Nor is what editors noted on a comment for anybody else.
    connection.execute(delete(disposition_notes).where(disposition_notes.c.comment.in_(comments_of_round)))
    return Forgotten(
        addresses=connection.execute(
            delete(submission_emails).where(submission_emails.c.submission.in_(of_round))
        ).rowcount,
        texts=_empty_texts(connection, old_comments),
        versions=connection.execute(
            delete(comment_versions).where(comment_versions.c.comment.in_(comments_of_round))
        ).rowcount,
        names=_empty_names(connection, old),
        reports=connection.execute(
            update(reports)
            .where(reports.c.comment.in_(comments_of_round), reports.c.text != "")
            .values(text="")
        ).rowcount,
        reasons=forget_reasons(
            connection, or_(acts.c.subject.in_(of_round), acts.c.subject.in_(comments_of_round))
        ),
        invitations=connection.execute(
            update(invitations)
            .where(invitations.c.round == round_key, invitations.c.created < before)
            .where(invitations.c.label != "")
            .values(label="")
        ).rowcount,
        mails=_remove_mails(connection, old),
    )


def _empty_texts(connection: Connection, which: ColumnElement[bool]) -> int:
    written = ("text", "suggested_wording", "name", "organisation")
    return connection.execute(
        update(comments)
        .where(which, comments.c.state != ModerationState.SHOWN)
        .where(or_(comments.c.quote.is_not(None), *(comments.c[name] != "" for name in written)))
        .values(**dict.fromkeys(written, ""), quote=None, redactions=())
    ).rowcount


def _empty_names(connection: Connection, which: ColumnElement[bool]) -> int:
    is_public = exists().where(
        and_(comments.c.submission == submissions.c.id, comments.c.state == ModerationState.SHOWN)
    )
    return connection.execute(
        update(submissions)
        .where(which)
        .where(or_(submissions.c.name != "", submissions.c.organisation != ""))
        .where(or_(submissions.c.publication != Publication.NAMED, ~is_public))
        .values(name="", organisation="")
    ).rowcount


def _remove_mails(connection: Connection, which: ColumnElement[bool]) -> int:
    """Mails are few: they wait for minutes, or for a mail server that is away."""
    rows = connection.execute(select(mails.c.id, mails.c.details)).all()
    about = {row.id: row.details.get("submission", "") for row in rows}
    of_round = connection.execute(
        select(submissions.c.id).where(which, submissions.c.id.in_(list(about.values())))
    )
    gone = {row.id for row in of_round}
    numbers = [number for number, submission in about.items() if submission in gone]
    return connection.execute(delete(mails).where(mails.c.id.in_(numbers))).rowcount
