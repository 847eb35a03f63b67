"""Comments as the editors may take them along: also those that nobody else sees, with who submitted them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select

from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.public_comments import Stand
from server.store.comments import comment_of
from server.store.public_comments import agreements_of_row, stand_of
from server.store.schema import comments, paragraphs, sections, submissions

# What is not confirmed may be anybody's, and what was withdrawn is nobody's business any more.
_STATES = (
    ModerationState.HELD,
    ModerationState.SHOWN,
    ModerationState.DECLINED,
    ModerationState.UNPUBLISHED,
)


@dataclass(frozen=True, slots=True)
class WorkComment:
    """A comment in any state that editors work with, and the contact that its submitter gave.

    `contact_name` and `contact_organisation` are there whatever may be published, never the address;
    all are "" for a comment that came with the record.
    """

    sequence: int
    comment: Comment
    stand: Stand
    agreements: int
    reason: str
    contact_name: str
    contact_organisation: str
    publication: str


def work_comments(connection: Connection, round_: str, *, limit: int, after: int = 0) -> list[WorkComment]:
    """The comments of a round as they arrived; `after` is the sequence of the last one before these."""
    statement = (
        select(
            comments,
            sections.c.number,
            sections.c.titles,
            sections.c.slug_nl,
            sections.c.slug_de,
            paragraphs.c.position,
            agreements_of_row.label("agreements"),
            submissions.c.name.label("contact_name"),
            submissions.c.organisation.label("contact_organisation"),
            submissions.c.publication,
        )
        .outerjoin(
            sections, and_(sections.c.edition == comments.c.edition, sections.c.key == comments.c.section)
        )
        .outerjoin(
            paragraphs,
            and_(paragraphs.c.edition == comments.c.edition, paragraphs.c.id == comments.c.thread),
        )
        .outerjoin(submissions, submissions.c.id == comments.c.submission)
        .where(comments.c.round == round_, comments.c.state.in_(_STATES), comments.c.sequence > after)
        .order_by(comments.c.sequence)
        .limit(limit)
    )
    return [
        WorkComment(
            sequence=row.sequence,
            comment=comment_of(row),
            stand=stand_of(row),
            agreements=row.agreements,
            reason=row.decline_reason,
            contact_name=row.contact_name or "",
            contact_organisation=row.contact_organisation or "",
            publication=row.publication or "",
        )
        for row in connection.execute(statement)
    ]


def comments_for_editing(
    connection: Connection, edition: str, threads: Collection[str], more: Collection[str] = ()
) -> list[Comment]:
    """What editors answer of some threads of an edition, as it arrived, and these comments as well: one query."""
    rows = connection.execute(
        select(comments)
        .where(
            or_(
                and_(comments.c.edition == edition, comments.c.thread.in_(list(threads))),
                comments.c.id.in_(list(more)),
            ),
            comments.c.state.in_((ModerationState.SHOWN, ModerationState.UNPUBLISHED)),
        )
        .order_by(comments.c.sequence)
    )
    return [comment_of(row) for row in rows]


def ids_among(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of these ids that are ids of comments; no query for none."""
    if not ids:
        return set()
    return set(connection.execute(select(comments.c.id).where(comments.c.id.in_(list(ids)))).scalars())
