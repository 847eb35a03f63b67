"""Read what the editors proposed to a submitter, for the receipt."""

from dataclasses import dataclass

from server.domain.comments import Comment
from server.domain.dispositions import CounterProposal
from server.domain.moderation import ANSWERED
from server.store import submissions
from server.store.counter_proposals import counter_proposals_on
from server.store.database import Database
from server.store.dispositions import dispositions_of
from server.usecases.missing import Missing


@dataclass(frozen=True, slots=True)
class PutToSubmitter:
    """The last counter-proposal on a comment; `is_open` says whether it can still be answered."""

    comment: Comment
    proposal: CounterProposal
    is_open: bool


def read_counter_proposals(
    database: Database, submission_id: str, comment_id: str = ""
) -> dict[str, PutToSubmitter]:
    """The last counter-proposal on each comment of a submission, by comment: three queries.

    Raises Missing where `comment_id` is given and there is none on that comment.
    """
    with database.read() as connection:
        of_submission = submissions.comments_of_submission(connection, submission_id)
        answered = {each.id: each for each in of_submission if each.state in ANSWERED}
        sent = counter_proposals_on(connection, list(answered))
        known = dispositions_of(connection, list(sent))
    if comment_id and comment_id not in sent:
        raise Missing("counter-proposal", comment_id)
    return {
        key: PutToSubmitter(
            answered[key], several[-1], is_open=key not in known or known[key].decided is None
        )
        for key, several in sent.items()
    }
