"""Mails that wait to be sent: kept with the act that causes them, gone when they are sent."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from server.domain.mails import Mail, MailKind
from server.store.jobs import add_job
from server.store.schema import mails
from server.text.languages import Language

SEND_MAIL = "send-mail"


def add_mail(connection: Connection, mail: Mail, *, at: datetime) -> int:
    """Keep a mail and leave the job behind that sends it; returns its number."""
    [number] = connection.execute(
        insert(mails).returning(mails.c.id),
        {
            "kind": mail.kind,
            "language": mail.language,
            "recipient": mail.recipient,
            "details": mail.details,
            "created": at,
        },
    ).one()
    add_job(connection, SEND_MAIL, {"mail": str(number)}, run_after=at)
    return int(number)


def mail_by_number(connection: Connection, number: int) -> Mail | None:
    """The mail with this number; None when it has been sent."""
    row = connection.execute(select(mails).where(mails.c.id == number)).one_or_none()
    if row is None:
        return None
    return Mail(MailKind(row.kind), Language(row.language), row.recipient, row.details)


def remove_mail(connection: Connection, number: int) -> None:
    """The mail was sent, or is not to be sent any more."""
    connection.execute(delete(mails).where(mails.c.id == number))
