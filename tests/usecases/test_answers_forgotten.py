"""What editors wrote about a comment goes with it: notes, answers, counter-proposals; and it names no editor."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.accounts import Account, Role
from server.domain.comments import Comment
from server.store.database import Database
from server.store.schema import metadata
from server.usecases.dump_record import dump_record
from server.usecases.end_retention import end_retention
from server.usecases.erase_person import erase_person
from server.usecases.export_person import export_person
from server.usecases.note_on_disposition import note_on_disposition
from server.usecases.publish_dispositions import publish_dispositions
from server.usecases.withdraw import withdraw_comment
from tests.disposing import answer, dispose, editor, sent_in, stored, world
from tests.usecases.counter_proposing import propose
from tests.worlds import DE, KEY, NL, NOON, SIGNER

ANNA, CANARY = "anna@example.org", "Kanariegelb"


@pytest.fixture
def els(database: Database, tmp_path: Path) -> Account:
    """An editor."""
    return world(database, tmp_path)


@pytest.fixture
def answered(database: Database, els: Account) -> Comment:
    """A comment with all that editors can write about it, public and corrected."""
    comment = sent_in(database, f"Mein Nachbar {CANARY}.")
    note_on_disposition(database, comment=comment.id, text=CANARY, form_key=KEY, by=els, at=NOON)
    propose(database, comment, els, CANARY)
    form = answer(responses={NL: f"Over {CANARY}.", DE: f"Zu {CANARY}."})
    dispose(database, comment.id, els, form)
    publish_dispositions(database, by=editor(database, "Ada", Role.ADMINISTRATOR), at=NOON)
    again = answer(responses={NL: f"Ook over {CANARY}.", DE: f"Auch zu {CANARY}."})
    dispose(database, comment.id, els, again, reason=CANARY)
    return comment


def tables_with_it(database: Database) -> list[str]:
    """The tables in which the canary stands."""
    with database.read() as connection:
        return [
            table.name
            for table in metadata.sorted_tables
            if CANARY in str(connection.execute(select(table)).fetchall())
        ]


def test_erasing_a_person_leaves_no_word_of_it(database: Database, answered: Comment, tmp_path: Path) -> None:
    assert tables_with_it(database) != []
    assert erase_person(database, SIGNER, email=ANNA, at=NOON).comments == 1
    assert tables_with_it(database) == []
    dump_record(database, tmp_path / "again")
    assert [each for each in (tmp_path / "again").rglob("*.jsonl") if CANARY in each.read_text()] == []


def test_a_withdrawn_comment_has_no_answer(database: Database, answered: Comment) -> None:
    withdraw_comment(database, submission_id=answered.submission, comment_id=answered.id, at=NOON)
    assert stored(database, answered.id) is None
    # The log keeps what an editor gave as a reason, until the retention ends.
    assert tables_with_it(database) == ["acts"]


def test_after_the_retention_the_answer_stays_and_the_notes_do_not(
    database: Database, answered: Comment
) -> None:
    end_retention(database, at=NOON + timedelta(days=900))
    assert tables_with_it(database) == ["comments", "counter_proposals", "dispositions"]


def test_a_submitter_is_not_told_which_editor_proposed(database: Database, answered: Comment) -> None:
    exported = export_person(database, SIGNER, email=ANNA, at=NOON)
    assert exported is not None
    [comment] = exported["submissions"][0]["comments"]
    [proposal] = comment["counter_proposals"]
    assert proposal["wordings"] == {"de": CANARY}
    assert comment["answer"]["responses"]["nl"] == f"Ook over {CANARY}."
    assert "Els" not in str(exported)
