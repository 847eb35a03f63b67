"""Consent: what may be published can be changed at any time, and nothing comes back unseen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Comment, Redaction
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.rounds import ModerationRule
from server.domain.submissions import Publication, Submission, SubmissionState
from server.store.comment_counts import shown_count
from server.store.comments import change_comment
from server.store.database import Database
from server.store.stamps import stamp
from server.usecases.change_consent import change_consent
from server.usecases.confirm_submission import confirm_submission
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from server.usecases.withdraw import withdraw_comment, withdraw_submission
from tests.participating import comments_in, log, now, submit, submitted, with_round
from tests.worlds import NOON, add_account

LATER = NOON + timedelta(hours=1)
HELD, SHOWN, DECLINED = ModerationState.HELD, ModerationState.SHOWN, ModerationState.DECLINED
WITHDRAWN, UNPUBLISHED = ModerationState.WITHDRAWN, ModerationState.UNPUBLISHED
NAMED, ANONYMOUS, NOT = Publication.NAMED, Publication.ANONYMOUS, Publication.NOT


@pytest.fixture
def els(loaded: Database) -> Account:
    """Somebody who decides."""
    return add_account(loaded, name="Els", email="els@example.org", role=Role.EDITOR)


def change(database: Database, submission: Submission, to: Publication) -> Submission:
    """Change what may be published."""
    return change_consent(database, submission_id=submission.id, publication=to, at=LATER)


def decide(database: Database, comment: Comment, to: ModerationState, by: Account) -> None:
    """Decide on a comment."""
    moderate_comment(database, comment_id=comment.id, to=to, by=by, at=NOON, category=DeclineReason.INSULT)


def states(database: Database, submission: Submission) -> list[ModerationState]:
    """The states of the comments."""
    return [comment.state for comment in comments_in(database, submission)]


def names(database: Database, submission: Submission) -> list[tuple[str, str]]:
    """Under which names the comments stand."""
    return [(comment.name, comment.organisation) for comment in comments_in(database, submission)]


def page(database: Database) -> tuple[int, int]:
    """What readers' pages depend on: the count and the stamp."""
    with database.read() as connection:
        return shown_count(connection, "2021", "p-aaaa1"), stamp(connection, "2021", "1-opening")


def test_the_submission_says_what_may_be_published_and_the_log_what_changed(loaded: Database) -> None:
    submission = submitted(loaded)
    changed = change(loaded, submission, ANONYMOUS)
    assert changed == now(loaded, submission) == replace(submission, publication=ANONYMOUS)
    act = Act(ActKind.CONSENT_CHANGED, submission.id, LATER, from_state="named", to_state="anonymous")
    assert log(loaded, ActKind.CONSENT_CHANGED) == [act]


def test_without_the_name_a_shown_comment_stays_shown(loaded: Database, els: Account) -> None:
    submission = submitted(loaded, organisation="Kammer")
    decide(loaded, comments_in(loaded, submission)[0], SHOWN, els)
    count, stamp_ = page(loaded)
    change(loaded, submission, ANONYMOUS)
    assert (names(loaded, submission), states(loaded, submission)) == ([("", "")], [SHOWN])
    assert page(loaded) == (count, stamp_ + 1)


@pytest.mark.parametrize(("rule", "state"), [(ModerationRule.BEFORE, HELD), (ModerationRule.AFTER, SHOWN)])
def test_a_name_that_is_new_is_looked_at_where_the_round_says_so(
    loaded: Database, rule: ModerationRule, state: ModerationState
) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    submission = submitted(loaded, organisation="Kammer", publication="anonymous")
    with_round(loaded, moderation=rule)
    change(loaded, submission, NAMED)
    assert (names(loaded, submission), states(loaded, submission)) == ([("Anna", "Kammer")], [state])


def test_a_name_that_does_not_change_takes_nothing_off_the_page(loaded: Database, els: Account) -> None:
    submission = submitted(loaded, publication="anonymous")
    decide(loaded, comments_in(loaded, submission)[0], SHOWN, els)
    before = page(loaded)
    assert change(loaded, submission, ANONYMOUS) == submission
    assert page(loaded) == before
    assert log(loaded, ActKind.CONSENT_CHANGED) == []


def test_what_was_taken_out_of_a_name_goes_with_the_name_and_comes_back_held(
    loaded: Database, els: Account
) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    submission = submitted(loaded)
    [comment] = comments_in(loaded, submission)
    decide(loaded, comment, DECLINED, els)
    decide(loaded, replace(comment, state=DECLINED), SHOWN, els)
    spans = (Redaction(0, 3, "insult"), Redaction(0, 4, "personal-data", "name"))
    with loaded.write() as connection:
        change_comment(connection, comment.id, text="███ ja.", name="████", redactions=spans)
    change(loaded, submission, ANONYMOUS)
    [anonymous] = comments_in(loaded, submission)
    assert (anonymous.name, anonymous.redactions, anonymous.state) == ("", spans[:1], SHOWN)
    change(loaded, submission, NAMED)
    [named] = comments_in(loaded, submission)
    assert (named.name, named.text, named.state) == ("Anna", "███ ja.", HELD)


def test_what_is_not_to_be_published_leaves_every_page(loaded: Database, els: Account) -> None:
    submission = submitted(loaded, "Held.", "Shown.", "Declined.", "Withdrawn.")
    _, shown, declined, withdrawn = comments_in(loaded, submission)
    decide(loaded, shown, SHOWN, els)
    decide(loaded, declined, DECLINED, els)
    withdraw_comment(loaded, submission_id=submission.id, comment_id=withdrawn.id, at=NOON)
    count, _ = page(loaded)
    change(loaded, submission, NOT)
    assert states(loaded, submission) == [UNPUBLISHED, UNPUBLISHED, UNPUBLISHED, WITHDRAWN]
    assert names(loaded, submission) == [("", "")] * 4
    assert page(loaded)[0] == count - 1


def test_consent_can_be_taken_back_long_after_the_round(loaded: Database) -> None:
    submission = submitted(loaded)
    with_round(loaded, closed=NOON)
    change_consent(loaded, submission_id=submission.id, publication=NOT, at=NOON + timedelta(days=400))
    assert states(loaded, submission) == [UNPUBLISHED]


@pytest.mark.parametrize("to", [NAMED, ANONYMOUS])
@pytest.mark.parametrize(("rule", "state"), [(ModerationRule.BEFORE, HELD), (ModerationRule.AFTER, SHOWN)])
def test_what_may_be_published_after_all_goes_where_its_round_sends_it(
    loaded: Database, to: Publication, rule: ModerationRule, state: ModerationState
) -> None:
    with_round(loaded, moderation=rule)
    submission = submitted(loaded, publication="not")
    change(loaded, submission, to)
    assert states(loaded, submission) == [state]
    assert names(loaded, submission) == [("Anna" if to is NAMED else "", "")]


@pytest.mark.parametrize("rule", ModerationRule)
def test_taking_consent_back_and_giving_it_again_undoes_no_decision(
    loaded: Database, els: Account, rule: ModerationRule
) -> None:
    with_round(loaded, moderation=rule)
    submission = submitted(loaded)
    decide(loaded, comments_in(loaded, submission)[0], DECLINED, els)
    for to in (NOT, NAMED):
        change(loaded, submission, to)
    assert states(loaded, submission) == [HELD]


def test_before_it_is_confirmed_nothing_goes_anywhere(loaded: Database) -> None:
    submission = submit(loaded)
    change(loaded, submission, NOT)
    assert states(loaded, submission) == [ModerationState.UNCONFIRMED]
    assert names(loaded, submission) == [("", "")]
    confirm_submission(loaded, submission_id=submission.id, at=LATER)
    assert states(loaded, submission) == [UNPUBLISHED]


def test_a_name_that_was_never_given_cannot_be_published(loaded: Database) -> None:
    submission = submitted(loaded, name="", publication="anonymous")
    with pytest.raises(FormRefused) as refused:
        change(loaded, submission, NAMED)
    assert refused.value.problems == {"name": Problem.NAME_MISSING}
    assert now(loaded, submission) == submission


def test_a_withdrawn_submission_stays_as_it_is(loaded: Database) -> None:
    submission = submitted(loaded)
    withdraw_submission(loaded, submission_id=submission.id, at=NOON)
    change(loaded, submission, NOT)
    assert now(loaded, submission).state is SubmissionState.WITHDRAWN
    assert log(loaded, ActKind.CONSENT_CHANGED) == []


def test_the_consent_of_what_is_not_there_cannot_be_changed(loaded: Database) -> None:
    with pytest.raises(Missing):
        change_consent(loaded, submission_id="s-zzzzzzzz", publication=NOT, at=NOON)
