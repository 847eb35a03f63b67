"""Ids of paragraphs and keys of sections that were ever used: none is used for another one."""

from collections.abc import Collection

from sqlalchemy import Connection, select, union

from server.store.schema import comments, paragraphs, revisions, sections


def used_paragraph_ids(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of these ids that a paragraph of an edition or a working edition has or had, or that a comment is on.

    One query. A paragraph of a working edition has a revision from its first moment, which stays.
    """
    if not ids:
        return set()
    found = union(
        *(
            select(column).where(column.in_(list(ids)))
            for column in (paragraphs.c.id, revisions.c.paragraph, comments.c.thread)
        )
    )
    return set(connection.execute(found).scalars())


def used_section_keys(connection: Connection) -> set[str]:
    """The keys of the sections of all editions."""
    return set(connection.execute(select(sections.c.key).distinct()).scalars())
