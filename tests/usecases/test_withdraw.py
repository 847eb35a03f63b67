"""Withdrawing: the place of a comment stays, its words do not, and nothing brings them back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState
from server.domain.rounds import ModerationRule
from server.domain.submissions import SubmissionState
from server.store.agreements import add_agreement, agreement_counts
from server.store.comment_counts import shown_count
from server.store.comment_versions import versions_of
from server.store.database import Database
from server.store.index_changes import pending
from server.store.moderation import set_state
from server.store.schema import metadata
from server.store.stamps import stamp
from server.store.submissions import addresses_of
from server.usecases.confirm_submission import confirm_submission
from server.usecases.correct_comment import correct_comment
from server.usecases.missing import Missing
from server.usecases.withdraw import withdraw_comment, withdraw_submission
from tests.participating import comments_in, log, now, said, submit, submitted, waiting_mails, with_round
from tests.worlds import DE, NOON, form, load

LATER = NOON + timedelta(hours=1)
SHOWN, WITHDRAWN = ModerationState.SHOWN, ModerationState.WITHDRAWN
CANARY = "Kanarienvogel"


def withdraw(database: Database, comment: Comment) -> None:
    """Take one comment back."""
    withdraw_comment(database, submission_id=comment.submission, comment_id=comment.id, at=LATER)


def emptied(comment: Comment) -> Comment:
    """What is left of a comment."""
    return replace(
        comment, state=WITHDRAWN, text="", suggested_wording="", quote=None, name="", organisation=""
    )


def test_what_is_left_of_a_comment_says_nothing_of_its_writer(loaded: Database) -> None:
    submission = submitted(
        loaded, "Eins.", "Zwei.", organisation="Kammer", typed={"quote_exact": "Digitalisierung"}
    )
    one, two = comments_in(loaded, submission)
    withdraw(loaded, one)
    assert comments_in(loaded, submission) == [emptied(one), two]
    assert now(loaded, submission) == submission


def test_a_shown_comment_leaves_its_page_and_the_index(loaded: Database) -> None:
    with_round(loaded, moderation=ModerationRule.AFTER)
    comment = said(loaded)

    def around() -> tuple[int, int, int]:
        with loaded.read() as connection:
            indexed = pending(connection, 100)
            count = shown_count(connection, "2021", "p-aaaa1")
            return count, stamp(connection, "2021", "1-opening"), len(indexed)

    count, stamp_, indexed = around()
    withdraw(loaded, comment)
    assert around() == (count - 1, stamp_ + 1, indexed + 1)


def test_earlier_words_redactions_and_agreements_go_as_well(loaded: Database) -> None:
    comment = said(loaded)
    correct_comment(
        loaded, submission_id=comment.submission, comment_id=comment.id, form=form("Neu."), at=NOON
    )
    with loaded.write() as connection:
        add_agreement(connection, comment.id, "somebody", at=NOON)
    withdraw(loaded, comment)
    with loaded.read() as connection:
        assert versions_of(connection, comment.id) == []
        assert agreement_counts(connection, [comment.id]) == {comment.id: 0}


def test_nothing_that_was_written_is_left_in_any_table(loaded: Database) -> None:
    submission = submitted(loaded, CANARY, name=CANARY, organisation=CANARY, email=f"{CANARY}@example.org")
    [comment] = comments_in(loaded, submission)
    correct_comment(
        loaded, submission_id=submission.id, comment_id=comment.id, form=form(f"{CANARY}."), at=NOON
    )
    withdraw_submission(loaded, submission_id=submission.id, at=LATER)
    with loaded.read() as connection:
        holding = {
            table.name
            for table in metadata.sorted_tables
            if CANARY in str(connection.execute(select(table)).all())
        }
    # The mails that wait know where they go, until they are sent.
    assert holding == {"mails"}


def test_nothing_that_was_written_is_left_in_the_file(sqlite_url: str, tmp_path: Path) -> None:
    database, file = Database(sqlite_url), Path(sqlite_url.removeprefix("sqlite:///"))
    load(database, tmp_path / "record")
    submission = submitted(database, CANARY, name=CANARY)
    # The log of writes becomes part of the file when the last connection is closed.
    database.close()
    assert CANARY.encode() in file.read_bytes()
    withdraw_submission(database, submission_id=submission.id, at=LATER)
    database.close()
    assert CANARY.encode() not in file.read_bytes()


def test_the_withdrawal_is_logged_and_told(loaded: Database) -> None:
    comment = said(loaded, "Eins.", "Zwei.")
    withdraw(loaded, comment)
    moved = Act(ActKind.DECIDED, comment.id, LATER, from_state="held", to_state="withdrawn")
    assert log(loaded, ActKind.DECIDED, comment.id)[-1] == moved
    told = Mail(MailKind.WITHDRAWN, DE, "anna@example.org", {"submission": comment.submission})
    assert waiting_mails(loaded, MailKind.WITHDRAWN) == [told]


@pytest.mark.parametrize("at_once", [1, 8])
def test_withdrawing_again_changes_nothing(loaded: Database, at_once: int) -> None:
    comment = said(loaded, "Eins.", "Zwei.")
    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(lambda _: withdraw(loaded, comment), range(8)))
    assert len(waiting_mails(loaded, MailKind.WITHDRAWN)) == 1
    assert len(log(loaded, ActKind.DECIDED, comment.id)) == 2


@pytest.mark.parametrize("state", [state for state in ModerationState if state is not WITHDRAWN])
def test_a_comment_can_be_withdrawn_from_every_state(loaded: Database, state: ModerationState) -> None:
    submission = submitted(loaded, "Eins.", "Zwei.")
    comment = comments_in(loaded, submission)[0]
    with loaded.write() as connection:
        set_state(connection, comment, state, account=None, decided=NOON)
    withdraw(loaded, comment)
    assert comments_in(loaded, submission)[0] == emptied(comment)


def test_withdrawing_is_possible_at_any_time(loaded: Database) -> None:
    comment = said(loaded)
    after = with_round(loaded).closes_at + timedelta(days=400)
    withdraw_comment(loaded, submission_id=comment.submission, comment_id=comment.id, at=after)
    assert waiting_mails(loaded, MailKind.WITHDRAWN)


def test_a_whole_submission_goes_with_name_and_addresses(loaded: Database) -> None:
    submission = submitted(loaded, "Eins.", "Zwei.", organisation="Kammer", releaser="chef@example.org")
    withdraw_submission(loaded, submission_id=submission.id, at=LATER)
    withdrawn = replace(submission, state=SubmissionState.WITHDRAWN, name="", organisation="")
    assert now(loaded, submission) == withdrawn
    assert [each.state for each in comments_in(loaded, submission)] == [WITHDRAWN] * 2
    assert [mail.recipient for mail in waiting_mails(loaded, MailKind.WITHDRAWN)] == ["anna@example.org"]
    with loaded.read() as connection:
        assert addresses_of(connection, submission.id) is None


def test_with_its_last_comment_a_submission_is_withdrawn(loaded: Database) -> None:
    submission = submitted(loaded, "Eins.", "Zwei.")
    one, two = comments_in(loaded, submission)
    withdraw(loaded, two)
    assert now(loaded, submission).state is SubmissionState.CONFIRMED
    withdraw(loaded, one)
    assert now(loaded, submission).state is SubmissionState.WITHDRAWN
    assert len(waiting_mails(loaded, MailKind.WITHDRAWN)) == 2


def test_withdrawing_a_submission_again_changes_nothing(loaded: Database) -> None:
    submission = submitted(loaded)
    for _ in range(2):
        withdraw_submission(loaded, submission_id=submission.id, at=LATER)
    assert len(waiting_mails(loaded, MailKind.WITHDRAWN)) == 1


def test_what_was_withdrawn_before_it_was_confirmed_is_not_confirmed(loaded: Database) -> None:
    submission = submit(loaded)
    withdraw_submission(loaded, submission_id=submission.id, at=NOON)
    confirm_submission(loaded, submission_id=submission.id, at=LATER)
    assert now(loaded, submission).state is SubmissionState.WITHDRAWN
    assert [each.state for each in comments_in(loaded, submission)] == [WITHDRAWN]


def test_what_was_withdrawn_before_confirming_the_rest_stays_withdrawn(loaded: Database) -> None:
    submission = submit(loaded, "Eins.", "Zwei.")
    withdraw(loaded, comments_in(loaded, submission)[0])
    confirm_submission(loaded, submission_id=submission.id, at=LATER)
    assert [each.state for each in comments_in(loaded, submission)] == [WITHDRAWN, ModerationState.HELD]


def test_a_receipt_withdraws_no_comment_of_another_submission(loaded: Database) -> None:
    mine, other = said(loaded, "Meine."), said(loaded, "Fremde.")
    for submission_id, comment_id in ((mine.submission, other.id), ("s-zzzzzzzz", mine.id)):
        with pytest.raises(Missing):
            withdraw_comment(loaded, submission_id=submission_id, comment_id=comment_id, at=NOON)
    with pytest.raises(Missing):
        withdraw_submission(loaded, submission_id="s-zzzzzzzz", at=NOON)
    assert log(loaded, ActKind.DECIDED, other.id)[-1].to_state == "held"
