"""Which paragraphs an edition has, without their texts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from server.store.schema import comment_counts, paragraphs


@dataclass(frozen=True, slots=True)
class ListedParagraph:
    """A paragraph in a list; `shown` counts the shown comments on it."""

    id: str
    shown: int


def listed_paragraphs(connection: Connection, edition: str) -> Mapping[str, list[ListedParagraph]]:
    """The paragraphs of each section in order, by the key of the section: one query."""
    statement = (
        select(
            paragraphs.c.section,
            paragraphs.c.id,
            func.coalesce(comment_counts.c.shown, 0).label("shown"),
        )
        .outerjoin(
            comment_counts,
            and_(
                comment_counts.c.edition == paragraphs.c.edition,
                comment_counts.c.thread == paragraphs.c.id,
            ),
        )
        .where(paragraphs.c.edition == edition)
        .order_by(paragraphs.c.section, paragraphs.c.position)
    )
    found: dict[str, list[ListedParagraph]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.section].append(ListedParagraph(row.id, row.shown))
    return found
