"""Baskets: comments that are written and not submitted yet, kept under a token that only their writer has."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ScalarSelect, delete, func, select, update

from server.domain.comment_forms import Draft
from server.store.schema import baskets, drafts
from server.store.upserts import insert_into


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft and its number, which is never used again."""

    number: int
    draft: Draft


def add_draft(connection: Connection, token: str, draft: Draft, *, form_key: str, at: datetime) -> None:
    """Put a draft into the basket of this token, once per key of its form; the basket is made when new."""
    statement = insert_into(connection, baskets).values(token_hash=_hash(token), changed=at)
    basket = connection.execute(
        statement.on_conflict_do_update(
            index_elements=["token_hash"], set_={"changed": statement.excluded.changed}
        ).returning(baskets.c.id)
    ).scalar_one()
    connection.execute(
        insert_into(connection, drafts).on_conflict_do_nothing(),
        {"basket": basket, "body": draft, "form_key": form_key},
    )


def hold_basket(connection: Connection, token: str) -> None:
    """Keep the basket from every other writer until the transaction ends, so that it is handed in once."""
    connection.execute(
        select(baskets.c.id).where(baskets.c.token_hash == _hash(token)).with_for_update()
    ).all()


def drafts_in(connection: Connection, token: str) -> list[KeptDraft]:
    """What lies in a basket, in the order in which it was written; nothing for an unknown token."""
    rows = connection.execute(
        select(drafts.c.id, drafts.c.body)
        .join(baskets, baskets.c.id == drafts.c.basket)
        .where(baskets.c.token_hash == _hash(token))
        .order_by(drafts.c.id)
    )
    return [KeptDraft(row.id, row.body) for row in rows]


def draft_count(connection: Connection, token: str) -> int:
    """How many drafts lie in a basket."""
    return connection.execute(
        select(func.count())
        .select_from(drafts.join(baskets, baskets.c.id == drafts.c.basket))
        .where(baskets.c.token_hash == _hash(token))
    ).scalar_one()


def change_draft(connection: Connection, token: str, number: int, draft: Draft) -> bool:
    """Put a draft in the place of another of the same basket; false when that one is not there."""
    changed = connection.execute(
        update(drafts).where(drafts.c.id == number, drafts.c.basket == _id_of(token)).values(body=draft)
    )
    return changed.rowcount > 0


def remove_draft(connection: Connection, token: str, number: int) -> None:
    """Take a draft out of its basket; one that is not there is gone already."""
    connection.execute(delete(drafts).where(drafts.c.id == number, drafts.c.basket == _id_of(token)))


def remove_basket(connection: Connection, token: str) -> None:
    """Throw a basket away with all that is in it."""
    connection.execute(delete(baskets).where(baskets.c.token_hash == _hash(token)))


def remove_old_baskets(connection: Connection, *, before: datetime) -> int:
    """Throw baskets away that nobody has touched since; returns how many."""
    return connection.execute(delete(baskets).where(baskets.c.changed < before)).rowcount


def _id_of(token: str) -> ScalarSelect[int]:
    return select(baskets.c.id).where(baskets.c.token_hash == _hash(token)).scalar_subquery()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
