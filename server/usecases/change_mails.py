"""Change what a submitter is mailed about."""

from server.store import submissions
from server.store.database import Database
from server.usecases.missing import Missing


def change_mails(
    database: Database, *, submission_id: str, replies: bool | None = None, dispositions: bool | None = None
) -> None:
    """Mail about replies and dispositions or not; None leaves it as it is. Raises Missing."""
    wanted = {"mail_replies": replies, "mail_dispositions": dispositions}
    values = {name: value for name, value in wanted.items() if value is not None}
    with database.write() as connection:
        if submissions.submission_by_id(connection, submission_id) is None:
            raise Missing("submission", submission_id)
        if values:
            submissions.change_addresses(connection, submission_id, **values)


def mails_off(database: Database, *, submission_id: str) -> None:
    """Mail no more about what happens to a submission: the one click at the end of such a mail. Raises Missing."""
    change_mails(database, submission_id=submission_id, replies=False, dispositions=False)
