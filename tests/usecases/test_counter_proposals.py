"""A counter-proposal: sent to who can be reached, answered once, kept with the wording that was shown."""

from pathlib import Path
from typing import Any

import pytest

from server.domain.accounts import Account
from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.disposition_forms import FormRefused, Problem
from server.domain.dispositions import CounterAnswer
from server.domain.mails import MailKind
from server.store.database import Database
from server.usecases.answer_counter_proposal import ProposedMeanwhile, answer_counter_proposal
from server.usecases.missing import Missing
from server.usecases.read_counter_proposals import read_counter_proposals
from server.usecases.send_counter_proposal import AlreadyDecided, NotReachable
from server.usecases.withdraw import withdraw_comment
from tests.disposing import dispose, sent_in, world
from tests.participating import log, submit, waiting_mails
from tests.usecases.counter_proposing import last_proposal, proposals, propose
from tests.worlds import DE, KEY, NL, NOON, comment

YES, NO = CounterAnswer.YES, CounterAnswer.NO


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor."""
    return world(database, tmp_path)


def reply(database: Database, asked: Comment, answer: CounterAnswer | None = YES, **more: Any) -> None:
    usual = {"submission_id": asked.submission, "text": "", "at": NOON}
    if "number" not in more:
        more["number"] = last_proposal(database, asked.id).id
    answer_counter_proposal(database, comment_id=asked.id, answer=answer, **{**usual, **more})


def test_it_is_kept_logged_and_mailed_once_per_form(database: Database, els: Account) -> None:
    asked = sent_in(database)
    for _ in range(2):
        propose(database, asked, els, form_key=KEY)
    [kept] = proposals(database, asked.id)
    assert (kept.wordings, kept.message) == ({DE: "Die Digitalisierung eilt."}, {DE: "Geht es auch so?"})
    assert (kept.by, kept.sent, kept.answer) == ("Els", NOON, None)
    [mail] = waiting_mails(database, MailKind.COUNTER_PROPOSAL)
    assert (mail.recipient, mail.language) == ("anna@example.org", DE)
    assert len(log(database, ActKind.COUNTER_PROPOSED, asked.id)) == 1


def test_wording_and_message_are_needed_in_the_language_of_the_comment(
    database: Database, els: Account
) -> None:
    asked = sent_in(database)
    with pytest.raises(FormRefused) as refused:
        propose(database, asked, els, wordings={NL: "Het gaat snel."}, message={})
    assert refused.value.problems == {"wording_de": Problem.MISSING, "message_de": Problem.MISSING}


def test_nobody_is_asked_who_cannot_be_reached(database: Database, els: Account) -> None:
    from_the_record = comment()
    with pytest.raises(NotReachable):
        propose(database, from_the_record, els)


def test_an_unconfirmed_submission_is_not_even_found(database: Database, els: Account) -> None:
    submit(database, "Noch nicht bestätigt.")
    with pytest.raises(Missing):
        propose(database, comment(99), els)


def test_what_is_decided_is_neither_asked_nor_answered(database: Database, els: Account) -> None:
    asked = sent_in(database)
    propose(database, asked, els)
    dispose(database, asked.id, els)
    with pytest.raises(AlreadyDecided):
        propose(database, asked, els)
    with pytest.raises(AlreadyDecided):
        reply(database, asked)
    assert not read_counter_proposals(database, asked.submission)[asked.id].is_open


def test_the_answer_is_kept_with_the_wording_and_can_change_until_the_decision(
    database: Database, els: Account
) -> None:
    asked = sent_in(database)
    propose(database, asked, els)
    reply(database, asked, NO, text=" Zu kurz. ")
    reply(database, asked, NO, text="Zu kurz.")
    reply(database, asked, YES)
    kept = last_proposal(database, asked.id)
    assert (kept.answer, kept.answer_text, kept.answered) == (YES, "", NOON)
    assert kept.wordings == {DE: "Die Digitalisierung eilt."}
    assert len(log(database, ActKind.COUNTER_ANSWERED, asked.id)) == 2


def test_the_last_answer_once_more_is_no_error_after_the_decision(database: Database, els: Account) -> None:
    asked = sent_in(database)
    propose(database, asked, els)
    reply(database, asked, YES)
    dispose(database, asked.id, els)
    reply(database, asked, YES)
    with pytest.raises(AlreadyDecided):
        reply(database, asked, NO)


def test_an_answer_to_what_was_proposed_before_is_not_one_to_what_is_proposed_now(
    database: Database, els: Account
) -> None:
    asked = sent_in(database)
    propose(database, asked, els)
    seen = last_proposal(database, asked.id).id
    propose(database, asked, els, "Die Digitalisierung kommt.")
    with pytest.raises(ProposedMeanwhile):
        reply(database, asked, number=seen)
    assert [each.answer for each in proposals(database, asked.id)] == [None, None]


def test_yes_or_no_is_needed_and_a_long_text_refused(database: Database, els: Account) -> None:
    asked = sent_in(database)
    propose(database, asked, els)
    for answer, text, field in ((None, "", "answer"), (YES, "x" * 5_001, "answer_text")):
        with pytest.raises(FormRefused) as refused:
            reply(database, asked, answer, text=text)
        assert [*refused.value.problems] == [field]


def test_nobody_answers_for_somebody_else(database: Database, els: Account) -> None:
    asked, other = sent_in(database), sent_in(database, email="b@example.org")
    propose(database, asked, els)
    with pytest.raises(Missing):
        reply(database, asked, submission_id=other.submission)


def test_it_goes_with_a_withdrawn_comment(database: Database, els: Account) -> None:
    asked = sent_in(database)
    propose(database, asked, els)
    reply(database, asked, NO, text="Mein Grund.")
    withdraw_comment(database, submission_id=asked.submission, comment_id=asked.id, at=NOON)
    assert proposals(database, asked.id) == []
