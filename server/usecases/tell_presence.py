"""Tell where an editor is, and who else is there: "X is in this section", a hint and never a lock."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from server.domain.accounts import Account, Role
from server.domain.structure import StructureRefused
from server.store import presences, working_editions
from server.store.database import Connection, Database
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed

# Four beats of the page: whoever closed it, or lost the network, is gone soon.
FORGOTTEN_AFTER: Final = timedelta(minutes=2)


def tell_presence(database: Database, *, section: str, by: Account, at: datetime) -> tuple[str, ...]:
    """Keep that an editor is in a section of the working edition now; the names of the others there.

    Raises NotAllowed, Missing.
    """
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} has no working edition to be in")
    with database.write() as connection:
        working = working_editions.open_working_edition(connection)
        if working is None:
            raise Missing("working edition", "")
        try:
            working.structure.section(section)
        except StructureRefused:
            raise Missing("section", section) from None
        presences.forget_presences(connection, before=at - FORGOTTEN_AFTER)
        presences.note_presence(connection, working.key, section, by.id, at=at)
        there = presences.present_since(connection, working.key, at - FORGOTTEN_AFTER)
        return tuple(name for account, name in there.get(section, {}).items() if account != by.id)


def who_is_there(
    connection: Connection, edition: str, *, but: Account, at: datetime
) -> Mapping[str, tuple[str, ...]]:
    """The names of the other editors in a working edition, by section: one query."""
    there = presences.present_since(connection, edition, at - FORGOTTEN_AFTER)
    return {
        section: tuple(name for account, name in several.items() if account != but.id)
        for section, several in there.items()
        if several.keys() != {but.id}
    }
