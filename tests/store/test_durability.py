"""What was acknowledged is kept, and writers wait for each other."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from server.store.comments import add_comment, comment_by_id
from server.store.database import Database, StoreUnavailable
from server.store.schema import comments
from tests.store import other_process
from tests.store.worlds import comment


def test_no_acknowledged_comment_is_lost_when_the_writer_is_killed(
    database: Database, database_url: str
) -> None:
    with other_process.start("receive_comments", database_url) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip() for _ in range(100)]
        writer.kill()
        # What it said between the hundredth comment and its end counts as well; the last line may be cut.
        acknowledged += [line.strip() for line in writer.stdout if line.endswith("\n")]
    with database.read() as connection:
        lost = [name for name in acknowledged if comment_by_id(connection, name) is None]
        kept = connection.execute(select(func.count()).select_from(comments)).scalar_one()
    assert lost == []
    # At most one was committed and not yet acknowledged.
    assert kept - len(acknowledged) in (0, 1)


def test_the_database_can_be_written_after_a_writer_was_killed_in_the_middle(
    database: Database, database_url: str
) -> None:
    with other_process.start("write_slowly", database_url) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        writer.kill()
    with database.write() as connection:
        add_comment(connection, comment("c-after"))
        assert comment_by_id(connection, "c-slowly") is None


def test_a_write_waits_while_another_process_writes(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    def write() -> None:
        with database.write() as connection:
            add_comment(connection, comment("c-waited"))

    with other_process.start("write_slowly", sqlite_url) as other, ThreadPoolExecutor(1) as thread:
        assert other.stdout is not None
        other.stdout.readline()
        waiting = thread.submit(write)
        other.communicate("go on\n")
        waiting.result()
    with database.read() as connection:
        kept = connection.execute(select(comments.c.id).order_by(comments.c.sequence)).scalars().all()
    assert kept == ["c-slowly", "c-waited"]
    database.close()


def test_a_write_that_may_not_wait_says_so(sqlite_url: str) -> None:
    database = Database(sqlite_url, wait_seconds=0)
    with other_process.start("write_slowly", sqlite_url) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreUnavailable), database.write():
            pass
        with database.read() as connection:
            assert comment_by_id(connection, "c-slowly") is None
        other.communicate("go on\n")
    database.close()
