"""Counter-proposals as editors send them."""

from typing import Any

from server.domain.accounts import Account
from server.domain.comments import Comment
from server.domain.dispositions import CounterProposal
from server.store.counter_proposals import counter_proposals_on
from server.store.database import Database
from server.usecases.send_counter_proposal import send_counter_proposal
from server.usecases.submit import new_idempotency_key
from tests.worlds import NOON


def propose(
    database: Database, comment: Comment, by: Account, wording: str = "Die Digitalisierung eilt.", **more: Any
) -> None:
    """Put another wording to the submitter, in the language of the comment."""
    usual = {"message": {comment.language: "Geht es auch so?"}, "form_key": new_idempotency_key(), "at": NOON}
    send_counter_proposal(
        database,
        comment=comment.id,
        by=by,
        **{"wordings": {comment.language: wording}, **usual, **more},
    )


def proposals(database: Database, comment: str) -> list[CounterProposal]:
    """What was put to the submitter of a comment, oldest first."""
    with database.read() as connection:
        return counter_proposals_on(connection, [comment]).get(comment, [])


def last_proposal(database: Database, comment: str) -> CounterProposal:
    """What was put last."""
    return proposals(database, comment)[-1]
