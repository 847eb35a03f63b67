"""Findings of the term check that an editor dismissed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from server.domain.term_checks import Dismissal, TermFindingKind
from server.store.schema import dismissals
from server.store.upserts import insert_into
from server.text.languages import Language

_KEY = ("paragraph", "concept", "kind", "language", "base")


def add_dismissal(connection: Connection, dismissal: Dismissal) -> None:
    """Keep a dismissal; the same finding dismissed again gets the new reason."""
    statement = insert_into(connection, dismissals).values(**_values(dismissal))
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(_KEY), set_={"reason": dismissal.reason, "by": dismissal.by}
        )
    )


def all_dismissals(connection: Connection) -> tuple[Dismissal, ...]:
    """Every dismissal, by paragraph, concept, kind and language."""
    rows = connection.execute(select(dismissals).order_by(*(dismissals.c[name] for name in _KEY)))
    return tuple(
        Dismissal(
            kind=TermFindingKind(row.kind),
            concept=row.concept,
            paragraph_id=row.paragraph,
            language=Language(row.language),
            base=row.base,
            reason=row.reason,
            by=row.by,
        )
        for row in rows
    )


def save_dismissals(connection: Connection, kept: Iterable[Dismissal]) -> None:
    """Make these the dismissals."""
    connection.execute(delete(dismissals))
    rows = [_values(dismissal) for dismissal in kept]
    if rows:
        connection.execute(insert(dismissals), rows)


def _values(dismissal: Dismissal) -> dict[str, Any]:
    return {
        "paragraph": dismissal.paragraph_id,
        "concept": dismissal.concept,
        "kind": dismissal.kind,
        "language": dismissal.language,
        "base": dismissal.base,
        "reason": dismissal.reason,
        "by": dismissal.by,
    }
