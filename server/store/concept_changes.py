"""The history of concepts: entries are added, never changed."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from server.domain.concept_history import Act, ConceptChange
from server.store.schema import concept_changes
from server.text.languages import Language


def add_change(connection: Connection, change: ConceptChange) -> None:
    """Add one entry; raises sqlalchemy.exc.IntegrityError when its number is taken."""
    connection.execute(insert(concept_changes).values(**_values(change)))


def changes_of(connection: Connection, concept: str) -> tuple[ConceptChange, ...]:
    """The history of one concept, oldest first."""
    rows = connection.execute(
        select(concept_changes).where(concept_changes.c.concept == concept).order_by(concept_changes.c.number)
    )
    return tuple(_change(row) for row in rows)


def all_changes(connection: Connection) -> tuple[ConceptChange, ...]:
    """Every entry, by concept and number."""
    rows = connection.execute(
        select(concept_changes).order_by(concept_changes.c.concept, concept_changes.c.number)
    )
    return tuple(_change(row) for row in rows)


def save_changes(connection: Connection, changes: Iterable[ConceptChange]) -> None:
    """Make these the histories of all concepts."""
    connection.execute(delete(concept_changes))
    rows = [_values(change) for change in changes]
    if rows:
        connection.execute(insert(concept_changes), rows)


def _values(change: ConceptChange) -> dict[str, Any]:
    return {
        "concept": change.concept,
        "number": change.number,
        "at": change.at,
        "by": change.by,
        "act": change.act,
        "side": change.side,
        "why": change.why,
        "before": change.before,
        "summaries": change.summaries,
    }


def _change(row: Row[Any]) -> ConceptChange:
    return ConceptChange(
        number=row.number,
        concept=row.concept,
        at=row.at,
        by=row.by,
        act=Act(row.act),
        side=Language(row.side) if row.side else None,
        why=row.why,
        before=row.before,
        summaries=row.summaries,
    )
