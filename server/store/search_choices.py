"""What a search can be narrowed down to, with the names that only the record knows."""

from sqlalchemy import Connection, select

from server.store.editions import editions_by_date
from server.store.schema import sections
from server.text.languages import Language

# Number and titles of a section.
Named = tuple[str, dict[Language, str]]


def sections_of_all_editions(connection: Connection) -> dict[str, Named]:
    """Number and titles by key, as the newest edition that has the section names it; its order first.

    Sections that only older editions have stand at the end. Two queries.
    """
    place = {entry.key: number for number, entry in enumerate(reversed(editions_by_date(connection)))}
    rows = connection.execute(
        select(sections.c.edition, sections.c.position, sections.c.key, sections.c.number, sections.c.titles)
    )
    found: dict[str, Named] = {}
    for row in sorted(rows, key=lambda each: (place[each.edition], each.position)):
        found.setdefault(row.key, (row.number, row.titles))
    return found
