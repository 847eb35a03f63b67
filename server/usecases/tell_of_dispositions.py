"""Tell submitters, where they asked for it, that their comments were answered."""

from collections.abc import Sequence
from datetime import datetime

from server.domain.mails import Mail, MailKind
from server.store import disposition_mails, mails
from server.store.database import Connection


def tell_of_dispositions(connection: Connection, comments: Sequence[str], *, at: datetime) -> int:
    """Leave one mail for each submission with a comment among these whose submitter asked for it; how many.

    For the transaction in which the answers become public. The mail holds nothing of the answers, only the
    link to the receipt.
    """
    told = disposition_mails.to_tell(connection, comments)
    for submission, email in told:
        details = {"submission": submission.id}
        mail = Mail(MailKind.DISPOSITIONS, submission.language, email, details)
        mails.add_mail(connection, mail, at=at)
    return len(told)
