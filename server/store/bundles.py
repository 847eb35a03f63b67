"""Bundles: like comments that are answered once; who is in one stands with the dispositions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, func, insert, select

from server.domain.comments import Comment
from server.domain.dispositions import Bundle, Disposition
from server.domain.moderation import ANSWERED
from server.store.comments import comment_of
from server.store.dispositions import dispositions_of
from server.store.schema import bundles, comments, dispositions

_IS_ANSWERED = and_(
    comments.c.id == dispositions.c.comment,
    comments.c.state.in_(ANSWERED),
)

# Bounds what one page compares; hardly a paragraph has as many comments.
_MOST_BESIDE = 500


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """A bundle as a line in the list, with how many comments are in it and how many of these are undecided."""

    bundle: Bundle
    members: int
    undecided: int


def add_bundle(connection: Connection, *, edition: str, title: str, at: datetime) -> Bundle:
    """Keep a new bundle."""
    values = {"edition": edition, "title": title, "created": at}
    number = connection.execute(insert(bundles).values(**values).returning(bundles.c.id)).scalar_one()
    return Bundle(number, edition, title)


def bundle_by_number(connection: Connection, number: int, *, alone: bool = False) -> Bundle | None:
    """The bundle with this number; `alone` keeps it from every other writer until the transaction ends."""
    statement = select(bundles).where(bundles.c.id == number)
    # Whoever puts a comment into it meanwhile refers to it and does not wait.
    locked = statement.with_for_update(key_share=True) if alone else statement
    row = connection.execute(locked).one_or_none()
    return None if row is None else Bundle(row.id, row.edition, row.title)


def bundle_by_title(connection: Connection, edition: str, title: str) -> Bundle | None:
    """The first bundle of an edition with this title."""
    row = connection.execute(
        select(bundles)
        .where(bundles.c.edition == edition, bundles.c.title == title)
        .order_by(bundles.c.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else Bundle(row.id, row.edition, row.title)


def bundles_in(connection: Connection, edition: str) -> list[BundleEntry]:
    """The bundles of an edition, oldest first, with their counts: one query."""
    rows = connection.execute(
        select(
            bundles.c.id,
            bundles.c.title,
            func.count(dispositions.c.comment).label("members"),
            func.count(dispositions.c.decided).label("decided"),
        )
        .outerjoin(
            dispositions.join(comments, _IS_ANSWERED),
            dispositions.c.bundle == bundles.c.id,
        )
        .where(bundles.c.edition == edition)
        .group_by(bundles.c.id, bundles.c.title)
        .order_by(bundles.c.id)
    )
    return [
        BundleEntry(Bundle(row.id, edition, row.title), row.members, row.members - row.decided)
        for row in rows
    ]


def members_of(connection: Connection, bundle: int, *, alone: bool = False) -> list[Disposition]:
    """The dispositions in a bundle, by comment: two queries. `alone` keeps their comments from other writers.

    Comments that were withdrawn or declined since are no longer in it.
    """
    statement = (
        select(dispositions.c.comment)
        .join(comments, _IS_ANSWERED)
        .where(dispositions.c.bundle == bundle)
        .order_by(dispositions.c.comment)
    )
    # A comment before its disposition, and comments by their ids: as everybody does, so that nobody waits in a circle.
    locked = statement.with_for_update(of=comments) if alone else statement
    ids = connection.execute(locked).scalars().all()
    found = dispositions_of(connection, ids)
    return [found[each] for each in ids]


def comments_beside(connection: Connection, edition: str, threads: Collection[str]) -> list[Comment]:
    """The comments that editors answer in these threads of an edition, oldest first: one query."""
    if not threads:
        return []
    rows = connection.execute(
        select(comments)
        .where(
            comments.c.edition == edition,
            comments.c.thread.in_(list(threads)),
            comments.c.state.in_(ANSWERED),
        )
        .order_by(comments.c.sequence)
        .limit(_MOST_BESIDE)
    )
    return [comment_of(row) for row in rows]
