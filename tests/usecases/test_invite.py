"""Inviting: a list of names becomes invitations; an address is in the mail and nowhere else."""

import pytest

from server.domain.accounts import Role
from server.domain.acts import ActKind
from server.domain.mails import MailKind
from server.domain.rounds import Participation
from server.store.database import Database
from server.store.invitations import Invitation
from server.text.languages import Language
from server.usecases.change_round import NotAnAdministrator
from server.usecases.invite import (
    Guest,
    InvitationsRefused,
    find_invitation,
    guests_of,
    invite,
    list_invitations,
    revoke_invitation,
)
from server.usecases.missing import Missing
from server.usecases.submit import NotInvited, Submitter
from tests.participating import submit, waiting_mails, with_round
from tests.usecases.people import log_of, person
from tests.usecases.test_load_record import everything
from tests.worlds import CANARY, DE, NOON

CHAMBER, BAKER = Guest("Kamer"), Guest("Bakker Jansen", CANARY)


def invited(database: Database, *guests: Guest, language: Language = DE) -> list[Invitation]:
    """Invite to the round of the small world."""
    return invite(database, round_key="autumn", guests=guests, language=language, by=None, at=NOON)


def by(invitation: Invitation) -> Submitter:
    """Somebody who came with this invitation."""
    return Submitter(DE, invitation=invitation.id)


def test_each_line_is_a_guest_with_an_address_or_without() -> None:
    typed = "  Kamer \n\nBakker  Jansen <kanarie.vogel@example.org>\n"
    assert guests_of(typed) == [CHAMBER, BAKER]
    assert guests_of("") == []


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("Kamer\nBakker <bakker>", "2: address-invalid"),
        ("Bakker <>", "1: address-invalid"),
        ("Bakker <a@example.org, b@example.org>", "1: address-invalid"),
        ("<bakker@example.org>", "1: label-missing"),
        ("bakker@example.org", "1: label-missing"),
        ("B" * 121, "1: label-too-long"),
    ],
)
def test_a_line_that_cannot_be_meant_is_named(typed: str, refusal: str) -> None:
    with pytest.raises(InvitationsRefused) as refused:
        guests_of(typed)
    assert str(refused.value) == refusal


def test_every_guest_has_an_invitation_of_their_own(loaded: Database) -> None:
    made = invited(loaded, CHAMBER, BAKER)
    assert [each.label for each in made] == ["Kamer", "Bakker Jansen"]
    assert len({each.id for each in made}) == 2
    listed = list_invitations(loaded, round_key="autumn", by=None)
    assert sorted(listed, key=repr) == sorted(made, key=repr)


def test_an_address_is_in_the_waiting_mail_and_nowhere_else(loaded: Database) -> None:
    [_, baker] = invited(loaded, CHAMBER, BAKER)
    [mail] = waiting_mails(loaded, MailKind.INVITATION)
    assert (mail.recipient, mail.language) == (CANARY, DE)
    assert mail.details == {"invitation": baker.id, "round": "autumn"}
    assert [name for name, rows in everything(loaded).items() if CANARY in repr(rows)] == ["mails"]


def test_nobody_is_invited_by_an_empty_list_or_one_that_is_too_long(loaded: Database) -> None:
    for guests, problem in (([], "empty"), ([CHAMBER] * 201, "too-many")):
        with pytest.raises(InvitationsRefused, match=problem):
            invited(loaded, *guests)
    assert list_invitations(loaded, round_key="autumn", by=None) == []


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR])
def test_only_administrators_invite_list_and_revoke(loaded: Database, role: Role) -> None:
    [made] = invited(loaded, CHAMBER)
    els = person(loaded, role)
    for act in (
        lambda: invite(loaded, round_key="autumn", guests=[CHAMBER], language=DE, by=els, at=NOON),
        lambda: list_invitations(loaded, round_key="autumn", by=els),
        lambda: revoke_invitation(loaded, invitation_id=made.id, by=els, at=NOON),
    ):
        with pytest.raises(NotAnAdministrator):
            act()
    assert list_invitations(loaded, round_key="autumn", by=None) == [made]


def test_inviting_and_revoking_are_logged_without_names(loaded: Database) -> None:
    [made] = invited(loaded, CHAMBER)
    revoke_invitation(loaded, invitation_id=made.id, by=None, at=NOON)
    acts = log_of(loaded, ActKind.INVITED)
    assert [(act.subject, act.reason) for act in acts] == [
        ("autumn", "1 made"),
        ("autumn", f"{made.id} revoked"),
    ]


def test_an_invitation_lets_somebody_submit_once(loaded: Database) -> None:
    with_round(loaded, participation=Participation.INVITED)
    [made] = invited(loaded, CHAMBER)
    sent = submit(loaded, by=by(made), email="")
    with pytest.raises(NotInvited):
        submit(loaded, by=by(made), email="")
    [used] = list_invitations(loaded, round_key="autumn", by=None)
    assert (used.submission, used.is_open) == (sent.id, False)


def test_a_revoked_invitation_lets_nobody_in(loaded: Database) -> None:
    with_round(loaded, participation=Participation.INVITED)
    [made] = invited(loaded, CHAMBER)
    assert find_invitation(loaded, round_key="autumn", invitation_id=made.id) == made
    assert not revoke_invitation(loaded, invitation_id=made.id, by=None, at=NOON).is_open
    assert find_invitation(loaded, round_key="autumn", invitation_id=made.id) is None
    with pytest.raises(NotInvited):
        submit(loaded, by=by(made), email="")


def test_an_invitation_opens_its_own_round_only(loaded: Database) -> None:
    [made] = invited(loaded, CHAMBER)
    assert find_invitation(loaded, round_key="spring", invitation_id=made.id) is None


def test_what_was_sent_with_an_invitation_stays_when_it_is_revoked(loaded: Database) -> None:
    with_round(loaded, participation=Participation.INVITED)
    [made] = invited(loaded, CHAMBER)
    sent = submit(loaded, by=by(made), email="")
    assert revoke_invitation(loaded, invitation_id=made.id, by=None, at=NOON).submission == sent.id


def test_an_unknown_round_or_invitation_is_missing(loaded: Database) -> None:
    for act in (
        lambda: invite(loaded, round_key="winter", guests=[CHAMBER], language=DE, by=None, at=NOON),
        lambda: list_invitations(loaded, round_key="winter", by=None),
        lambda: revoke_invitation(loaded, invitation_id="i-0000000000", by=None, at=NOON),
    ):
        with pytest.raises(Missing):
            act()
