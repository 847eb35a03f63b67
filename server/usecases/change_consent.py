"""Change what of a submission may be published, at any time."""

from dataclasses import replace
from datetime import datetime

from server.domain.acts import Act, ActKind
from server.domain.comment_forms import FormRefused, Problem
from server.domain.comments import Comment
from server.domain.moderation import ModerationState, own_move
from server.domain.redaction import RedactedField
from server.domain.rounds import Round
from server.domain.submissions import Publication, Submission, SubmissionState
from server.store import acts, comments, submissions
from server.store.database import Connection, Database
from server.usecases.confirm_submission import first_state
from server.usecases.find_submission import find_submission
from server.usecases.move_comment import move_comment, refresh_comment

_NAMES = (RedactedField.NAME, RedactedField.ORGANISATION)


def change_consent(
    database: Database, *, submission_id: str, publication: Publication, at: datetime
) -> Submission:
    """Publish a submission with the name, without it, or not at all; returns it as it is now.

    What is not to be published leaves every page. What may be published again is shown where the round
    shows comments at once and no moderator ever looked at it; otherwise it waits for a moderator, as does
    a comment that gets a name that no moderator has seen. A withdrawn submission stays as it is.
    Raises Missing, and FormRefused where there is no name to publish.
    """
    with database.write() as connection:
        submission, round_ = find_submission(connection, submission_id)
        gone = submission.state in (SubmissionState.WITHDRAWN, SubmissionState.ERASED)
        if gone or publication is submission.publication:
            return submission
        if publication is Publication.NAMED and not (submission.name or submission.organisation):
            raise FormRefused({"name": Problem.NAME_MISSING})
        submissions.change_submission(connection, submission.id, publication=publication)
        before, after = submission.publication, publication
        acts.log_act(
            connection,
            Act(ActKind.CONSENT_CHANGED, submission.id, at, from_state=before, to_state=after),
        )
        changed = replace(submission, publication=publication)
        for comment in submissions.comments_of_submission(connection, submission.id, alone=True):
            if comment.state is not ModerationState.WITHDRAWN:
                _follow(connection, comment, changed, round_, at=at)
        return changed


def _follow(
    connection: Connection, comment: Comment, submission: Submission, round_: Round, *, at: datetime
) -> None:
    named = submission.publication is Publication.NAMED
    name, organisation = (submission.name, submission.organisation) if named else ("", "")
    renamed = (name, organisation) != (comment.name, comment.organisation)
    if renamed:
        redactions = tuple(each for each in comment.redactions if each.field not in _NAMES)
        comments.change_comment(
            connection, comment.id, name=name, organisation=organisation, redactions=redactions
        )
    to = _state_after(connection, comment, submission, round_, is_new_name=renamed and named)
    if renamed and to is comment.state is ModerationState.SHOWN:
        refresh_comment(connection, comment, at=at)
    move_comment(connection, comment, own_move(comment.state, to), at=at)


def _state_after(
    connection: Connection, comment: Comment, submission: Submission, round_: Round, *, is_new_name: bool
) -> ModerationState:
    if comment.state is ModerationState.UNCONFIRMED:
        return comment.state
    if submission.publication is Publication.NOT:
        return ModerationState.UNPUBLISHED
    if comment.state is ModerationState.UNPUBLISHED or (
        comment.state is ModerationState.SHOWN and is_new_name
    ):
        was_moderated = _was_moderated(connection, comment)
        return ModerationState.HELD if was_moderated else first_state(submission, round_)
    return comment.state


def _was_moderated(connection: Connection, comment: Comment) -> bool:
    kinds = (ActKind.DECIDED, ActKind.REDACTED)
    decisions = acts.latest_acts(connection, limit=1000, kinds=kinds, subject=comment.id)
    return any(each.act.account is not None for each in decisions)
