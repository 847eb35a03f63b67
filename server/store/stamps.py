"""Stamps: a number per section that grows with every change a reader could see.

A page kept ready stays true for as long as its stamp is the same.
"""

from sqlalchemy import Connection, and_, func, or_, select

from server.store.schema import stamps
from server.store.upserts import insert_into

# The row that stands for every section of every edition.
_ALL = ""


def bump(connection: Connection, edition: str, section: str) -> None:
    """Something on the pages of this section changed."""
    connection.execute(
        insert_into(connection, stamps)
        .values(edition=edition, section=section, value=1)
        .on_conflict_do_update(index_elements=["edition", "section"], set_={"value": stamps.c.value + 1})
    )


def bump_all(connection: Connection) -> None:
    """Something on every page changed."""
    bump(connection, _ALL, _ALL)


def stamp(connection: Connection, edition: str, section: str | None = None) -> int:
    """The stamp of a section, or of a whole edition; it only ever grows."""
    own = stamps.c.edition == edition
    if section is not None:
        own = and_(own, stamps.c.section == section)
    statement = select(func.coalesce(func.sum(stamps.c.value), 0)).where(or_(own, stamps.c.edition == _ALL))
    return int(connection.execute(statement).scalar_one())


def stamp_of_all(connection: Connection) -> int:
    """The number that grows when something on every page changed, such as the glossary."""
    return stamp(connection, _ALL)
