"""Release a submission of an organisation, or send it back: what the second person does with the mailed link."""

from dataclasses import replace
from datetime import datetime

from server.domain.acts import Act, ActKind
from server.domain.comment_forms import FormRefused, Problem
from server.domain.mails import MailKind
from server.domain.submissions import Submission, SubmissionState
from server.domain.typed import clean_text
from server.store import acts, submissions
from server.store.database import Database
from server.usecases.confirm_submission import hand_over
from server.usecases.find_submission import find_submission, tell_submitter

# A mail's worth.
MAX_REASON = 2_000


def release_submission(database: Database, *, submission_id: str, at: datetime) -> Submission:
    """Let a submission go to the moderators; it may be released after its round has closed.

    One that does not wait for it stays as it is. Raises Missing.
    """
    with database.write() as connection:
        submission, round_ = find_submission(connection, submission_id)
        if submission.state is not SubmissionState.UNRELEASED:
            return submission
        released = replace(submission, state=SubmissionState.CONFIRMED)
        submissions.change_submission(connection, submission.id, state=released.state)
        acts.log_act(connection, Act(ActKind.RELEASED, submission.id, at))
        hand_over(connection, released, round_, at=at)
        tell_submitter(connection, released, MailKind.RECEIPT, at=at)
        return released


def send_back_submission(
    database: Database, *, submission_id: str, reason: str = "", at: datetime
) -> Submission:
    """Tell the submitter what to correct; the submission waits on, and may be released later.

    The same reason twice, with no correction in between, is said once. One that does not wait for a release
    stays as it is. Raises Missing, and FormRefused for a reason that is too long.
    """
    said = clean_text(reason)
    if len(said) > MAX_REASON:
        raise FormRefused({"reason": Problem.TEXT_TOO_LONG})
    with database.write() as connection:
        submission, _ = find_submission(connection, submission_id)
        if submission.state is not SubmissionState.UNRELEASED:
            return submission
        before = acts.latest_acts(connection, limit=1, kinds=(ActKind.SENT_BACK,), subject=submission.id)
        corrected = [
            each.corrected
            for each in submissions.comments_of_submission(connection, submission.id)
            if each.corrected is not None
        ]
        if before and before[0].act.reason == said and all(each < before[0].act.at for each in corrected):
            return submission
        acts.log_act(connection, Act(ActKind.SENT_BACK, submission.id, at, reason=said))
        tell_submitter(connection, submission, MailKind.SENT_BACK, at=at, reason=said)
        return submission
