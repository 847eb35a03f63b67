"""Reports that lie ready as files: what is no longer shown is in none of them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from server.domain.accounts import Role
from server.domain.comments import Comment
from server.domain.exports import ExportState, FileFormat, report_wanted
from server.domain.moderation import DeclineReason, ModerationState
from server.domain.redaction import RedactedField
from server.store.database import Database
from server.usecases.ask_for_export import ask_for_export
from server.usecases.erase_person import erase_person
from server.usecases.make_export import ExportLinks, make_export
from server.usecases.missing import Missing
from server.usecases.move_comment import move_comment
from server.usecases.read_export import read_export, read_export_file
from server.usecases.redact_comment import redact_comment
from server.usecases.withdraw import withdraw_comment
from tests.disposing import now, sent_in, world
from tests.worlds import NL, NOON, SIGNER, add_account

WANTED = report_wanted("autumn", NL, FileFormat.DOCX, for_editors=False)
LINKS = ExportLinks(lambda language, key: f"/{language}/{key}", lambda key: f"/c/{key}")
CANARY = "Kanariegelb"


@pytest.fixture
def said(database: Database, tmp_path: Path) -> Comment:
    """A shown comment in a report that lies ready."""
    world(database, tmp_path)
    comment = sent_in(database, f"Mein Nachbar {CANARY}.")
    assert comment.state is ModerationState.SHOWN
    made(database)
    assert CANARY in words(database)
    return comment


def made(database: Database) -> None:
    """Ask for the report and let a worker make it."""
    ask_for_export(database, wanted=WANTED, by=None, at=NOON)
    assert make_export(database, LINKS, export_id=WANTED.id, clock=lambda: NOON)


def words(database: Database) -> str:
    """All words of the Word file that anybody can fetch; none where there is none."""
    try:
        _, content = read_export_file(database, WANTED.id, account=None)
    except Missing:
        return ""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read("word/document.xml").decode() + file.read("word/comments.xml").decode()


def withdraw(database: Database, comment: Comment) -> None:
    withdraw_comment(database, submission_id=comment.submission, comment_id=comment.id, at=NOON)


def hold(database: Database, comment: Comment) -> None:
    with database.write() as connection:
        assert move_comment(connection, comment, ModerationState.HELD, at=NOON)


def redact(database: Database, comment: Comment) -> None:
    moderator = add_account(database, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    redact_comment(
        database, comment_id=comment.id, passage=CANARY, field=RedactedField.TEXT,
        reason=DeclineReason.PERSONAL_DATA, by=moderator, at=NOON,
    )  # fmt: skip


def erase(database: Database, comment: Comment) -> None:
    assert erase_person(database, SIGNER, email="anna@example.org", at=NOON).comments == 1


@pytest.mark.parametrize("act", [withdraw, hold, redact, erase])
def test_what_is_no_longer_shown_can_no_longer_be_fetched(
    database: Database, said: Comment, act: Callable[[Database, Comment], None]
) -> None:
    act(database, said)
    assert CANARY not in words(database)
    made(database)
    assert CANARY not in words(database)
    assert words(database)


def test_what_goes_while_the_file_is_made_is_not_in_it(database: Database, said: Comment) -> None:
    hold(database, said)
    with database.write() as connection:
        assert move_comment(connection, now(database, said.id), ModerationState.SHOWN, at=NOON)
    ask_for_export(database, wanted=WANTED, by=None, at=NOON)

    def address(comment_id: str) -> str:
        """The comment goes when the worker writes its address: it was read before."""
        if comment_id == said.id:
            withdraw(database, now(database, said.id))
        return f"/c/{comment_id}"

    links = ExportLinks(LINKS.edition, address)
    assert make_export(database, links, export_id=WANTED.id, clock=lambda: NOON)
    assert CANARY not in words(database)
    assert read_export(database, WANTED.id, account=None).state is ExportState.READY


def test_a_new_comment_leaves_the_file_as_it_is(database: Database, said: Comment) -> None:
    sent_in(database, "Noch etwas.", email="b@example.org")
    assert CANARY in words(database)
