"""Redact a comment: take a passage out so that it stands nowhere any more, or take the last redaction back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState, MoveNotAllowed
from server.domain.redaction import REDACTABLE, RedactedField, redact
from server.store import acts, comment_versions, comments, submissions
from server.store.comment_versions import CommentVersion, Ended
from server.store.database import Connection, Database
from server.usecases.find_submission import tell_submitter
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.move_comment import refresh_comment

_NAMES = (RedactedField.NAME, RedactedField.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Redactable:
    """A comment as it is, and what it said before the last redaction, where that can be taken back."""

    comment: Comment
    last: CommentVersion | None


def redact_comment(
    database: Database,
    *,
    comment_id: str,
    passage: str,
    field: RedactedField,
    reason: DeclineReason,
    by: Account,
    at: datetime,
    note: str = "",
) -> Comment:
    """Replace every occurrence of a passage in one field by marks; what it said before is kept for editors.

    The reason is public, and the submitter is told; `note` is for the log only. Returns the comment as it
    is now. Raises Missing, NotAllowed, PassageNotThere, and MoveNotAllowed for a comment in another state
    than REDACTABLE.
    """
    if not by.role.includes(Role.MODERATOR):
        raise NotAllowed(f"{by.role} may not redact")
    with database.write() as connection:
        comment = _redactable(connection, comment_id)
        redacted = redact(comment, field, passage, reason)
        comment_versions.add_version(connection, comment, Ended.REDACTED, until=at)
        _change(connection, comment, redacted, at=at)
        act = Act(ActKind.REDACTED, comment_id, at, account=by.id, category=reason, reason=note)
        acts.log_act(connection, act)
        submission = submissions.submission_by_id(connection, comment.submission)
        if submission is not None:
            tell_submitter(
                connection, submission, MailKind.REDACTED, at=at, comment=comment_id, reason=reason
            )
        return redacted


def restore_comment(database: Database, *, comment_id: str, by: Account, at: datetime) -> Comment:
    """Take the last redaction back; the comment says again what it said before.

    Returns the comment as it is now. Raises NotAllowed, MoveNotAllowed as redact_comment, and Missing where
    nothing was redacted since the words last changed.
    """
    if not by.role.includes(Role.MODERATOR):
        raise NotAllowed(f"{by.role} may not take a redaction back")
    with database.write() as connection:
        comment = _redactable(connection, comment_id)
        last = _last_redaction(connection, comment_id)
        if last is None:
            raise Missing("redaction", comment_id)
        restored = _restored(comment, last)
        comment_versions.remove_version(connection, comment_id, last.number)
        _change(connection, comment, restored, at=at)
        acts.log_act(connection, Act(ActKind.RESTORED, comment_id, at, account=by.id))
        return restored


def read_redactable(database: Database, *, comment_id: str) -> Redactable:
    """The comment, for the moderators. Raises Missing for one that is not there, or in no state of REDACTABLE."""
    with database.read() as connection:
        comment = comments.comment_by_id(connection, comment_id)
        if comment is None or comment.state not in REDACTABLE:
            raise Missing("comment", comment_id)
        return Redactable(comment, _last_redaction(connection, comment_id))


def _last_redaction(connection: Connection, comment_id: str) -> CommentVersion | None:
    """What the comment said before its last redaction, if its words were not corrected since."""
    versions = comment_versions.versions_of(connection, comment_id)
    return versions[-1] if versions and versions[-1].why is Ended.REDACTED else None


def _redactable(connection: Connection, comment_id: str) -> Comment:
    comment = comments.comment_by_id(connection, comment_id, alone=True)
    if comment is None:
        raise Missing("comment", comment_id)
    if comment.state not in REDACTABLE:
        raise MoveNotAllowed(f"{comment_id} is {comment.state}")
    return comment


def _restored(comment: Comment, last: CommentVersion) -> Comment:
    """The comment with what the last redaction took out.

    A name that no redaction changed stays as it is: its submitter may have taken it back since.
    """
    kept = {each for each in _NAMES if not any(mark.field == each for mark in comment.redactions)}
    names = {each.value: getattr(comment if each in kept else last, each) for each in _NAMES}
    redactions = tuple(each for each in last.redactions if each.field not in kept)
    return replace(comment, **{**_said(last), **names, "redactions": redactions})


def _change(connection: Connection, comment: Comment, changed: Comment, *, at: datetime) -> None:
    comments.change_comment(connection, comment.id, **_said(changed))
    if comment.state is ModerationState.SHOWN:
        refresh_comment(connection, comment, at=at)


def _said(said: Comment | CommentVersion) -> dict[str, Any]:
    return {
        "text": said.text,
        "suggested_wording": said.suggested_wording,
        "name": said.name,
        "organisation": said.organisation,
        "redactions": said.redactions,
    }
