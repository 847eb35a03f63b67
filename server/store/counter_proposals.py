"""Counter-proposals: what was put to submitters, as it was shown to them, and what they answered."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from server.domain.dispositions import CounterAnswer, CounterProposal
from server.store.schema import counter_proposals
from server.store.upserts import insert_into


def add_counter_proposal(connection: Connection, proposal: CounterProposal, *, form_key: str) -> bool:
    """Keep a counter-proposal; its number is given here. False when the form with this key was sent before."""
    statement = insert_into(connection, counter_proposals).on_conflict_do_nothing()
    added = connection.execute(
        statement.values(
            comment=proposal.comment,
            wordings=proposal.wordings,
            message=proposal.message,
            by=proposal.by,
            sent=proposal.sent,
            form_key=form_key,
        ).returning(counter_proposals.c.id)
    )
    return added.scalar_one_or_none() is not None


def counter_proposals_on(
    connection: Connection, several: Collection[str]
) -> dict[str, list[CounterProposal]]:
    """The counter-proposals on these comments, by comment, oldest first: one query."""
    found: dict[str, list[CounterProposal]] = defaultdict(list)
    if several:
        rows = connection.execute(
            select(counter_proposals)
            .where(counter_proposals.c.comment.in_(list(several)))
            .order_by(counter_proposals.c.id)
        )
        for row in rows:
            found[row.comment].append(_proposal(row))
    return dict(found)


def keep_answer(
    connection: Connection, number: int, *, answer: CounterAnswer, text: str, at: datetime
) -> None:
    """Keep what the submitter said, in the place of an earlier answer."""
    connection.execute(
        update(counter_proposals)
        .where(counter_proposals.c.id == number)
        .values(answer=answer, answered=at, answer_text=text)
    )


def remove_counter_proposals(connection: Connection, comment: str) -> None:
    """Remove those on a comment with their answers: it was withdrawn, and they tell what it said."""
    connection.execute(delete(counter_proposals).where(counter_proposals.c.comment == comment))


def _proposal(row: Row[Any]) -> CounterProposal:
    return CounterProposal(
        id=row.id,
        comment=row.comment,
        wordings=row.wordings,
        message=row.message,
        by=row.by,
        sent=row.sent,
        answer=None if row.answer is None else CounterAnswer(row.answer),
        answered=row.answered,
        answer_text=row.answer_text,
    )
