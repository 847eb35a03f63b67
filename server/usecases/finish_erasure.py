"""Finish what erasing began, outside the tables: the list, the outbox, and the free space of the files."""

from datetime import datetime

from server.store import persons
from server.store.database import Database
from server.store.erased_list import ErasedList
from server.usecases.mail_room import MailRoom


class StillRead(Exception):
    """Somebody reads an older state of the database, so that its bytes cannot be given up yet."""


def finish_erasure(database: Database, room: MailRoom, erased_list: ErasedList) -> None:
    """Take every erased person into the list, remove mails to them from the outbox, and settle the database.

    Doing it again does no harm. Raises MailUnavailable, StillRead, OSError; then it is to be tried again.
    """
    with database.read() as connection:
        gone = persons.erased(connection)
    erased_list.add(gone)

    def is_theirs(address: str, sent: datetime) -> bool:
        erased_at = gone.get(room.signer.person(address))
        return erased_at is not None and sent <= erased_at

    room.mailer.forget(is_theirs)
    if not database.settle():
        raise StillRead
