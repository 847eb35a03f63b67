"""Invitations to a round: each lets one person or body submit once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from server.store.schema import invitations


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation; `label` tells the administrators for whom it is, `submission` what was sent with it."""

    id: str
    round: str
    label: str
    created: datetime
    revoked: datetime | None = None
    submission: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return self.revoked is None and self.submission is None


def add_invitation(connection: Connection, invitation: Invitation) -> None:
    """Keep a new invitation."""
    connection.execute(
        insert(invitations).values(
            id=invitation.id,
            round=invitation.round,
            label=invitation.label,
            created=invitation.created,
            revoked=invitation.revoked,
            submission=invitation.submission,
        )
    )


def invitation_by_id(connection: Connection, invitation_id: str) -> Invitation | None:
    """The invitation with this id."""
    row = connection.execute(select(invitations).where(invitations.c.id == invitation_id)).one_or_none()
    return None if row is None else _invitation(row)


def invitations_to(connection: Connection, round_key: str) -> list[Invitation]:
    """Every invitation to a round, oldest first."""
    statement = select(invitations).where(invitations.c.round == round_key)
    return [
        _invitation(row)
        for row in connection.execute(statement.order_by(invitations.c.created, invitations.c.id))
    ]


def use_invitation(connection: Connection, invitation_id: str, submission: str) -> bool:
    """Use an invitation for this submission; false when it was used or revoked before."""
    used = connection.execute(
        update(invitations)
        .where(
            invitations.c.id == invitation_id,
            invitations.c.submission.is_(None),
            invitations.c.revoked.is_(None),
        )
        .values(submission=submission)
    )
    return used.rowcount > 0


def revoke_invitation(connection: Connection, invitation_id: str, *, at: datetime) -> bool:
    """The invitation lets nobody in any more; false when it was used or revoked before: what was sent stays."""
    revoked = connection.execute(
        update(invitations)
        .where(
            invitations.c.id == invitation_id,
            invitations.c.submission.is_(None),
            invitations.c.revoked.is_(None),
        )
        .values(revoked=at)
    )
    return revoked.rowcount > 0


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.id, row.round, row.label, row.created, row.revoked, row.submission)
