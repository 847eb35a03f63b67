"""Move a paragraph of the working edition, within its section or into another."""

from datetime import datetime

from server.domain import structure
from server.domain.accounts import Account
from server.domain.structure import StructureAct
from server.domain.working_editions import WorkingEdition
from server.store.database import Database
from server.usecases.change_structure import edition_to_change, keep_structure


def move_paragraph(
    database: Database,
    *,
    paragraph: str,
    section: str,
    after: str | None,
    base: int,
    by: Account,
    at: datetime,
) -> WorkingEdition:
    """Put a paragraph behind another of a section, first there where `after` is None; all else stays.

    Raises NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile.
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        changed = structure.move_paragraph(working.structure, paragraph, section=section, after=after)
        act, what = StructureAct.PARAGRAPH_MOVED, f"{paragraph}, {section}"
        return keep_structure(connection, working, changed, act, what, by=by, at=at)
