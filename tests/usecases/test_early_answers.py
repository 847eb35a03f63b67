"""Answers that are public before the edition that they answer with: what they do not tell, and do not break."""

from pathlib import Path

from server.domain.accounts import Role
from server.domain.public_comments import PublicComment
from server.store.database import Database
from server.store.dispositions import public_dispositions_of
from server.store.public_comments import public_comment
from server.usecases.check_record import check_record
from server.usecases.dump_record import dump_record
from server.usecases.publish_dispositions import publish_dispositions
from tests.disposing import RESPONSES, answer, dispose, editor, world
from tests.worlds import NOON, comment

COMMENT = comment()


def early(database: Database, root: Path) -> None:
    """One comment is answered in public; the edition that answers is still open for change."""
    els = world(database, root, COMMENT)
    dispose(database, COMMENT.id, els, answer())
    publish_dispositions(database, by=editor(database, "Ada", Role.ADMINISTRATOR), at=NOON)


def test_the_record_has_no_answer_before_its_edition(database: Database, tmp_path: Path) -> None:
    early(database, tmp_path)
    dump_record(database, tmp_path / "record")
    assert [str(each) for each in check_record(tmp_path / "record") if each.severity == "error"] == []
    assert list((tmp_path / "record").glob("comments/*/dispositions.jsonl")) == []


def test_the_answer_is_told_and_no_paragraph_of_the_open_edition(database: Database, tmp_path: Path) -> None:
    early(database, tmp_path)
    with database.read() as connection:
        [told] = public_dispositions_of(connection, [COMMENT.id]).values()
        found = public_comment(connection, COMMENT.id)
    assert isinstance(found, PublicComment)
    assert told == found.disposition
    assert (told.responses, told.paragraphs) == (RESPONSES, ())
