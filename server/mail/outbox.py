"""The outbox: a folder that takes mails where no mail server is set, one file each, for people to open."""

import os
from datetime import UTC
from email import message_from_binary_file
from email.policy import default
from pathlib import Path

from server.mail.mailer import MailerAway, Meant
from server.mail.message import Message, standard_form

_ENDING = ".eml"


class OutboxFolder:
    """A Mailer that writes each mail into a folder, whole or not at all; nobody but the owner may read it.

    The folder is made with the first mail. A file's name begins with the moment of its mail, in UTC.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> None:
        """Write the mail; the same mail at the same moment is the same file."""
        unique = message.message_id.partition("@")[0]
        name = f"{message.date.astimezone(UTC):%Y%m%dT%H%M%SZ}-{unique}{_ENDING}"
        half = self._folder / f".{name}.{os.getpid()}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            half.touch(mode=0o600)
            with half.open("wb") as file:
                file.write(standard_form(message, encoding="8bit").as_bytes())
                file.flush()
                os.fsync(file.fileno())
            half.replace(self._folder / name)
        except OSError as error:
            raise MailerAway(error.strerror) from error

    def forget(self, is_meant: Meant) -> int:
        """Remove the files of the mails that are meant, and what writing left half done."""
        count = 0
        try:
            for file in self._folder.glob(f"*{_ENDING}*"):
                if not file.name.endswith(_ENDING) or _is_meant(file, is_meant):
                    file.unlink(missing_ok=True)
                    count += 1
        except OSError as error:
            raise MailerAway(error.strerror) from error
        return count


def _is_meant(file: Path, is_meant: Meant) -> bool:
    with file.open("rb") as opened:
        mail = message_from_binary_file(opened, policy=default)
    to, date = mail["To"], mail["Date"]
    if to is None or date is None or date.datetime is None:
        return False  # not a mail of ours
    return any(is_meant(each.addr_spec, date.datetime.astimezone(UTC)) for each in to.addresses)
