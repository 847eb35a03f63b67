"""Intake: many letters at once, and whether they were registered before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, func, insert, select

from server.domain.comments import Comment
from server.domain.intake import same_again
from server.domain.moderation import ModerationState
from server.domain.submissions import Submission
from server.store.comments import comment_values
from server.store.schema import comments, submission_emails, submissions
from server.store.submissions import Addresses, submission_values


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter as it is to be kept: `comments` name the submission as theirs."""

    submission: Submission
    addresses: Addresses | None
    comments: tuple[Comment, ...]


def keep_letters(connection: Connection, letters: Sequence[Letter]) -> None:
    """Keep letters with their comments, none of them shown: three statements, however many there are.

    Raises sqlalchemy.exc.IntegrityError for a known id; see `are_free`.
    """
    connection.execute(
        insert(submissions),
        [
            {**submission_values(each.submission), "idempotency_key": None, "request_hash": ""}
            for each in letters
        ],
    )
    with_address = [
        {
            "submission": each.submission.id,
            "email": each.addresses.email,
            "releaser": None,
            "mail_replies": each.addresses.mail_replies,
            "mail_dispositions": each.addresses.mail_dispositions,
        }
        for each in letters
        if each.addresses is not None
    ]
    if with_address:
        connection.execute(insert(submission_emails), with_address)
    rows = [comment_values(comment) for each in letters for comment in each.comments]
    connection.execute(insert(comments), rows)


def are_free(connection: Connection, letters: Sequence[Letter]) -> bool:
    """Whether nothing that is kept has one of the ids that were drawn for these."""
    return not (
        _known(connection, submissions.c.id, [each.submission.id for each in letters])
        or _known(connection, comments.c.id, [inner.id for each in letters for inner in each.comments])
    )


def kept_comments(connection: Connection, round_: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """What each comment of a round is known again by (see `same_again`), and its id.

    The name is the submission's, as an anonymous comment has none.
    """
    statement = (
        select(
            comments.c.id,
            comments.c.thread,
            comments.c.text,
            comments.c.suggested_wording,
            func.coalesce(submissions.c.name, comments.c.name).label("name"),
            func.coalesce(submissions.c.organisation, comments.c.organisation).label("organisation"),
        )
        .outerjoin(submissions, submissions.c.id == comments.c.submission)
        .where(comments.c.round == round_, comments.c.state != ModerationState.WITHDRAWN)
        .order_by(comments.c.sequence.desc())
    )
    for row in connection.execute(statement):
        yield same_again(row.thread, row.text, row.suggested_wording, row.name, row.organisation), row.id


def _known(connection: Connection, column: Column[str], ids: Sequence[str]) -> bool:
    pieces = (ids[start : start + 1000] for start in range(0, len(ids), 1000))
    return any(
        connection.execute(select(column).where(column.in_(piece)).limit(1)).first() for piece in pieces
    )
