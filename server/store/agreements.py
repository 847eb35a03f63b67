"""Agreements: who agrees with a comment, each person once, known by the keyed hash of the address only."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from server.store.schema import agreements
from server.store.upserts import insert_into


def add_agreement(connection: Connection, comment_id: str, person: str, *, at: datetime) -> bool:
    """The person agrees with the comment; false when they did already."""
    added = connection.execute(
        insert_into(connection, agreements)
        .values(comment=comment_id, person=person, at=at)
        .on_conflict_do_nothing()
        .returning(agreements.c.person)
    )
    return added.scalar_one_or_none() is not None


def agreement_counts(connection: Connection, comment_ids: Collection[str]) -> dict[str, int]:
    """How many persons agree with each of these comments, 0 included: one query."""
    if not comment_ids:
        return {}
    counts = dict.fromkeys(comment_ids, 0)
    rows = connection.execute(
        select(agreements.c.comment, func.count().label("persons"))
        .where(agreements.c.comment.in_(list(comment_ids)))
        .group_by(agreements.c.comment)
    )
    for row in rows:
        counts[row.comment] = row.persons
    return counts


def remove_agreements(connection: Connection, comment_id: str) -> None:
    """Nobody agrees with this comment any more: it is gone."""
    connection.execute(delete(agreements).where(agreements.c.comment == comment_id))
