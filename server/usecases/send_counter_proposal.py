"""Send a counter-proposal: another wording than the suggested one, put to the submitter by mail."""

from collections.abc import Mapping
from datetime import datetime

from server.domain.accounts import Account
from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.disposition_forms import MAX_NOTE, FormRefused, Problem
from server.domain.dispositions import CounterProposal
from server.domain.mails import MailKind
from server.domain.submissions import Submission, SubmissionState
from server.domain.typed import clean_text, is_idempotency_key
from server.store import acts, submissions
from server.store.counter_proposals import add_counter_proposal
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES, Language
from server.usecases.find_disposition import find_disposition, must_be_editor
from server.usecases.find_submission import tell_submitter
from server.usecases.revise_paragraph import MAX_WORDING


class NotReachable(Exception):
    """Nobody can be asked: there is no confirmed submission with an address, or no longer."""


class AlreadyDecided(Exception):
    """The comment has been decided, so that there is nothing to ask or answer any more."""


def send_counter_proposal(
    database: Database,
    *,
    comment: str,
    wordings: Mapping[Language, str],
    message: Mapping[Language, str],
    form_key: str,
    by: Account,
    at: datetime,
) -> None:
    """Keep a counter-proposal and mail the submitter, once per form.

    Wording and message are needed in the language of the comment, and may be there in the other. The last one
    sent is the one that counts. Raises Missing, NotAllowed, FormRefused, NotReachable, AlreadyDecided.
    """
    must_be_editor(by)
    with database.write() as connection:
        found = find_disposition(connection, comment, alone=True)
        submission = reachable_submission(connection, found.comment)
        if submission is None:
            raise NotReachable(comment)
        if found.disposition.decided is not None:
            raise AlreadyDecided(comment)
        own = found.comment.language
        shown, said = _cleaned(wordings), _cleaned(message)
        _check(own, shown, said, form_key)
        proposal = CounterProposal(0, comment, shown, said, by.name, at)
        if not add_counter_proposal(connection, proposal, form_key=form_key):
            return
        acts.log_act(connection, Act(ActKind.COUNTER_PROPOSED, comment, at, by.id))
        tell_submitter(connection, submission, MailKind.COUNTER_PROPOSAL, at=at, comment=comment)


def reachable_submission(connection: Connection, comment: Comment) -> Submission | None:
    """The confirmed submission of a comment, where its submitter left an address."""
    submission = submissions.submission_by_id(connection, comment.submission) if comment.submission else None
    if submission is None or submission.state is not SubmissionState.CONFIRMED:
        return None
    return submission if submissions.addresses_of(connection, submission.id) is not None else None


def _cleaned(texts: Mapping[Language, str]) -> dict[Language, str]:
    cleaned = {language: clean_text(texts.get(language, "")) for language in LANGUAGES}
    return {language: text for language, text in cleaned.items() if text}


def _check(
    own: Language, wordings: Mapping[Language, str], message: Mapping[Language, str], form_key: str
) -> None:
    problems: dict[str, Problem] = {}
    for name, texts, most in (("wording", wordings, MAX_WORDING), ("message", message, MAX_NOTE)):
        problems |= {f"{name}_{each}": Problem.TOO_LONG for each, text in texts.items() if len(text) > most}
        if own not in texts:
            problems[f"{name}_{own}"] = Problem.MISSING
    if not is_idempotency_key(form_key):
        problems[f"wording_{own}"] = Problem.MISSING
    if problems:
        raise FormRefused(problems)
