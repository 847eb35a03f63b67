"""What a comment said before it was corrected or redacted; for the editors' eyes only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select

from server.domain.comments import Comment, Redaction
from server.store.schema import comment_versions


class Ended(StrEnum):
    """What put an end to a version."""

    CORRECTED = "corrected"
    REDACTED = "redacted"


@dataclass(frozen=True, slots=True)
class CommentVersion:
    """What a comment said until a moment (UTC); numbers count from 1, the oldest."""

    number: int
    until: datetime
    why: Ended
    text: str
    suggested_wording: str
    name: str
    organisation: str
    redactions: tuple[Redaction, ...]


def add_version(connection: Connection, comment: Comment, why: Ended, *, until: datetime) -> None:
    """Keep what the comment says, before it says something else."""
    known = select(func.coalesce(func.max(comment_versions.c.number), 0)).where(
        comment_versions.c.comment == comment.id
    )
    connection.execute(
        insert(comment_versions).values(
            comment=comment.id,
            number=known.scalar_subquery() + 1,
            until=until,
            why=why,
            text=comment.text,
            suggested_wording=comment.suggested_wording,
            name=comment.name,
            organisation=comment.organisation,
            redactions=comment.redactions,
        )
    )


def versions_of(connection: Connection, comment_id: str) -> list[CommentVersion]:
    """What a comment said before, oldest first."""
    rows = connection.execute(
        select(comment_versions)
        .where(comment_versions.c.comment == comment_id)
        .order_by(comment_versions.c.number)
    )
    return [
        CommentVersion(
            number=row.number,
            until=row.until,
            why=Ended(row.why),
            text=row.text,
            suggested_wording=row.suggested_wording,
            name=row.name,
            organisation=row.organisation,
            redactions=row.redactions,
        )
        for row in rows
    ]


def remove_versions(connection: Connection, comment_id: str) -> None:
    """Forget what a comment said before."""
    connection.execute(delete(comment_versions).where(comment_versions.c.comment == comment_id))


def remove_version(connection: Connection, comment_id: str, number: int) -> None:
    """Forget one version: the comment says again what it said."""
    connection.execute(
        delete(comment_versions).where(
            comment_versions.c.comment == comment_id, comment_versions.c.number == number
        )
    )
