"""Read the log of acts, a page at a time, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from server.domain.accounts import Account, Role
from server.domain.acts import ActKind
from server.store import acts
from server.store.acts import LoggedAct
from server.store.database import Database
from server.usecases.moderate_comment import NotAllowed

ACTS_ON_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class ActsOnPage:
    """Acts, and where older ones begin: `before` for the next page, None where there are none."""

    acts: tuple[LoggedAct, ...]
    older: int | None


def read_acts(
    database: Database,
    *,
    by: Account,
    kinds: Collection[ActKind] = (),
    subject: str = "",
    before: int | None = None,
) -> ActsOnPage:
    """Acts of these kinds (all where none is named), on one subject where named. Raises NotAllowed."""
    if not by.role.includes(Role.MODERATOR):
        raise NotAllowed(f"{by.role} may not read the log")
    with database.read() as connection:
        found = acts.latest_acts(
            connection, limit=ACTS_ON_PAGE + 1, before=before, kinds=kinds, subject=subject
        )
    shown = tuple(found[:ACTS_ON_PAGE])
    return ActsOnPage(shown, shown[-1].sequence if len(found) > ACTS_ON_PAGE else None)
