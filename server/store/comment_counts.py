"""How many comments are shown in each thread: kept by whoever writes, so that no page counts."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, select, update

from server.domain.moderation import ModerationState
from server.store.schema import comment_counts, comments
from server.store.upserts import insert_into


def shown_count(connection: Connection, edition: str, thread: str) -> int:
    """Shown comments of one thread."""
    shown: int | None = connection.execute(
        select(comment_counts.c.shown).where(
            comment_counts.c.edition == edition, comment_counts.c.thread == thread
        )
    ).scalar()
    return shown or 0


def shown_on(connection: Connection, threads: Collection[str]) -> dict[str, int]:
    """Shown comments by thread over all editions, of those of these threads that have any: one query."""
    counted = (
        select(comment_counts.c.thread, func.sum(comment_counts.c.shown))
        .where(comment_counts.c.thread.in_(list(threads)), comment_counts.c.shown > 0)
        .group_by(comment_counts.c.thread)
    )
    return {thread: int(shown) for thread, shown in connection.execute(counted)}


def count_one_more(connection: Connection, edition: str, thread: str) -> None:
    """A comment of this thread is shown from now on."""
    connection.execute(
        insert_into(connection, comment_counts)
        .values(edition=edition, thread=thread, shown=1)
        .on_conflict_do_update(
            index_elements=["edition", "thread"], set_={"shown": comment_counts.c.shown + 1}
        )
    )


def count_one_less(connection: Connection, edition: str, thread: str) -> None:
    """A comment of this thread is no longer shown."""
    connection.execute(
        update(comment_counts)
        .where(comment_counts.c.edition == edition, comment_counts.c.thread == thread)
        .values(shown=comment_counts.c.shown - 1)
    )


def recount(connection: Connection) -> None:
    """Count every shown comment anew, after many were saved at once."""
    connection.execute(delete(comment_counts))
    counted = (
        select(comments.c.edition, comments.c.thread, func.count())
        .where(comments.c.state == ModerationState.SHOWN)
        .group_by(comments.c.edition, comments.c.thread)
    )
    connection.execute(insert(comment_counts).from_select(["edition", "thread", "shown"], counted))
