"""Correct a comment while its round is open: the words change, what they were is kept for the editors."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from server.domain.acts import Act, ActKind
from server.domain.comment_forms import CommentForm, Draft, check_comment
from server.domain.comments import Comment
from server.domain.mails import Mail, MailKind
from server.domain.moderation import ModerationState, MoveNotAllowed, own_move
from server.domain.redaction import RedactedField
from server.domain.rounds import Round
from server.domain.submissions import Submission, SubmissionState
from server.store import acts, comment_versions, comments, dispositions, mails, submissions
from server.store.comment_versions import Ended
from server.store.database import Connection, Database
from server.text.languages import LANGUAGES
from server.usecases.confirm_submission import first_state
from server.usecases.find_submission import find_submission, tell_submitter
from server.usecases.keep_draft import RoundNotOpen
from server.usecases.missing import Missing
from server.usecases.move_comment import move_comment, refresh_comment

# What the form does not hold, and a correction leaves as it is.
_NAMES = (RedactedField.NAME, RedactedField.ORGANISATION)


def correct_comment(
    database: Database, *, submission_id: str, comment_id: str, form: CommentForm, at: datetime
) -> Comment:
    """Put what was typed in the place of a comment's words; its language and what it answers stay.

    A shown comment waits for a moderator again, unless its round shows comments at once and nobody had
    to take anything out of it; a declined one always does. Redactions go with the words that they were in.
    The same words again change nothing.
    Raises Missing, FormRefused, RoundNotOpen, and MoveNotAllowed for a withdrawn comment.
    """
    with database.write() as connection:
        submission, round_ = find_submission(connection, submission_id)
        comment = comments.comment_by_id(connection, comment_id, alone=True)
        if comment is None or comment.submission != submission_id:
            raise Missing("comment", comment_id)
        if comment.state is ModerationState.WITHDRAWN:
            raise MoveNotAllowed(f"{comment.id} is withdrawn")
        if not round_.is_open(at):
            raise RoundNotOpen(round_)
        draft = _checked(form, comment)
        if _words(draft) == _words(comment):
            return comment
        # Before it is confirmed nobody but its writer has seen it.
        corrected = None if submission.state is SubmissionState.UNCONFIRMED else at.replace(microsecond=0)
        if corrected is not None:
            _leave_traces(connection, submission, comment, at=at)
        kept = tuple(each for each in comment.redactions if each.field in _NAMES)
        values = {**_words(draft), "redactions": kept, "corrected": corrected}
        comments.change_comment(connection, comment.id, **values)
        state = own_move(comment.state, _state_after(comment, submission, round_))
        if state is comment.state is ModerationState.SHOWN:
            refresh_comment(connection, comment, at=at)
        move_comment(connection, comment, state, at=at)
        return replace(comment, **values, state=state)


def _checked(form: CommentForm, comment: Comment) -> Draft:
    # The quote may stem from the other language's wording, which was not kept with the comment.
    same_quote = comment.quote is not None and comment.quote.exact == form.quote_exact.strip()
    form = replace(form, language=comment.language, reply_to=comment.reply_to)
    draft = check_comment(
        replace(form, quote_exact="") if same_quote else form,
        edition=comment.edition,
        section=comment.section,
        target=comment.target,
        bases=dict.fromkeys(LANGUAGES, comment.base_text),
    )
    return replace(draft, quote=comment.quote) if same_quote else draft


def _words(said: Draft | Comment) -> dict[str, Any]:
    return {
        "kind": said.kind,
        "text": said.text,
        "suggested_wording": said.suggested_wording,
        "quote": said.quote,
    }


def _state_after(comment: Comment, submission: Submission, round_: Round) -> ModerationState:
    if comment.state is ModerationState.DECLINED:
        return ModerationState.HELD
    if comment.state is ModerationState.SHOWN and not comment.redactions:
        return first_state(submission, round_)
    return ModerationState.HELD if comment.state is ModerationState.SHOWN else comment.state


def _leave_traces(connection: Connection, submission: Submission, comment: Comment, *, at: datetime) -> None:
    comment_versions.add_version(connection, comment, Ended.CORRECTED, until=at)
    acts.log_act(connection, Act(ActKind.CORRECTED, comment.id, at))
    outcome = dispositions.reopen(connection, comment.id)
    if outcome is not None:
        # What was decided was decided on other words.
        reopened = Act(ActKind.DISPOSITION_REOPENED, comment.id, at, from_state=outcome, to_state=outcome)
        acts.log_act(connection, reopened)
    tell_submitter(connection, submission, MailKind.CORRECTED, at=at)
    if submission.state is SubmissionState.UNRELEASED:
        _ask_again(connection, submission, at=at)


def _ask_again(connection: Connection, submission: Submission, *, at: datetime) -> None:
    """Mail whoever sent the submission back, at the first correction since then."""
    sent_back = acts.latest_acts(connection, limit=1, kinds=(ActKind.SENT_BACK,), subject=submission.id)
    addresses = submissions.addresses_of(connection, submission.id)
    if not sent_back or addresses is None or addresses.releaser is None:
        return
    since = sent_back[0].act.at.replace(microsecond=0)
    others = submissions.comments_of_submission(connection, submission.id)
    if not any(each.corrected is not None and each.corrected >= since for each in others):
        details = {"submission": submission.id}
        mail = Mail(MailKind.RELEASE, submission.language, addresses.releaser, details)
        mails.add_mail(connection, mail, at=at)
