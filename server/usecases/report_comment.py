"""Report a comment: a reader says that it should not be shown; and a moderator has looked at it."""

from datetime import datetime

from server.domain.accounts import Account, Role
from server.domain.acts import Act, ActKind
from server.domain.comments import Comment
from server.domain.moderation import ModerationState
from server.domain.reports import ReportForm, check_report
from server.store import acts, comments, reports
from server.store.database import Database
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed


def find_reportable(database: Database, *, comment_id: str) -> Comment:
    """The comment, if readers see it. Raises Missing."""
    with database.read() as connection:
        comment = comments.comment_by_id(connection, comment_id)
    if comment is None or comment.state is not ModerationState.SHOWN:
        raise Missing("comment", comment_id)
    return comment


def report_comment(database: Database, *, comment_id: str, form: ReportForm, at: datetime) -> None:
    """Keep a report for the moderators; nothing is kept of who made it.

    The same form sent twice is one report. Raises Missing for a comment that is not shown, ReportRefused.
    """
    reason, text = check_report(form)
    with database.write() as connection:
        comment = comments.comment_by_id(connection, comment_id)
        if comment is None or comment.state is not ModerationState.SHOWN:
            raise Missing("comment", comment_id)
        reports.add_report(connection, comment_id, reason, text, form_key=form.form_key, at=at)


def close_reports(database: Database, *, comment_id: str, note: str, by: Account, at: datetime) -> None:
    """Close the open reports on a comment with a note for the log; without open ones nothing happens.

    Raises NotAllowed.
    """
    if not by.role.includes(Role.MODERATOR):
        raise NotAllowed(f"{by.role} may not close reports")
    with database.write() as connection:
        if reports.close_reports(connection, comment_id, at=at):
            act = Act(ActKind.REPORT_CLOSED, comment_id, at, account=by.id, reason=note)
            acts.log_act(connection, act)
