"""Read the working edition: whole, with every revision, for lists, the gate and publishing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from server.domain.document import Paragraph
from server.domain.editions import Edition
from server.domain.working_editions import WorkingEdition, WorkingParagraph, edition_of
from server.store import edition_values, revisions, working_editions
from server.store.database import Connection, Database
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class Workspace:
    """The working edition with its paragraphs by id and the edition that it was made from.

    `paragraphs` holds those of the structure; those that were removed are left out.
    """

    working: WorkingEdition
    paragraphs: Mapping[str, WorkingParagraph]
    predecessor: Edition

    @property
    def before(self) -> dict[str, Paragraph]:
        """The paragraphs of the predecessor by id."""
        return {each.id: each for section in self.predecessor.sections for each in section.paragraphs}

    def edition(self, day: date) -> Edition:
        """What it would be, published now; `day` where it has no date yet."""
        return edition_of(self.working, self.paragraphs, day=day)


def read_working_edition(database: Database) -> Workspace:
    """The working edition, whole: seven queries whatever its size. Raises Missing where nobody has begun one."""
    with database.read() as connection:
        return workspace_in(connection)


def workspace_in(connection: Connection) -> Workspace:
    """As read_working_edition, in a transaction that is open already."""
    working = working_editions.open_working_edition(connection)
    if working is None:
        raise Missing("working edition", "")
    predecessor = edition_values.whole_edition(connection, working.predecessor)
    if predecessor is None:
        raise Missing("edition", working.predecessor)
    known = revisions.working_paragraphs(connection, working.key)
    paragraphs = {each: known.get(each, WorkingParagraph(each, {})) for each in working.structure.paragraphs}
    return Workspace(working, paragraphs, predecessor)
