"""Move a comment to another state, with all that follows: counts, pages, index, log, mails. Used by every act."""

from datetime import datetime

from server.domain.acts import ActKind
from server.domain.comments import Comment
from server.domain.mails import Mail, MailKind
from server.domain.moderation import TOMBSTONES, ModerationState
from server.store import acts, comments, editions, exports, mails, moderation, stamps, submissions
from server.store.database import Connection
from server.usecases.note_change import note_comment


def move_comment(
    connection: Connection,
    comment: Comment,
    to: ModerationState,
    *,
    at: datetime,
    account: int | None = None,
    category: str = "",
    reason: str = "",
) -> bool:
    """Move a comment from the state the caller saw; false, and nothing done, when somebody else was first.

    Whether the move is allowed is for the caller to ask the domain (`move`, `own_move`). Moving to the
    present state does nothing and is true.
    """
    if to is comment.state:
        return True
    moved = moderation.set_state(
        connection, comment, to, account=account, decided=at, category=category, reason=reason
    )
    if not moved:
        return False
    if ModerationState.SHOWN in (to, comment.state):
        refresh_comment(connection, comment, at=at)
    elif to in TOMBSTONES or comment.state in TOMBSTONES:
        # Readers see a line where the comment stood.
        _bump(connection, comment)
    if to is ModerationState.SHOWN and comment.reply_to:
        _tell_of_reply(connection, comment, at)
    return True


def refresh_comment(connection: Connection, comment: Comment, *, at: datetime) -> None:
    """Have pages, index and files follow a change of a comment that is or was shown; `comment` is as it was."""
    _bump(connection, comment)
    if comment.state is ModerationState.SHOWN:
        exports.outdate_reports(connection, comment.round)
    note_comment(connection, comment, at=at)


def _bump(connection: Connection, comment: Comment) -> None:
    """The paragraphs of later editions tell how often they were spoken of before, wherever they stand now."""
    if editions.is_followed(connection, comment.edition):
        stamps.bump_all(connection)
    else:
        stamps.bump(connection, comment.edition, comment.section)


def _tell_of_reply(connection: Connection, reply: Comment, at: datetime) -> None:
    """Mail whoever is answered, where they asked for it, when the reply is shown for the first time.

    Nobody is told of a reply of their own, or to what they took back.
    """
    answered = comments.comment_by_id(connection, reply.reply_to)
    if answered is None or not answered.submission or answered.submission == reply.submission:
        return
    decisions = acts.latest_acts(connection, limit=1000, kinds=(ActKind.DECIDED,), subject=reply.id)
    times_shown = sum(each.act.to_state == ModerationState.SHOWN for each in decisions)
    if times_shown > 1 or answered.state is ModerationState.WITHDRAWN:
        return
    both = submissions.submissions_by_id(connection, {answered.submission, reply.submission})
    submission, own = both.get(answered.submission), both.get(reply.submission)
    addresses = submissions.addresses_of(connection, answered.submission)
    if submission is None or addresses is None or not addresses.mail_replies:
        return
    if own is not None and own.person and own.person == submission.person:
        return
    details = {"submission": submission.id, "comment": reply.id}
    mail = Mail(MailKind.REPLY, submission.language, addresses.email, details)
    mails.add_mail(connection, mail, at=at)
