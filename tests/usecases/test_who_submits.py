"""Who may take part in a round, whose address is known already, and what looks like a machine's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from server.domain.accounts import Account, Role
from server.domain.comment_forms import FormRefused
from server.domain.mails import MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule, Participation
from server.domain.submissions import SubmissionState, Suspicion
from server.store.database import Database
from server.store.invitations import Invitation, add_invitation, invitation_by_id, revoke_invitation
from server.usecases.submit import (
    NotInvited,
    Submitter,
)
from tests.participating import (
    GUEST,
    TOKEN,
    comments_in,
    count,
    now,
    send,
    submit,
    waiting_mails,
    with_round,
    write,
)
from tests.worlds import DE, NOON, SIGNER, add_account


@pytest.fixture
def els(loaded: Database) -> Account:
    """Somebody with an account."""
    return add_account(loaded, name="Els", email="els@example.org", role=Role.MODERATOR)


def test_a_round_for_accounts_takes_nothing_from_guests(loaded: Database, els: Account) -> None:
    with_round(loaded, participation=Participation.ACCOUNT)
    with pytest.raises(NotInvited):
        submit(loaded)
    submission = submit(loaded, by=Submitter(DE, account=els), email="")
    assert (submission.state, submission.account) == (SubmissionState.CONFIRMED, els.id)
    assert submission.person == SIGNER.person("els@example.org")
    assert [mail.recipient for mail in waiting_mails(loaded, MailKind.RECEIPT)] == ["els@example.org"]


def test_an_account_that_types_another_address_has_to_confirm_it(loaded: Database, els: Account) -> None:
    by = Submitter(DE, account=els)
    assert submit(loaded, by=by, email="anna@example.org").state is SubmissionState.UNCONFIRMED
    assert submit(loaded, by=by, email="ELS@example.org").state is SubmissionState.CONFIRMED


def test_an_address_that_was_confirmed_in_this_browser_is_not_asked_for_again(loaded: Database) -> None:
    anna = Submitter(DE, person=SIGNER.person("anna@example.org"))
    assert submit(loaded, by=anna).state is SubmissionState.CONFIRMED
    assert submit(loaded, by=anna, email="hanna@example.org").state is SubmissionState.UNCONFIRMED


def invite(database: Database, name: str = "i-1", round_: str = "autumn") -> Submitter:
    """An invitation to a round."""
    with database.write() as connection:
        add_invitation(connection, Invitation(name, round_, "Handwerkskammer", NOON))
    return Submitter(DE, invitation=name)


def invited_with(database: Database, name: str = "i-1") -> str | None:
    """The submission that an invitation was used for."""
    with database.read() as connection:
        invitation = invitation_by_id(connection, name)
    assert invitation is not None
    return invitation.submission


def test_an_invitation_lets_one_submit_once_without_an_address(loaded: Database) -> None:
    with_round(loaded, participation=Participation.INVITED)
    by = invite(loaded)
    submission = submit(loaded, by=by, email="")
    assert submission.state is SubmissionState.CONFIRMED
    assert invited_with(loaded) == submission.id
    with pytest.raises(NotInvited):
        submit(loaded, by=by, email="")
    assert waiting_mails(loaded) == []


def test_who_was_invited_confirms_an_address_that_they_give(loaded: Database) -> None:
    with_round(loaded, participation=Participation.INVITED)
    submission = submit(loaded, by=invite(loaded), email="anna@example.org")
    assert submission.state is SubmissionState.UNCONFIRMED
    assert [mail.recipient for mail in waiting_mails(loaded)] == ["anna@example.org"]
    assert invited_with(loaded) == submission.id


def test_an_invitation_is_used_once_however_many_use_it_at_once(loaded: Database) -> None:
    with_round(loaded, participation=Participation.INVITED)
    by = invite(loaded)

    def try_to(_: int) -> bool:
        try:
            submit(loaded, by=by)
        except NotInvited:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(try_to, range(16))).count(True) == 1
    assert count(loaded) == (1, 1)


def test_the_form_of_an_invitation_may_be_sent_again(loaded: Database) -> None:
    with_round(loaded, participation=Participation.INVITED)
    by = invite(loaded)
    write(loaded, TOKEN)
    assert send(loaded, by=by) == send(loaded, by=by)


def _revoked(database: Database) -> Submitter:
    by = invite(database)
    with database.write() as connection:
        revoke_invitation(connection, by.invitation, at=NOON)
    return by


@pytest.mark.parametrize(
    "who",
    [
        lambda _: GUEST,
        lambda _: Submitter(DE, invitation="i-unknown"),
        lambda database: invite(database, round_="spring"),
        _revoked,
    ],
    ids=["nobody", "unknown", "another round", "revoked"],
)
def test_a_round_for_the_invited_takes_nothing_from_others(
    loaded: Database, who: Callable[[Database], Submitter]
) -> None:
    with_round(loaded, participation=Participation.INVITED)
    with pytest.raises(NotInvited):
        submit(loaded, by=who(loaded))
    assert count(loaded) == (0, 0)


def test_an_invitation_is_not_used_up_by_a_round_that_needs_none(loaded: Database) -> None:
    submit(loaded, by=invite(loaded, round_="spring"))
    assert invited_with(loaded) is None


@pytest.mark.parametrize("suspicion", [Suspicion.NO_PROOF, Suspicion.HONEYPOT])
@pytest.mark.parametrize("rule", ModerationRule)
def test_what_looks_like_a_machines_is_held_and_not_thrown_away(
    loaded: Database, rule: ModerationRule, suspicion: Suspicion
) -> None:
    with_round(loaded, moderation=rule)
    by = Submitter(DE, person=SIGNER.person("anna@example.org"), suspicion=suspicion)
    submission = submit(loaded, by=by)
    assert now(loaded, submission).suspicion is suspicion
    assert [each.state for each in comments_in(loaded, submission)] == [ModerationState.HELD]


def test_who_fills_in_the_field_that_nobody_sees_is_suspicious(loaded: Database) -> None:
    assert submit(loaded, website="https://example.com").suspicion is Suspicion.HONEYPOT


def test_characters_that_no_column_takes_are_refused_or_left_out(loaded: Database) -> None:
    typed: dict[str, Any] = {"name": "An\0na\ud800", "organisation": "\0", "website": "\0"}
    submission = submit(loaded, **typed)
    assert (submission.name, submission.organisation) == ("Anna", "")
    with pytest.raises(FormRefused):
        submit(loaded, idempotency_key="k" * 16 + "\0")
