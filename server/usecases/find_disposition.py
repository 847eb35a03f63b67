"""Find the disposition of a comment with the edition that answers it; used by every act on dispositions."""

from dataclasses import dataclass, replace

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.domain.dispositions import Disposition
from server.domain.moderation import ANSWERED
from server.domain.structure import Structure
from server.domain.working_editions import WorkingEdition, structure_of
from server.store import comments, dispositions, edition_values, working_editions
from server.store.database import Connection
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed


@dataclass(frozen=True, slots=True)
class FoundDisposition:
    """A comment with its disposition, a blank one where nobody has begun.

    `structure` is that of the edition that answers it: what the comment may have led to.
    """

    comment: Comment
    disposition: Disposition
    structure: Structure


class DisposedMeanwhile(Exception):
    """Somebody else saved the disposition first; `present` is how it stands now."""

    def __init__(self, present: Disposition) -> None:
        super().__init__(present.comment)
        self.present = present


def find_disposition(connection: Connection, comment_id: str, *, alone: bool = False) -> FoundDisposition:
    """The disposition of a comment on the predecessor of the working edition, or one that is public.

    `alone` keeps it from every other writer until the transaction ends. Raises Missing.
    """
    comment = comments.comment_by_id(connection, comment_id, alone=alone)
    if comment is None or comment.state not in ANSWERED:
        raise Missing("comment", comment_id)
    present = dispositions.disposition_of(connection, comment_id, alone=alone)
    if present is not None and present.public is not None:
        return FoundDisposition(comment, present, _structure_of(connection, present.edition))
    working = working_editions.open_working_edition(connection)
    if working is None or comment.edition != working.predecessor:
        raise Missing("comment", comment_id)
    blank = Disposition(comment_id, working.key)
    return FoundDisposition(comment, present or blank, working.structure)


def must_be_editor(by: Account) -> None:
    """Raises NotAllowed for who is no editor."""
    if not by.role.includes(Role.EDITOR):
        raise NotAllowed(f"{by.role} may not answer comments")


def open_edition(connection: Connection) -> WorkingEdition:
    """The working edition. Raises Missing where nobody has begun one."""
    working = working_editions.open_working_edition(connection)
    if working is None:
        raise Missing("working edition", "")
    return working


def _structure_of(connection: Connection, edition: str) -> Structure:
    """The structure of an edition that may be published already."""
    working = working_editions.working_edition(connection, edition)
    if working is not None:
        return working.structure
    known = edition_values.whole_edition(connection, edition)
    return Structure(()) if known is None else replace(structure_of(known), lineage=known.lineage)
