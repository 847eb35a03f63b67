"""The end of retention: personal data of a round go when its time has come; what is shown stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.retention import retention_ends
from server.domain.submissions import Submission
from server.store import comments, invitations, reports, submissions
from server.store.comment_versions import Ended, add_version, versions_of
from server.store.database import Database
from server.store.invitations import Invitation
from server.store.reports import reports_on
from server.store.retention import Forgotten
from server.store.schema import metadata
from server.store.schema import submissions as submission_table
from server.usecases.end_retention import EndedRound, end_retention
from server.usecases.find_person import has_data
from server.usecases.move_comment import move_comment
from tests.participating import comments_in, log, now, submitted, waiting_mails
from tests.worlds import NOON, SIGNER, round_on

ENDS = retention_ends(round_on("2021"))
MOMENT = timedelta(seconds=1)
NOTHING = Forgotten(0, 0, 0, 0, 0, 0, 0, 0)


def moved(database: Database, submission: Submission, to: ModerationState, **more: str) -> Comment:
    """Move the first comment of a submission; the comment as it was."""
    comment = comments_in(database, submission)[0]
    with database.write() as connection:
        move_comment(connection, comment, to, at=NOON, **more)
    return comment


def kept(database: Database, comment: Comment) -> Comment:
    """The comment as it is kept."""
    with database.read() as connection:
        found = comments.comment_by_id(connection, comment.id)
    assert found is not None
    return found


@pytest.fixture
def shown(loaded: Database) -> Submission:
    """A submission whose comment is shown with its name."""
    submission = submitted(loaded, "Sichtbar.", name="Anna", email="anna@example.org")
    moved(loaded, submission, ModerationState.SHOWN)
    return submission


def everything(database: Database) -> str:
    """All that is in the tables."""
    with database.read() as connection:
        return str([connection.execute(select(table)).fetchall() for table in metadata.sorted_tables])


def test_nothing_goes_before_its_time(loaded: Database, shown: Submission) -> None:
    before = everything(loaded)
    assert end_retention(loaded, at=ENDS - MOMENT) == []
    assert everything(loaded) == before


def test_a_shown_comment_stays_with_its_name_and_only_the_address_goes(
    loaded: Database, shown: Submission
) -> None:
    comment = comments_in(loaded, shown)[0]
    [ended] = end_retention(loaded, at=ENDS)
    assert (ended.round, ended.ended) == ("autumn", ENDS)
    assert ended.forgotten.addresses == 1
    assert kept(loaded, comment) == comment
    assert now(loaded, shown) == shown
    with loaded.read() as connection:
        assert submissions.addresses_of(connection, shown.id) is None
        # Its holder can still have the rest erased.
        assert has_data(connection, SIGNER, SIGNER.person("anna@example.org"))
    assert waiting_mails(loaded) == []
    assert "anna@example.org" not in everything(loaded)


@pytest.mark.parametrize(
    "state", [ModerationState.HELD, ModerationState.DECLINED, ModerationState.UNPUBLISHED]
)
def test_a_text_that_is_not_shown_goes_and_its_place_stays(loaded: Database, state: ModerationState) -> None:
    private = "not" if state is ModerationState.UNPUBLISHED else "named"
    submission = submitted(loaded, "Kanariegelb.", name="Eva Vogel", publication=private)
    comment = comments_in(loaded, submission)[0]
    if comment.state is not state:
        comment = moved(loaded, submission, state, category="insult", reason="Kanariegelb!")
    [ended] = end_retention(loaded, at=ENDS)
    assert (ended.forgotten.texts, ended.forgotten.names) == (1, 1)
    after = kept(loaded, comment)
    assert (after.text, after.name, after.state) == ("", "", state)
    assert (after.thread, after.group, after.created) == (comment.thread, comment.group, comment.created)
    for word in ("Kanariegelb", "Vogel"):
        assert word not in everything(loaded)


def test_a_name_that_was_not_published_goes_though_the_comment_is_shown(loaded: Database) -> None:
    submission = submitted(loaded, "Sichtbar.", name="Eva Vogel", publication="anonymous")
    moved(loaded, submission, ModerationState.SHOWN)
    [ended] = end_retention(loaded, at=ENDS)
    assert (ended.forgotten.names, ended.forgotten.texts) == (1, 0)
    assert now(loaded, submission).name == ""


def test_earlier_versions_reports_reasons_and_labels_go(loaded: Database, shown: Submission) -> None:
    comment = comments_in(loaded, shown)[0]
    with loaded.write() as connection:
        add_version(connection, comment, Ended.CORRECTED, until=NOON)
        reports.add_report(
            connection, comment.id, DeclineReason.SPAM, "Eva Vogel sagt", form_key="k" * 20, at=NOON
        )
        invitations.add_invitation(connection, Invitation("i-1", "autumn", "Eva Vogel", NOON))
    moved(loaded, shown, ModerationState.DECLINED, category="spam", reason="Eva Vogel")
    moved(loaded, shown, ModerationState.SHOWN)
    [ended] = end_retention(loaded, at=ENDS)
    assert ended.forgotten == Forgotten(
        addresses=1, texts=0, versions=1, names=0, reports=1, reasons=1, invitations=1, mails=2
    )
    with loaded.read() as connection:
        assert versions_of(connection, comment.id) == []
        assert [each.reason for each in reports_on(connection, [comment.id])[comment.id]] == ["spam"]
    # The log still says what was decided.
    assert [act.category for act in log(loaded, ActKind.DECIDED, comment.id)] == ["", "", "spam", ""]
    assert "Vogel" not in everything(loaded)


def test_what_a_form_was_known_by_goes(loaded: Database, shown: Submission) -> None:
    end_retention(loaded, at=ENDS)
    columns = (submission_table.c.idempotency_key, submission_table.c.request_hash)
    with loaded.read() as connection:
        assert connection.execute(select(*columns)).all() == [(None, None)]


def test_a_second_time_nothing_is_left_to_go(loaded: Database, shown: Submission) -> None:
    end_retention(loaded, at=ENDS)
    after = everything(loaded)
    assert end_retention(loaded, at=ENDS + MOMENT) == [EndedRound("autumn", ENDS, NOTHING)]
    assert everything(loaded) == after


def test_a_dry_run_says_the_same_and_changes_nothing(loaded: Database, shown: Submission) -> None:
    before = everything(loaded)
    rehearsed = end_retention(loaded, at=ENDS, dry_run=True)
    assert everything(loaded) == before
    assert end_retention(loaded, at=ENDS) == rehearsed


def test_what_was_registered_after_the_round_is_kept_as_long_from_then_on(
    loaded: Database, shown: Submission
) -> None:
    with loaded.write() as connection:
        submissions.change_submission(connection, shown.id, created=ENDS - timedelta(days=30))
        comment = submissions.comments_of_submission(connection, shown.id)[0]
        comments.change_comment(connection, comment.id, created=ENDS - timedelta(days=30))
    moved(loaded, shown, ModerationState.DECLINED)
    assert end_retention(loaded, at=ENDS) == [EndedRound("autumn", ENDS, NOTHING)]
    assert kept(loaded, comment).text == "Sichtbar."
    [ended] = end_retention(loaded, at=ENDS + timedelta(days=366))
    assert (ended.forgotten.addresses, ended.forgotten.texts) == (1, 1)
