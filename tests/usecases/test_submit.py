"""Submitting: all of a basket is handed in once, kept with the round it was written for, and confirmed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
from sqlalchemy import select

from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Comment, StakeholderGroup
from server.domain.document import wording_hash
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.submissions import Publication, Submission, SubmissionState
from server.domain.targets import Target, TargetKind
from server.store.database import Database
from server.store.schema import comments, jobs, submission_emails, submissions
from server.store.submissions import Addresses, addresses_of
from server.usecases.keep_draft import read_basket
from server.usecases.submit import (
    CONFIRM_WITHIN,
    Submitter,
    new_idempotency_key,
    submit_drafts,
)
from tests.participating import (
    GUEST,
    SECOND,
    TOKEN,
    comments_in,
    count,
    left,
    now,
    send,
    submit,
    waiting_mails,
    write,
)
from tests.worlds import CANARY, DE, KEY, NL, NOON, SIGNER, contact

CLOSES = datetime(2021, 11, 1, 23, tzinfo=UTC)
MOMENT = timedelta(milliseconds=1)


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
        except FormRefused:
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
