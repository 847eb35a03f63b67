"""Answer a counter-proposal: the submitter says yes or no, and why if they like."""

from datetime import datetime

from server.domain.acts import Act, ActKind
from server.domain.disposition_forms import MAX_NOTE, FormRefused, Problem
from server.domain.dispositions import CounterAnswer
from server.domain.typed import clean_text
from server.store import acts, counter_proposals
from server.store.database import Database
from server.usecases.find_disposition import find_disposition
from server.usecases.find_submission import find_submission
from server.usecases.missing import Missing
from server.usecases.send_counter_proposal import AlreadyDecided


class ProposedMeanwhile(Exception):
    """The editors sent another counter-proposal since: the answer is not to what they propose now."""


def answer_counter_proposal(
    database: Database,
    *,
    submission_id: str,
    comment_id: str,
    number: int,
    answer: CounterAnswer | None,
    text: str,
    at: datetime,
) -> None:
    """Keep what the submitter says to the last counter-proposal, which they saw under this number.

    They may say something else until the comment is decided. The same again changes nothing.
    Raises Missing, FormRefused, ProposedMeanwhile, AlreadyDecided.
    """
    said = clean_text(text)
    with database.write() as connection:
        find_submission(connection, submission_id)
        found = find_disposition(connection, comment_id, alone=True)
        if found.comment.submission != submission_id:
            raise Missing("comment", comment_id)
        sent = counter_proposals.counter_proposals_on(connection, [comment_id]).get(comment_id, [])
        if not sent:
            raise Missing("counter-proposal", comment_id)
        last = sent[-1]
        if (last.id, last.answer, last.answer_text) == (number, answer, said) and answer is not None:
            return
        if found.disposition.decided is not None:
            raise AlreadyDecided(comment_id)
        if last.id != number:
            raise ProposedMeanwhile(comment_id)
        if answer is None:
            raise FormRefused({"answer": Problem.MISSING})
        if len(said) > MAX_NOTE:
            raise FormRefused({"answer_text": Problem.TOO_LONG})
        counter_proposals.keep_answer(connection, number, answer=answer, text=said, at=at)
        acts.log_act(connection, Act(ActKind.COUNTER_ANSWERED, comment_id, at))
