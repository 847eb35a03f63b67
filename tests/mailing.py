"""A mail room for tests: an outbox in a folder, links as the assembly makes them, and reading what was sent."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from server.domain.mails import Mail, MailKind
from server.mail.mailer import Mailer
from server.mail.outbox import OutboxFolder
from server.store.database import Database
from server.store.erased_list import ErasedList
from server.store.mails import add_mail
from server.text.languages import Language
from server.usecases.mail_room import MailRoom
from server.usecases.search_room import SearchRoom
from server.web.export_links import export_links
from server.web.mail_links import mail_links
from server.worker.acts import Workplace
from tests.worlds import NOON, SIGNER, Clock

BASE_URL = "http://127.0.0.1:8000"
HOST = "127.0.0.1"
SENDER = "noreply@example.org"


def mail_room(mailer: Mailer) -> MailRoom:
    """A mail room with this mailer."""
    return MailRoom(mailer, mail_links(BASE_URL), SIGNER, SENDER, HOST)


def workplace(database: Database, search: SearchRoom, folder: Path, clock: Clock) -> Workplace:
    """A worker's place; mails go to `outbox` in the folder, erased persons stand in `erased.txt`."""
    room = mail_room(OutboxFolder(folder / "outbox"))
    erased, links = ErasedList(folder / "erased.txt"), export_links(BASE_URL)
    return Workplace(database, search, room, erased, clock, folder / "record", links)


def leave_mail(
    database: Database,
    kind: MailKind,
    *,
    language: Language = Language.DE,
    to: str = "anna@example.org",
    **details: str,
) -> int:
    """Leave a mail behind to be sent; its number."""
    with database.write() as connection:
        return add_mail(connection, Mail(kind, language, to, details), at=NOON)


def mails_in(folder: Path) -> list[EmailMessage]:
    """The mails in the outbox of a folder, in the order in which they were written."""
    files = sorted((folder / "outbox").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


def text_of(mail: EmailMessage) -> str:
    """What a mail says."""
    return str(mail.get_content())


def links_in(mail: EmailMessage) -> list[str]:
    """The paths of all links of a mail to our own pages, in order; each stands alone on its line."""
    lines = text_of(mail).splitlines()
    return [line.removeprefix(BASE_URL) for line in lines if line.startswith(BASE_URL)]
