"""Moderate comments: show them, or decline them with a reason that the submitter is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.mails import MailKind
from server.domain.moderation import DeclineReason, ModerationState, MoveNotAllowed, move
from server.store import acts, comments, reports, submissions
from server.store.database import Connection, Database
from server.usecases.find_submission import tell_submitter
from server.usecases.missing import Missing
from server.usecases.move_comment import move_comment

# What a moderator can make of a comment; nothing goes back to being held, and only its submitter withdraws it.
DECISIONS: Final = (ModerationState.SHOWN, ModerationState.DECLINED)


class NotAllowed(Exception):
    """The account may not do this."""


class DecidedMeanwhile(Exception):
    """Somebody else decided on the comment between reading and deciding."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided, on one comment or many.

    `category` is public where a comment is declined; `reason` is for the log only.
    """

    to: ModerationState
    category: DeclineReason = DeclineReason.OTHER
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """The ids of the comments that are as was decided, and of those on which somebody else was first."""

    done: tuple[str, ...]
    meanwhile: tuple[str, ...]


def moderate_comment(
    database: Database,
    *,
    comment_id: str,
    to: ModerationState,
    by: Account,
    at: datetime,
    seen: ModerationState | None = None,
    category: DeclineReason = DeclineReason.OTHER,
    reason: str = "",
) -> Comment:
    """Decide on a comment; its page changes, the index follows, and who wrote a declined one is told.

    `seen` is the state in which the moderator saw it, where that is known: a decision made on another
    state does not count. A decision that changes nothing leaves nothing behind.
    Raises Missing, NotAllowed, DecidedMeanwhile, and MoveNotAllowed for a comment that was withdrawn or whose
    words are gone.
    """
    _check(by, to)
    with database.write() as connection:
        return _decide(connection, comment_id, seen, Decision(to, category, reason), by=by, at=at)


def moderate_comments(
    database: Database,
    *,
    chosen: Sequence[tuple[str, ModerationState]],
    decision: Decision,
    by: Account,
    at: datetime,
) -> Decided:
    """Decide alike on comments, each with the state in which the moderator saw it; all in one transaction.

    A comment on which somebody else was first stays as it is, and so does one that was withdrawn.
    Raises Missing and NotAllowed, and decides on none then.
    """
    _check(by, decision.to)
    done, meanwhile = list[str](), list[str]()
    with database.write() as connection:
        # In one order, so that two moderators never wait for each other.
        for comment_id, seen in sorted(set(chosen)):
            try:
                _decide(connection, comment_id, seen, decision, by=by, at=at)
                done.append(comment_id)
            except (DecidedMeanwhile, MoveNotAllowed):
                meanwhile.append(comment_id)
    return Decided(tuple(done), tuple(meanwhile))


def has_words(comment: Comment) -> bool:
    """Whether there is something to show: not of a tombstone that came with the record, or after retention."""
    return bool(comment.text or comment.suggested_wording)


def _check(by: Account, to: ModerationState) -> None:
    if not by.role.includes(Role.MODERATOR) or to not in DECISIONS:
        raise NotAllowed(f"{by.role} may not make a comment {to}")


def _decide(
    connection: Connection,
    comment_id: str,
    seen: ModerationState | None,
    decision: Decision,
    *,
    by: Account,
    at: datetime,
) -> Comment:
    comment = comments.comment_by_id(connection, comment_id)
    if comment is None:
        raise Missing("comment", comment_id)
    if move(comment.state, decision.to) is comment.state:
        return comment
    if decision.to is ModerationState.SHOWN and not has_words(comment):
        raise MoveNotAllowed(f"nothing is left of {comment_id} to show")
    if seen not in (None, comment.state):
        raise DecidedMeanwhile(comment_id)
    declines = decision.to is ModerationState.DECLINED
    tells = declines and not _was_declined(connection, comment)
    category = decision.category.value if declines else ""
    if not move_comment(
        connection, comment, decision.to, at=at, account=by.id, category=category, reason=decision.reason
    ):
        raise DecidedMeanwhile(comment_id)
    if declines and reports.close_reports(connection, comment_id, at=at):
        act = Act(ActKind.REPORT_CLOSED, comment_id, at, account=by.id, category=category)
        acts.log_act(connection, act)
    if tells:
        _tell(connection, comment, decision.category, at)
    return comment


def _was_declined(connection: Connection, comment: Comment) -> bool:
    """Whether its submitter was told already: once per comment is enough, however often minds change."""
    past = acts.latest_acts(connection, limit=1000, kinds=(ActKind.DECIDED,), subject=comment.id)
    return any(each.act.to_state == ModerationState.DECLINED for each in past)


def _tell(connection: Connection, comment: Comment, category: DeclineReason, at: datetime) -> None:
    submission = submissions.submission_by_id(connection, comment.submission)
    if submission is not None:
        tell_submitter(connection, submission, MailKind.DECLINED, at=at, comment=comment.id, reason=category)
