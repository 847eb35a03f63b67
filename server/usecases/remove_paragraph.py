"""Remove a paragraph from the working edition, and put it back; its revisions stay in either case."""

from datetime import datetime

from server.domain import structure
from server.domain.accounts import Account
from server.domain.structure import StructureAct
from server.domain.working_editions import WorkingEdition
from server.store import comment_counts
from server.store.database import Database
from server.usecases.change_structure import edition_to_change, keep_structure


class HasComments(Exception):
    """There are shown comments on the paragraph, and the editor did not say that it goes all the same."""

    def __init__(self, comments: int) -> None:
        super().__init__(f"{comments} comments")
        self.comments = comments


def remove_paragraph(
    database: Database,
    *,
    paragraph: str,
    base: int,
    by: Account,
    at: datetime,
    despite_comments: bool = False,
) -> WorkingEdition:
    """Take a paragraph out; comments on it stay with the editions that they were made on.

    Raises NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile, HasComments.
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        changed = structure.remove_paragraph(working.structure, paragraph)
        commented = working.structure.commented(paragraph)
        comments = sum(comment_counts.shown_on(connection, commented).values())
        if comments and not despite_comments:
            raise HasComments(comments)
        act = StructureAct.PARAGRAPH_REMOVED
        return keep_structure(connection, working, changed, act, paragraph, by=by, at=at)


def restore_paragraph(
    database: Database,
    *,
    paragraph: str,
    base: int,
    by: Account,
    at: datetime,
    section: str | None = None,
) -> WorkingEdition:
    """Put a removed paragraph back with the wordings that it had; at the end of `section` where one is named.

    Raises NotAllowed, Missing, StructureRefused, EditionChangedMeanwhile.
    """
    with database.write() as connection:
        working = edition_to_change(connection, base=base, by=by)
        changed = structure.restore_paragraph(working.structure, paragraph, section=section)
        act = StructureAct.PARAGRAPH_RESTORED
        return keep_structure(connection, working, changed, act, paragraph, by=by, at=at)
