"""How many comments are shown on each paragraph: kept by whoever writes, so that no page counts."""

from sqlalchemy import Connection, delete, func, insert, select, update

from server.domain.moderation import ModerationState
from server.store.schema import comment_counts, comments
from server.store.upserts import insert_into


def shown_count(connection: Connection, edition: str, paragraph_id: str) -> int:
    """Shown comments on one paragraph."""
    shown: int | None = connection.execute(
        select(comment_counts.c.shown).where(
            comment_counts.c.edition == edition, comment_counts.c.paragraph == paragraph_id
        )
    ).scalar()
    return shown or 0


def count_one_more(connection: Connection, edition: str, paragraph_id: str) -> None:
    """A comment on this paragraph is shown from now on."""
    connection.execute(
        insert_into(connection, comment_counts)
        .values(edition=edition, paragraph=paragraph_id, shown=1)
        .on_conflict_do_update(
            index_elements=["edition", "paragraph"], set_={"shown": comment_counts.c.shown + 1}
        )
    )


def count_one_less(connection: Connection, edition: str, paragraph_id: str) -> None:
    """A comment on this paragraph is no longer shown."""
    connection.execute(
        update(comment_counts)
        .where(comment_counts.c.edition == edition, comment_counts.c.paragraph == paragraph_id)
        .values(shown=comment_counts.c.shown - 1)
    )


def recount(connection: Connection) -> None:
    """Count every shown comment anew, after many were saved at once."""
    connection.execute(delete(comment_counts))
    counted = (
        select(comments.c.edition, comments.c.paragraph, func.count())
        .where(comments.c.state == ModerationState.SHOWN)
        .group_by(comments.c.edition, comments.c.paragraph)
    )
    connection.execute(insert(comment_counts).from_select(["edition", "paragraph", "shown"], counted))
