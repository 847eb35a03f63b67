"""Answers that are public before the edition that they answer with: what they may not tell, and what they may not break."""

from dataclasses import replace
from pathlib import Path

from server.domain.accounts import Role
from server.store.database import Database
from server.store.dispositions import public_dispositions, public_dispositions_of
from server.store.public_comments import public_comment
from server.usecases.check_record import check_record
from server.usecases.dump_record import dump_record
from server.usecases.publish_dispositions import publish_dispositions
from tests.disposing import CHANGED, answer, dispose, editor, world
from tests.worlds import NOON, comment

COMMENT = comment()


def early(database: Database, root: Path) -> None:
    """One comment is answered in public, the edition that answers is still open for change."""
    els = world(database, root, COMMENT)
    dispose(database, COMMENT.id, els, answer())
    publish_dispositions(database, by=editor(database, "Ada", Role.ADMINISTRATOR), at=NOON)


def test_the_record_has_no_answer_before_its_edition(database: Database, tmp_path: Path) -> None:
    early(database, tmp_path)
    dump_record(database, tmp_path / "record")
    assert [each.reason for each in check_record(tmp_path / "record").findings if each.severity == "error"] == []
    assert not list((tmp_path / "record").glob("comments/*/dispositions.jsonl"))


def test_the_paragraphs_of_an_open_edition_are_not_told(database: Database, tmp_path: Path) -> None:
    early(database, tmp_path)
    with database.read() as connection:
        [told] = public_dispositions_of(connection, [COMMENT.id]).values()
        found = public_comment(connection, COMMENT.id)
    assert told.paragraphs == ()
    assert found.disposition.paragraphs == ()
