"""Redacting: the passage is gone from the comment, kept for the editors, told to the submitter; and back again."""

import pytest

from server.domain.accounts import Account
from server.domain.acts import ActKind
from server.domain.comment_forms import CommentForm
from server.domain.comments import Comment, Redaction
from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState, MoveNotAllowed
from server.domain.redaction import PassageNotThere, RedactedField
from server.domain.submissions import Publication
from server.store.comment_versions import versions_of
from server.store.comments import change_comment, comment_by_id
from server.store.database import Database
from server.store.index_changes import pending
from server.store.stamps import stamp
from server.usecases.change_consent import change_consent
from server.usecases.correct_comment import correct_comment
from server.usecases.missing import Missing
from server.usecases.moderate_comment import moderate_comment
from server.usecases.redact_comment import read_redactable, redact_comment, restore_comment
from server.usecases.withdraw import withdraw_comment
from tests.participating import log, said, waiting_mails
from tests.usecases.people import person
from tests.worlds import NOON

SHOWN, DECLINED = ModerationState.SHOWN, ModerationState.DECLINED
PRIVATE = DeclineReason.PERSONAL_DATA
TEXT, NAME = RedactedField.TEXT, RedactedField.NAME
SAID = "Fragen Sie Jan Jansen. Jan Jansen weiß es."


@pytest.fixture
def moderator(loaded: Database) -> Account:
    """Somebody who may redact."""
    return person(loaded)


def now(database: Database, comment: Comment) -> Comment:
    """The comment as it is kept."""
    with database.read() as connection:
        found = comment_by_id(connection, comment.id)
    assert found is not None
    return found


def take_out(
    database: Database,
    comment: Comment,
    by: Account,
    passage: str = "Jan Jansen",
    field: RedactedField = TEXT,
) -> Comment:
    """Take a passage out."""
    return redact_comment(
        database,
        comment_id=comment.id,
        passage=passage,
        field=field,
        reason=PRIVATE,
        by=by,
        at=NOON,
        note="op verzoek",
    )


def before(database: Database, comment: Comment) -> list[str]:
    """What the editors can still read."""
    with database.read() as connection:
        return [version.text for version in versions_of(connection, comment.id)]


def test_a_passage_is_replaced_wherever_it_stands_and_kept_for_the_editors(
    loaded: Database, moderator: Account
) -> None:
    comment = said(loaded, SAID)
    redacted = take_out(loaded, comment, moderator)
    assert redacted == now(loaded, comment)
    assert redacted.text == "Fragen Sie ██████████. ██████████ weiß es."
    assert redacted.redactions == (Redaction(11, 21, PRIVATE), Redaction(23, 33, PRIVATE))
    assert before(loaded, comment) == [SAID]


def test_a_redaction_is_logged_and_told_to_the_submitter(loaded: Database, moderator: Account) -> None:
    comment = said(loaded, SAID)
    take_out(loaded, comment, moderator)
    [act] = log(loaded, ActKind.REDACTED)
    assert (act.subject, act.account, act.category, act.reason) == (
        comment.id,
        moderator.id,
        "personal-data",
        "op verzoek",
    )
    [mail] = waiting_mails(loaded, MailKind.REDACTED)
    assert mail.details == {
        "submission": comment.submission,
        "comment": comment.id,
        "reason": "personal-data",
    }


def test_the_page_and_the_index_follow_where_readers_see_the_comment(
    loaded: Database, moderator: Account
) -> None:
    def around() -> tuple[int, int]:
        with loaded.read() as connection:
            return stamp(connection, "2021", "1-opening"), len(pending(connection, 100))

    comment = said(loaded, SAID)
    held = around()
    take_out(loaded, comment, moderator)
    assert around() == held
    moderate_comment(loaded, comment_id=comment.id, to=SHOWN, by=moderator, at=NOON)
    shown = around()
    take_out(loaded, comment, moderator, "weiß es")
    assert around() == (shown[0] + 1, shown[1] + 1)
    restore_comment(loaded, comment_id=comment.id, by=moderator, at=NOON)
    assert around() == (shown[0] + 2, shown[1] + 2)


def test_redactions_are_taken_back_one_by_one_the_last_first(loaded: Database, moderator: Account) -> None:
    comment = said(loaded, SAID)
    once = take_out(loaded, comment, moderator)
    take_out(loaded, comment, moderator, "weiß es")
    for expected in (once, comment):
        restored = restore_comment(loaded, comment_id=comment.id, by=moderator, at=NOON)
        assert restored == now(loaded, comment) == expected
    with pytest.raises(Missing):
        restore_comment(loaded, comment_id=comment.id, by=moderator, at=NOON)
    assert [act.account for act in log(loaded, ActKind.RESTORED, comment.id)] == [moderator.id] * 2


def test_every_field_that_is_shown_can_be_redacted(loaded: Database, moderator: Account) -> None:
    typed = {"kind": "suggestion", "suggested_wording": "Anna sagt: schnell."}
    comment = said(loaded, "Anna meint es so.", typed=typed, organisation="Anna und Partner")
    for field in RedactedField:
        take_out(loaded, comment, moderator, "Anna", field)
    redacted = now(loaded, comment)
    assert (redacted.text, redacted.suggested_wording) == ("████ meint es so.", "████ sagt: schnell.")
    assert (redacted.name, redacted.organisation) == ("████", "████ und Partner")
    for _ in RedactedField:
        restore_comment(loaded, comment_id=comment.id, by=moderator, at=NOON)
    assert now(loaded, comment) == comment


def test_a_passage_that_is_not_there_leaves_nothing_behind(loaded: Database, moderator: Account) -> None:
    comment = said(loaded, SAID)
    with pytest.raises(PassageNotThere):
        take_out(loaded, comment, moderator, "Piet")
    assert (now(loaded, comment), before(loaded, comment)) == (comment, [])
    assert log(loaded, ActKind.REDACTED) == waiting_mails(loaded, MailKind.REDACTED) == []


def test_a_correction_ends_what_can_be_taken_back(loaded: Database, moderator: Account) -> None:
    comment = said(loaded, SAID)
    take_out(loaded, comment, moderator)
    correct_comment(
        loaded,
        submission_id=comment.submission,
        comment_id=comment.id,
        form=CommentForm("Fragen Sie die Kammer."),
        at=NOON,
    )
    with pytest.raises(Missing):
        restore_comment(loaded, comment_id=comment.id, by=moderator, at=NOON)
    assert now(loaded, comment).text == "Fragen Sie die Kammer."


def test_putting_a_passage_back_does_not_bring_back_a_name_that_was_withdrawn_since(
    loaded: Database, moderator: Account
) -> None:
    comment = said(loaded, SAID)
    take_out(loaded, comment, moderator)
    take_out(loaded, comment, moderator, "Anna", NAME)
    change_consent(loaded, submission_id=comment.submission, publication=Publication.ANONYMOUS, at=NOON)
    for _ in range(2):
        restore_comment(loaded, comment_id=comment.id, by=moderator, at=NOON)
    restored = now(loaded, comment)
    assert (restored.text, restored.name, restored.redactions) == (SAID, "", ())


@pytest.mark.parametrize("state", [ModerationState.WITHDRAWN, ModerationState.UNPUBLISHED])
def test_what_nobody_is_shown_is_not_redacted(
    loaded: Database, moderator: Account, state: ModerationState
) -> None:
    publication = "not" if state is ModerationState.UNPUBLISHED else "named"
    comment = said(loaded, SAID, publication=publication)
    if state is ModerationState.WITHDRAWN:
        withdraw_comment(loaded, submission_id=comment.submission, comment_id=comment.id, at=NOON)
    with pytest.raises(MoveNotAllowed):
        take_out(loaded, comment, moderator)
    with pytest.raises(Missing):
        read_redactable(loaded, comment_id=comment.id)


def test_the_moderator_sees_whether_there_is_something_to_put_back(
    loaded: Database, moderator: Account
) -> None:
    comment = said(loaded, SAID)
    assert read_redactable(loaded, comment_id=comment.id).last is None
    take_out(loaded, comment, moderator)
    last = read_redactable(loaded, comment_id=comment.id).last
    assert last is not None
    assert last.text == SAID


def test_a_comment_of_the_record_is_redacted_without_a_mail(loaded: Database, moderator: Account) -> None:
    comment = said(loaded, SAID)
    with loaded.write() as connection:
        change_comment(connection, comment.id, submission="")
    assert take_out(loaded, comment, moderator) == now(loaded, comment)
    assert waiting_mails(loaded, MailKind.REDACTED) == []
