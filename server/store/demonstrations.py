"""Taking a round away with all that was said in it: for demonstrations only, nothing else is ever removed so."""

from sqlalchemy import Connection, delete, select

from server.store.comment_counts import recount
from server.store.schema import (
    comments,
    disposition_notes,
    dispositions,
    invitations,
    mails,
    rounds,
    submissions,
)


def remove_with_everything(connection: Connection, round_key: str) -> int:
    """Remove a round, its comments, submissions, invitations and the mails that wait; how many comments there were.

    What hangs on comments and submissions (addresses, agreements, reports, versions, dispositions) goes with them.
    """
    gone = set(connection.execute(select(submissions.c.id).where(submissions.c.round == round_key)).scalars())
    waiting = connection.execute(select(mails.c.id, mails.c.details))
    of_these = [row.id for row in waiting if row.details.get("submission") in gone]
    connection.execute(delete(mails).where(mails.c.id.in_(of_these)))
    of_round = select(comments.c.id).where(comments.c.round == round_key)
    connection.execute(delete(disposition_notes).where(disposition_notes.c.comment.in_(of_round)))
    connection.execute(delete(dispositions).where(dispositions.c.round == round_key))
    removed = connection.execute(delete(comments).where(comments.c.round == round_key)).rowcount
    connection.execute(delete(submissions).where(submissions.c.round == round_key))
    connection.execute(delete(invitations).where(invitations.c.round == round_key))
    connection.execute(delete(rounds).where(rounds.c.key == round_key))
    recount(connection)
    return removed
