"""Invite people to a round: make invitations, list them, revoke one."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.document import ID_ALPHABET
from server.domain.mails import Mail, MailKind
from server.domain.rounds import Round
from server.domain.typed import clean_line, is_address
from server.store import invitations, mails, rounds
from server.store.acts import log_act
from server.store.database import Connection, Database
from server.store.invitations import Invitation
from server.text.languages import Language
from server.usecases.change_round import NotAnAdministrator
from server.usecases.missing import Missing

# A list of members is invited at once; more come in a second go, and one page can still show all.
MAX_INVITATIONS = 200
MAX_LABEL = 120


class InvitationProblem(StrEnum):
    """Why a list of guests is refused; the pages hold the sentence for each in both languages."""

    EMPTY = "empty"
    TOO_MANY = "too-many"
    LABEL_MISSING = "label-missing"
    LABEL_TOO_LONG = "label-too-long"
    ADDRESS_INVALID = "address-invalid"


class InvitationsRefused(Exception):
    """Nobody was invited; `problem` says why, `line` which line it is about (from 1, 0: the whole list)."""

    def __init__(self, problem: InvitationProblem, line: int = 0) -> None:
        super().__init__(f"{line}: {problem}" if line else problem)
        self.problem, self.line = problem, line


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is to be invited: a label for the administrators and, where it is to be mailed, an address."""

    label: str
    email: str = ""


def guests_of(typed: str) -> list[Guest]:
    """The guests of a typed list: one on each line, as `label` or `label <address>`. Raises InvitationsRefused."""
    guests = []
    for number, line in enumerate(typed.splitlines(), start=1):
        text = clean_line(line)
        label, bracket, rest = text.partition("<")
        if not text:
            continue
        guest = Guest(label.strip(), rest.removesuffix(">").strip())
        if bracket and not is_address(guest.email):
            raise InvitationsRefused(InvitationProblem.ADDRESS_INVALID, number)
        # A list of bare addresses would keep them as labels.
        if not guest.label or "@" in guest.label:
            raise InvitationsRefused(InvitationProblem.LABEL_MISSING, number)
        if len(guest.label) > MAX_LABEL:
            raise InvitationsRefused(InvitationProblem.LABEL_TOO_LONG, number)
        guests.append(guest)
    return guests


def invite(
    database: Database,
    *,
    round_key: str,
    guests: Sequence[Guest],
    language: Language,
    by: Account | None,
    at: datetime,
) -> list[Invitation]:
    """Make an invitation for each guest; who has an address gets it by mail, in this language.

    The address is kept in that mail only. `by` is None where whoever runs the service invites.
    Raises NotAnAdministrator, Missing, InvitationsRefused.
    """
    if not guests:
        raise InvitationsRefused(InvitationProblem.EMPTY)
    if len(guests) > MAX_INVITATIONS:
        raise InvitationsRefused(InvitationProblem.TOO_MANY)
    _refuse_others(by)
    made = []
    with database.write() as connection:
        _round(connection, round_key)
        for guest in guests:
            invitation = Invitation(_draw_id(), round_key, guest.label, at.replace(microsecond=0))
            invitations.add_invitation(connection, invitation)
            made.append(invitation)
            if guest.email:
                details = {"invitation": invitation.id, "round": round_key}
                mails.add_mail(connection, Mail(MailKind.INVITATION, language, guest.email, details), at=at)
        _log(connection, round_key, f"{len(made)} made", by, at)
    return made


def list_invitations(database: Database, *, round_key: str, by: Account | None) -> list[Invitation]:
    """Every invitation to a round, oldest first. Raises NotAnAdministrator, Missing."""
    _refuse_others(by)
    with database.read() as connection:
        _round(connection, round_key)
        return invitations.invitations_to(connection, round_key)


def revoke_invitation(
    database: Database, *, invitation_id: str, by: Account | None, at: datetime
) -> Invitation:
    """Let an invitation open nothing any more; one that was used or revoked stays as it is.

    Raises NotAnAdministrator, Missing.
    """
    _refuse_others(by)
    with database.write() as connection:
        if invitations.revoke_invitation(connection, invitation_id, at=at):
            known = invitations.invitation_by_id(connection, invitation_id)
            _log(connection, known.round if known else "", f"{invitation_id} revoked", by, at)
        found = invitations.invitation_by_id(connection, invitation_id)
    if found is None:
        raise Missing("invitation", invitation_id)
    return found


def find_invitation(database: Database, *, round_key: str, invitation_id: str) -> Invitation | None:
    """An open invitation to this round; None for every other, so that nobody learns which there are."""
    with database.read() as connection:
        found = invitations.invitation_by_id(connection, invitation_id)
    return found if found is not None and found.is_open and found.round == round_key else None


def _round(connection: Connection, key: str) -> Round:
    found = rounds.round_by_key(connection, key)
    if found is None:
        raise Missing("round", key)
    return found


def _refuse_others(by: Account | None) -> None:
    if by is not None and not by.role.includes(Role.ADMINISTRATOR):
        raise NotAnAdministrator


def _log(connection: Connection, round_key: str, reason: str, by: Account | None, at: datetime) -> None:
    account = None if by is None else by.id
    log_act(connection, Act(ActKind.INVITED, round_key, at, account=account, reason=reason))


def _draw_id() -> str:
    """Ten letters of 32: nobody guesses one, and the link is signed besides."""
    return "i-" + "".join(secrets.choice(ID_ALPHABET) for _ in range(10))
