"""Read the drift of the working edition: what changed in each language, and where the two did not change alike."""

from dataclasses import dataclass

from server.domain.drift import DriftRow, drift
from server.domain.editions import Edition
from server.domain.working_editions import WorkingEdition
from server.store.database import Database
from server.usecases.read_working_edition import workspace_in


@dataclass(frozen=True, slots=True)
class Drift:
    """The working edition, the edition that it was made from, and the paragraphs in reading order."""

    working: WorkingEdition
    predecessor: Edition
    rows: tuple[DriftRow, ...]


def read_drift(database: Database) -> Drift:
    """Every paragraph that changed or is not in step: seven queries whatever its size. Raises Missing."""
    with database.read() as connection:
        workspace = workspace_in(connection)
    working, predecessor = workspace.working, workspace.predecessor
    return Drift(working, predecessor, tuple(drift(working.structure, workspace.paragraphs, predecessor)))
