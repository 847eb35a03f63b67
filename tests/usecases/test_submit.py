"""Submitting: all of a basket is handed in once, kept with the round it was written for, and confirmed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from server.domain.accounts import Account, Role
from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Comment, StakeholderGroup
from server.domain.document import wording_hash
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule, Participation
from server.domain.submissions import Publication, Submission, SubmissionState, Suspicion
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.store.invitations import Invitation, add_invitation, invitation_by_id, revoke_invitation
from server.store.schema import comments, jobs, submission_emails, submissions
from server.store.submissions import Addresses, addresses_of
from server.usecases.keep_draft import RoundNotOpen, read_basket
from server.usecases.sign_in import add_account
from server.usecases.submit import (
    CONFIRM_WITHIN,
    NotInvited,
    Submitter,
    new_idempotency_key,
    submit_basket,
    submit_drafts,
)
from tests.editing import KEY as CONCEPT
from tests.editing import close_thread, editor
from tests.participating import (
    GUEST,
    SECOND,
    comments_in,
    now,
    submit,
    waiting_mails,
    with_round,
    write,
)
from tests.worlds import CANARY, DE, KEY, NL, NOON, SIGNER, contact, edition, load, record

TOKEN = "a-token-of-a-basket"
CLOSES = datetime(2021, 11, 1, 23, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)


def send(
    database: Database, *, token: str = TOKEN, by: Submitter = GUEST, at: datetime = NOON, **typed: str
) -> Submission:
    """Send the form of a basket; twice the same unless told otherwise."""
    return submit_basket(database, SIGNER, token=token, form=contact(**typed), by=by, at=at)


def left(database: Database) -> list[str]:
    """What is left in the basket."""
    return [each.draft.text for each in read_basket(database, token=TOKEN)]


def count(database: Database) -> tuple[int, int]:
    """How many submissions and comments there are."""
    with database.read() as connection:
        return tuple(  # type: ignore[return-value]
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (submissions, comments)
        )


def test_a_submission_is_kept_as_it_was_handed_in(loaded: Database) -> None:
    write(loaded, TOKEN)
    submission = send(loaded, organisation="Kammer", mail_replies="yes")
    assert submission == Submission(
        id=submission.id,
        round="autumn",
        language=DE,
        state=SubmissionState.UNCONFIRMED,
        name="Anna",
        organisation="Kammer",
        group=StakeholderGroup.CITIZEN,
        publication=Publication.NAMED,
        created=NOON,
        person=SIGNER.person("anna@example.org"),
        confirm_by=NOON + CONFIRM_WITHIN,
    )
    assert now(loaded, submission) == submission
    with loaded.read() as connection:
        assert addresses_of(connection, submission.id) == Addresses("anna@example.org", mail_replies=True)


def test_its_comments_wait_for_the_confirmation(loaded: Database) -> None:
    write(loaded, TOKEN)
    submission = send(loaded, organisation="Kammer")
    [comment] = comments_in(loaded, submission)
    base = "Die Digitalisierung kommt schnell voran."
    assert comment == Comment(
        id=comment.id,
        round="autumn",
        edition="2021",
        section="1-opening",
        target=Target(TargetKind.PARAGRAPH, "p-aaaa1"),
        language=DE,
        text="Das Handwerk fehlt.",
        name="Anna",
        organisation="Kammer",
        group=StakeholderGroup.CITIZEN,
        created=NOON,
        state=ModerationState.UNCONFIRMED,
        base_hash=wording_hash(base),
        base_text=base,
        submission=submission.id,
    )


def test_comments_in_both_languages_go_together_in_their_order(loaded: Database) -> None:
    write(loaded, TOKEN, "Eins.")
    write(loaded, TOKEN, "Twee.", on=SECOND, language="nl")
    write(loaded, TOKEN, "Drei.", on=Target(TargetKind.QUESTION, "autumn/missing"))
    submission = send(loaded)
    handed_in = [(each.text, each.language) for each in comments_in(loaded, submission)]
    assert handed_in == [("Eins.", DE), ("Twee.", NL), ("Drei.", DE)]
    assert left(loaded) == []


@pytest.mark.parametrize("publication", ["anonymous", "not"])
def test_a_name_that_may_not_be_published_is_on_no_comment(loaded: Database, publication: str) -> None:
    submission = submit(loaded, publication=publication, organisation="Kammer")
    [comment] = comments_in(loaded, submission)
    assert (comment.name, comment.organisation) == ("", "")
    assert (submission.name, submission.organisation) == ("Anna", "Kammer")


def test_the_confirmation_is_asked_for_by_mail_in_the_language_of_the_submitter(loaded: Database) -> None:
    submission = submit(loaded, by=Submitter(NL))
    details = {"submission": submission.id}
    assert waiting_mails(loaded) == [Mail(MailKind.CONFIRM, NL, "anna@example.org", details)]


def test_the_moment_is_kept_in_utc_to_the_second(loaded: Database) -> None:
    summer = NOON.astimezone(timezone(timedelta(hours=2))).replace(microsecond=999_999)
    submission = submit(loaded, at=summer)
    assert submission.created == now(loaded, submission).created == NOON
    assert [each.created for each in comments_in(loaded, submission)] == [NOON]


def test_an_empty_basket_is_not_handed_in(loaded: Database) -> None:
    with pytest.raises(FormRefused) as refused:
        send(loaded)
    assert refused.value.problems == {"basket": Problem.BASKET_EMPTY}
    assert count(loaded) == (0, 0)


def test_a_refused_form_leaves_the_basket_as_it_is(loaded: Database) -> None:
    write(loaded, TOKEN)
    with pytest.raises(FormRefused):
        send(loaded, email="anna")
    assert (count(loaded), left(loaded)) == ((0, 0), ["Das Handwerk fehlt."])


def test_the_e_mail_address_is_in_its_own_table_and_in_the_mail_that_waits(loaded: Database) -> None:
    submit(loaded, email=CANARY)
    with loaded.read() as connection:
        for table in (submissions, comments, jobs):
            assert CANARY not in str(connection.execute(select(table)).all())
        assert connection.execute(select(submission_emails.c.email)).scalars().all() == [CANARY]
    assert [mail.recipient for mail in waiting_mails(loaded)] == [CANARY]


# Once


def test_the_same_form_twice_is_one_submission(loaded: Database) -> None:
    write(loaded, TOKEN)
    assert send(loaded) == send(loaded)
    assert count(loaded) == (1, 1)
    assert len(waiting_mails(loaded)) == 1


def test_fifty_of_the_same_form_at_once_are_one_submission(loaded: Database) -> None:
    for text in ("Eins.", "Zwei."):
        write(loaded, TOKEN, text)
    with ThreadPoolExecutor(50) as threads:
        sent = [threads.submit(send, loaded) for _ in range(50)]
        assert len({each.result().id for each in sent}) == 1
    assert count(loaded) == (1, 2)
    assert len(waiting_mails(loaded)) == 1


def test_two_forms_for_one_basket_at_once_hand_it_in_once(loaded: Database) -> None:
    for text in ("Eins.", "Zwei."):
        write(loaded, TOKEN, text)

    def try_to(_: int) -> str:
        try:
            return send(loaded, idempotency_key=new_idempotency_key()).id
        except FormRefused as refused:
            assert refused.problems == {"basket": Problem.BASKET_EMPTY}
            return ""

    with ThreadPoolExecutor(8) as threads:
        assert len([sent for sent in threads.map(try_to, range(16)) if sent]) == 1
    assert count(loaded) == (1, 2)


def test_fifty_different_ones_at_once_are_fifty_submissions(loaded: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        sent = list(threads.map(lambda number: submit(loaded, f"Nummer {number}."), range(50)))
    assert len({each.id for each in sent}) == 50
    assert count(loaded) == (50, 50)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Hanna"},
        {"organisation": "Kammer"},
        {"group": "company"},
        {"email": "hanna@example.org"},
        {"publication": "not"},
        {"releaser": "chef@example.org"},
        {"mail_replies": "yes"},
        {"mail_dispositions": "yes"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_same_key_with_anything_else_is_refused_and_changes_nothing(
    loaded: Database, changed: dict[str, str]
) -> None:
    write(loaded, TOKEN)
    first = send(loaded)
    with pytest.raises(FormRefused) as refused:
        send(loaded, **changed)
    assert refused.value.problems == {"idempotency_key": Problem.FORM_STALE}
    assert (count(loaded), now(loaded, first)) == ((1, 1), first)


def test_another_proof_of_work_is_no_other_form(loaded: Database) -> None:
    write(loaded, TOKEN)
    assert send(loaded, proof="one") == send(loaded, proof="two")


def test_what_was_written_since_needs_a_form_of_its_own(loaded: Database) -> None:
    write(loaded, TOKEN)
    send(loaded)
    write(loaded, TOKEN, "Noch etwas.")
    with pytest.raises(FormRefused) as refused:
        send(loaded)
    assert refused.value.problems == {"idempotency_key": Problem.FORM_STALE}
    assert (count(loaded), left(loaded)) == ((1, 1), ["Noch etwas."])
    assert send(loaded, idempotency_key=new_idempotency_key())
    assert count(loaded) == (2, 2)


def test_drafts_that_lie_in_no_basket_are_kept_once_as_well(loaded: Database) -> None:
    write(loaded, TOKEN)
    write(loaded, TOKEN, "Anders.")
    one, other = (each.draft for each in read_basket(loaded, token=TOKEN))
    with loaded.write() as connection:
        hand_in = partial(submit_drafts, connection, SIGNER, form=contact(), by=GUEST)
        first = hand_in(drafts=[one], at=NOON)
        # What stands there may have changed when it is sent again, and the round may have closed.
        reworded = replace(one, base_text="Anders.", section="2-steps")
        assert hand_in(drafts=[reworded], at=CLOSES) == first
        for drafts in ([other], [one, other], []):
            with pytest.raises(FormRefused) as refused:
                hand_in(drafts=drafts, at=NOON)
            assert refused.value.problems == {"idempotency_key": Problem.FORM_STALE}
    assert count(loaded) == (1, 1)


def test_keys_are_drawn_anew_and_fit_a_form() -> None:
    keys = {new_idempotency_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {22}
    assert KEY not in keys


# While the round is open


@pytest.mark.parametrize(
    ("at", "is_taken"),
    [
        (CLOSES - timedelta(seconds=1), True),
        (CLOSES - MOMENT, True),
        (CLOSES, False),
        (CLOSES + timedelta(days=1), False),
    ],
)
def test_a_submission_is_taken_until_the_last_moment_of_the_closing_day(
    loaded: Database, at: datetime, is_taken: bool
) -> None:
    write(loaded, TOKEN)
    if is_taken:
        send(loaded, at=at)
    else:
        with pytest.raises(RoundNotOpen) as refused:
            send(loaded, at=at)
        assert refused.value.round is not None
        assert refused.value.round.key == "autumn"
    assert (count(loaded), left(loaded)) == (((1, 1), []) if is_taken else ((0, 0), ["Das Handwerk fehlt."]))


@pytest.mark.parametrize(
    ("closes", "moment"),
    [
        # Summer time ends on the 31st, at 3 o'clock: the day has 25 hours.
        (date(2021, 10, 30), datetime(2021, 10, 30, 22, tzinfo=UTC)),
        (date(2021, 10, 31), datetime(2021, 10, 31, 23, tzinfo=UTC)),
    ],
)
def test_the_closing_day_counts_in_full_also_when_the_clocks_change(
    loaded: Database, closes: date, moment: datetime
) -> None:
    with_round(loaded, closes=closes)
    submit(loaded, at=moment - MOMENT)
    with pytest.raises(RoundNotOpen):
        submit(loaded, at=moment)
    assert count(loaded) == (1, 1)


def test_an_hour_that_comes_twice_is_inside_both_times(loaded: Database) -> None:
    with_round(loaded, closes=date(2021, 10, 31))
    for hour in (0, 1):
        submit(loaded, at=datetime(2021, 10, 31, hour, 30, tzinfo=UTC))
    assert count(loaded) == (2, 2)


def test_a_round_that_was_closed_early_takes_nothing_more(loaded: Database) -> None:
    write(loaded, TOKEN)
    with_round(loaded, closed=NOON)
    with pytest.raises(RoundNotOpen):
        send(loaded)
    assert left(loaded) == ["Das Handwerk fehlt."]


def test_a_form_that_arrived_in_time_is_answered_with_the_first_after_closing(loaded: Database) -> None:
    write(loaded, TOKEN)
    first = send(loaded, at=CLOSES - MOMENT)
    assert send(loaded, at=CLOSES) == first
    assert send(loaded, at=CLOSES + timedelta(days=300)) == first
    with pytest.raises(FormRefused) as refused:
        send(loaded, at=CLOSES, idempotency_key=new_idempotency_key())
    assert refused.value.problems == {"basket": Problem.BASKET_EMPTY}


def test_a_form_that_arrived_is_answered_with_the_first_when_its_thread_has_closed(loaded: Database) -> None:
    write(loaded, TOKEN, on=Target(TargetKind.CONCEPT, CONCEPT))
    first = send(loaded)
    close_thread(loaded, editor(loaded))
    assert send(loaded) == first


def test_what_was_written_before_its_thread_closed_can_be_handed_in(loaded: Database) -> None:
    write(loaded, TOKEN, on=Target(TargetKind.CONCEPT, CONCEPT))
    close_thread(loaded, editor(loaded))
    assert len(comments_in(loaded, send(loaded))) == 1


# Drafts on two editions


@pytest.fixture
def two_editions(database: Database, tmp_path: Path) -> Database:
    """Two editions with a round each, and a draft on each, the older edition's first."""
    newer = edition("2022", day=date(2022, 9, 28), predecessor="2021")
    whole = record(edition(), newer)
    rounds = (*whole.rounds, replace(whole.rounds[0], key="spring", edition="2021"))
    load(database, tmp_path / "record", replace(whole, rounds=rounds))
    for each in ("2021", "2022"):
        write(database, TOKEN, f"Zu {each}.", edition=each)
    return database


def test_a_submission_belongs_to_one_round_and_the_rest_stays(two_editions: Database) -> None:
    first = send(two_editions)
    assert (first.round, left(two_editions)) == ("spring", ["Zu 2022."])
    # A double click hands in nothing more.
    assert send(two_editions) == first
    assert left(two_editions) == ["Zu 2022."]
    second = send(two_editions, idempotency_key=new_idempotency_key())
    assert (second.round, left(two_editions)) == ("autumn", [])


def test_drafts_for_a_closed_round_do_not_hold_up_the_others(two_editions: Database) -> None:
    with_round(two_editions, "spring", closed=NOON)
    assert send(two_editions).round == "autumn"
    assert left(two_editions) == ["Zu 2021."]
    with pytest.raises(RoundNotOpen) as refused:
        send(two_editions, idempotency_key=new_idempotency_key())
    assert refused.value.round is not None
    assert refused.value.round.key == "spring"


def test_answers_to_another_round_stay_in_the_basket(loaded: Database, tmp_path: Path) -> None:
    write(loaded, TOKEN, "Antwort.", on=Target(TargetKind.QUESTION, "autumn/missing"))
    write(loaded, TOKEN, "Anmerkung.")
    whole = record()
    later = replace(whole.rounds[0], key="late", opens=date(2021, 9, 30), questions=())
    load(loaded, tmp_path / "later", replace(whole, rounds=(*whole.rounds, later)))
    submission = send(loaded)
    assert (submission.round, left(loaded)) == ("late", ["Antwort."])
    with pytest.raises(RoundNotOpen):
        send(loaded, idempotency_key=new_idempotency_key())


# Who may take part, and who is known


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


# What looks like a machine's


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
