"""What a comment said before is kept in order, and forgotten as a whole."""

from dataclasses import replace

from server.domain.comments import Redaction
from server.store.comment_versions import CommentVersion, Ended, add_version, remove_versions, versions_of
from server.store.comments import add_comment
from server.store.database import Database
from tests.store.worlds import LATER, NOON, comment


def test_versions_come_back_oldest_first(database: Database) -> None:
    span = Redaction(0, 3, "insult")
    first = replace(comment("c-1", text="Eerst."), organisation="Venlo")
    then = replace(first, text="███.", suggested_wording="Zo.", redactions=(span,))
    with database.write() as connection:
        for name in ("c-1", "c-2"):
            add_comment(connection, comment(name))
        add_version(connection, first, Ended.CORRECTED, until=NOON)
        add_version(connection, comment("c-2", text="Anders."), Ended.CORRECTED, until=NOON)
        add_version(connection, then, Ended.REDACTED, until=LATER)
        assert versions_of(connection, "c-1") == [
            CommentVersion(1, NOON, Ended.CORRECTED, "Eerst.", "", first.name, "Venlo", ()),
            CommentVersion(2, LATER, Ended.REDACTED, "███.", "Zo.", first.name, "Venlo", (span,)),
        ]


def test_the_versions_of_a_comment_are_forgotten(database: Database) -> None:
    with database.write() as connection:
        for name in ("c-1", "c-2"):
            add_comment(connection, comment(name))
            add_version(connection, comment(name), Ended.CORRECTED, until=NOON)
        remove_versions(connection, "c-1")
        assert versions_of(connection, "c-1") == []
        assert [each.number for each in versions_of(connection, "c-2")] == [1]
