"""Which paragraphs were revised because of which comments."""

from collections.abc import Collection

from sqlalchemy import Connection, Text, or_, select, type_coerce

from server.store.schema import revisions


def revised_for(connection: Connection, edition: str, several: Collection[str]) -> set[str]:
    """The paragraphs of a working edition of which a revision came from one of these comments: one query."""
    if not several:
        return set()
    as_text = type_coerce(revisions.c.comments, Text)
    # As JSON, an id stands between quotation marks and nothing else does.
    named = or_(*(as_text.contains(f'"{each}"', autoescape=True) for each in several))
    rows = connection.execute(
        select(revisions.c.paragraph).where(revisions.c.edition == edition, named).distinct()
    )
    return set(rows.scalars())
