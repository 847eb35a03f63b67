"""Publish the decided dispositions of the working edition before the edition itself."""

from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.store import acts, dispositions, stamps
from server.store.database import Database
from server.usecases.find_disposition import open_edition
from server.usecases.moderate_comment import NotAllowed
from server.usecases.note_change import note_answers
from server.usecases.tell_of_dispositions import tell_of_dispositions


def publish_dispositions(database: Database, *, by: Account, at: datetime) -> int:
    """Let everybody read what has been decided so far, and tell the submitters; how many became public.

    Doing it again with nothing decided since changes nothing. Raises Missing, and NotAllowed for all but
    administrators.
    """
    if not by.role.includes(Role.ADMINISTRATOR):
        raise NotAllowed(f"{by.role} may not make dispositions public")
    with database.write() as connection:
        edition = open_edition(connection).key
        published = dispositions.make_public(connection, edition, at=at)
        if published:
            tell_of_dispositions(connection, published, at=at)
            stamps.bump_all(connection)
            note_answers(connection, published, at=at)
            reason = str(len(published))
            act = Act(ActKind.DISPOSITIONS_PUBLISHED, edition, at, by.id, reason=reason)
            acts.log_act(connection, act)
        return len(published)
