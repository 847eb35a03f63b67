"""Correcting: the words change while the round is open, and somebody looks at them again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Comment, CommentKind, Quote, Redaction
from server.domain.mails import Mail, MailKind
from server.domain.moderation import DeclineReason, ModerationState, MoveNotAllowed
from server.domain.rounds import ModerationRule
from server.domain.submissions import Suspicion
from server.store.comment_counts import shown_count
from server.store.comment_versions import CommentVersion, Ended, versions_of
from server.store.comments import change_comment, comment_by_id
from server.store.database import Database
from server.store.index_changes import pending
from server.store.stamps import stamp
from server.usecases.correct_comment import correct_comment
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from server.usecases.submit import Submitter
from server.usecases.withdraw import withdraw_comment
from tests.participating import comments_in, log, said, submit, waiting_mails, with_round
from tests.worlds import DE, NL, NOON, OPENING, SIGNER, add_account, form

LATER = NOON + timedelta(hours=1, microseconds=5)
SECOND = LATER.replace(microsecond=0)
HELD, SHOWN = ModerationState.HELD, ModerationState.SHOWN
DECLINED = ModerationState.DECLINED


@pytest.fixture
def els(loaded: Database) -> Account:
    """Somebody who decides."""
    return add_account(loaded, name="Els", email="els@example.org", role=Role.EDITOR)


def decide(database: Database, comment: Comment, to: ModerationState, by: Account) -> None:
    """Decide on a comment."""
    moderate_comment(database, comment_id=comment.id, to=to, by=by, at=NOON, category=DeclineReason.INSULT)


def correct(
    database: Database, comment: Comment, text: str = "Das Handwerk ist da.", **typed: Any
) -> Comment:
    """Correct a comment with the receipt of its submission."""
    at = typed.pop("at", LATER)
    return correct_comment(
        database,
        submission_id=comment.submission,
        comment_id=comment.id,
        form=form(text, **typed),
        at=at,
    )


def kept(database: Database, comment: Comment) -> Comment:
    """The comment as it is now."""
    with database.read() as connection:
        found = comment_by_id(connection, comment.id)
    assert found is not None
    return found


def versions(database: Database, comment: Comment) -> list[CommentVersion]:
    """What it said before."""
    with database.read() as connection:
        return versions_of(connection, comment.id)


def around(database: Database) -> tuple[int, int, int]:
    """What follows a change of a shown comment: count, stamp, changes that wait for the index."""
    with database.read() as connection:
        every = pending(connection, 100)
        return shown_count(connection, "2021", "p-aaaa1"), stamp(connection, "2021", "1-opening"), len(every)


def test_a_corrected_comment_says_the_new_words_and_since_when(loaded: Database) -> None:
    comment = said(loaded)
    corrected = correct(loaded, comment)
    assert corrected == replace(comment, text="Das Handwerk ist da.", corrected=SECOND)
    assert kept(loaded, comment) == corrected


def test_what_it_said_before_is_kept_for_the_editors(loaded: Database) -> None:
    comment = said(loaded, "Erst.")
    for text in ("Dann.", "Zuletzt."):
        correct(loaded, comment, text)
    found = [(each.number, each.until, each.why, each.text) for each in versions(loaded, comment)]
    assert found == [(1, LATER, Ended.CORRECTED, "Erst."), (2, LATER, Ended.CORRECTED, "Dann.")]


def test_a_correction_is_logged_and_told_without_its_words(loaded: Database) -> None:
    comment = said(loaded)
    correct(loaded, comment)
    assert log(loaded, ActKind.CORRECTED) == [Act(ActKind.CORRECTED, comment.id, LATER)]
    told = Mail(MailKind.CORRECTED, DE, "anna@example.org", {"submission": comment.submission})
    assert waiting_mails(loaded, MailKind.CORRECTED) == [told]


def test_the_same_words_again_change_nothing(loaded: Database) -> None:
    comment = said(loaded)
    assert correct(loaded, comment, comment.text) == comment
    correct(loaded, comment)
    correct(loaded, comment)
    assert len(versions(loaded, comment)) == len(log(loaded, ActKind.CORRECTED)) == 1


def test_a_remark_can_become_a_suggestion_on_the_wording_that_its_writer_saw(loaded: Database) -> None:
    comment = said(loaded)
    wording = "Die Digitalisierung kommt zu schnell voran."
    corrected = correct(loaded, comment, "", kind="suggestion", suggested_wording=wording)
    assert (corrected.kind, corrected.suggested_wording) == (CommentKind.SUGGESTION, wording)
    assert (corrected.text, corrected.base_text) == ("", comment.base_text)
    with pytest.raises(FormRefused) as refused:
        correct(loaded, comment, "", kind="suggestion", suggested_wording=comment.base_text)
    assert refused.value.problems == {"suggested_wording": Problem.WORDING_UNCHANGED}


def test_language_and_what_it_answers_stay(loaded: Database) -> None:
    comment = said(loaded)
    corrected = correct(loaded, comment, "Toch.", language="nl", reply_to="c-zzzzzzzz")
    assert (corrected.language, corrected.reply_to) == (DE, "")


def test_a_quote_can_be_kept_changed_and_left_out(loaded: Database) -> None:
    comment = said(loaded, typed={"quote_exact": "snel"})
    # These words are Dutch, and the comment is German: what it was made on is kept in German only.
    assert comment.quote == Quote("snel", "De digitalisering gaat ", ".")
    assert correct(loaded, comment, "Eins.", quote_exact="snel").quote == comment.quote
    assert correct(loaded, comment, "Zwei.", quote_exact="schnell").quote == Quote(
        "schnell", "Die Digitalisierung kommt ", " voran."
    )
    assert correct(loaded, comment, "Drei.").quote is None


# Who looks at it again


def test_a_shown_comment_waits_for_a_moderator_again(loaded: Database, els: Account) -> None:
    comment = said(loaded)
    decide(loaded, comment, SHOWN, els)
    count, stamp_, indexed = around(loaded)
    assert correct(loaded, comment).state is kept(loaded, comment).state is HELD
    assert around(loaded) == (count - 1, stamp_ + 1, indexed + 1)
    assert log(loaded, ActKind.DECIDED)[-1] == Act(
        ActKind.DECIDED, comment.id, LATER, from_state="shown", to_state="held"
    )


def test_a_comment_that_its_round_shows_at_once_stays_shown(loaded: Database) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    comment = said(loaded)
    count, stamp_, indexed = around(loaded)
    assert correct(loaded, comment).state is kept(loaded, comment).state is SHOWN
    assert around(loaded) == (count, stamp_ + 1, indexed + 1)


def test_what_a_moderator_took_something_out_of_is_looked_at_again(loaded: Database) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    comment = said(loaded)
    spans = (Redaction(0, 3, "insult"), Redaction(0, 2, "personal-data", "name"))
    with loaded.write() as connection:
        change_comment(connection, comment.id, text="███ Handwerk fehlt.", redactions=spans)
    corrected = correct(loaded, comment)
    # What was taken out of the name is not part of the form.
    assert (corrected.state, corrected.redactions) == (HELD, spans[1:])
    assert kept(loaded, comment) == corrected
    assert [(each.text, each.redactions) for each in versions(loaded, comment)] == [
        ("███ Handwerk fehlt.", spans)
    ]


def test_what_looked_like_a_machines_is_looked_at_again(loaded: Database, els: Account) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    by = Submitter(DE, person=SIGNER.person("anna@example.org"), suspicion=Suspicion.NO_PROOF)
    comment = said(loaded, by=by)
    decide(loaded, comment, SHOWN, els)
    assert correct(loaded, comment).state is HELD


@pytest.mark.parametrize("rule", ModerationRule)
def test_a_declined_comment_is_looked_at_again(loaded: Database, els: Account, rule: ModerationRule) -> None:
    comment = said(loaded)
    decide(loaded, comment, DECLINED, els)
    with_round(loaded, moderation=rule)
    assert correct(loaded, comment).state is kept(loaded, comment).state is HELD


def test_what_is_not_published_stays_with_the_editors(loaded: Database) -> None:
    comment = said(loaded, publication="not")
    assert correct(loaded, comment).state is ModerationState.UNPUBLISHED


def test_before_it_is_confirmed_a_correction_leaves_no_trace_and_sends_no_mail(loaded: Database) -> None:
    [comment] = comments_in(loaded, submit(loaded))
    corrected = correct(loaded, comment)
    assert corrected == kept(loaded, comment) == replace(comment, text="Das Handwerk ist da.")
    assert versions(loaded, comment) == log(loaded, ActKind.CORRECTED) == []
    assert waiting_mails(loaded, MailKind.CORRECTED) == []


# What is refused


def test_a_refused_correction_changes_nothing(loaded: Database) -> None:
    comment = said(loaded)
    with pytest.raises(FormRefused):
        correct(loaded, comment, " ")
    assert (kept(loaded, comment), versions(loaded, comment)) == (comment, [])


def test_after_closing_nothing_is_corrected(loaded: Database) -> None:
    comment = said(loaded)
    closing = with_round(loaded).closes_at
    correct(loaded, comment, "In letzter Minute.", at=closing - timedelta(milliseconds=1))
    with pytest.raises(RoundNotOpen) as refused:
        correct(loaded, comment, at=closing)
    assert refused.value.round is not None
    assert kept(loaded, comment).text == "In letzter Minute."


def test_a_withdrawn_comment_is_not_corrected(loaded: Database) -> None:
    comment = said(loaded, "Eins.", "Zwei.")
    withdraw_comment(loaded, submission_id=comment.submission, comment_id=comment.id, at=NOON)
    with pytest.raises(MoveNotAllowed):
        correct(loaded, comment)
    assert kept(loaded, comment).text == ""


def test_a_receipt_reaches_no_comment_of_another_submission(loaded: Database) -> None:
    mine, other = said(loaded, "Meine."), said(loaded, "Fremde.")
    for submission_id, comment_id in (
        (mine.submission, other.id),
        (mine.submission, "c-zzzzzzzz"),
        ("s-zzzzzzzz", mine.id),
    ):
        with pytest.raises(Missing):
            correct(loaded, replace(mine, id=comment_id, submission=submission_id))
    assert (kept(loaded, mine), kept(loaded, other)) == (mine, other)


def test_the_corrected_text_is_in_the_language_of_the_comment(loaded: Database) -> None:
    comment = said(loaded, "Een reactie.", typed={"language": "nl"})
    assert correct(loaded, comment, "Beter.").base_text == OPENING.paragraphs[0].wordings[NL]
