"""Mails that are not taken, or whose sender dies: nothing is lost, and the same mail is known as the same."""

from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.mails import Mail, MailKind
from server.mail.mailer import MailRefused, MailUnavailable, Meant
from server.mail.message import Message
from server.mail.outbox import OutboxFolder
from server.store.database import Database
from server.store.mails import mail_by_number
from server.usecases.send_mail import send_mail
from tests.mailing import leave_mail, mail_room, mails_in
from tests.participating import submit
from tests.worlds import DE, NOON

ANNA = "anna@example.org"


class Unsure(OutboxFolder):
    """Takes the mail, but its sender dies before hearing so."""

    def send(self, message: Message) -> None:
        """Take the mail and fall silent."""
        super().send(message)
        raise KeyboardInterrupt


class Refusing:
    """A mailer that takes nothing."""

    def __init__(self, reason: Exception) -> None:
        self.reason = reason

    def send(self, message: Message) -> None:
        """Refuse."""
        raise self.reason

    def forget(self, is_meant: Meant) -> int:
        """Nothing is kept."""
        return 0


def test_a_mail_whose_sender_dies_is_sent_once_more_and_known_as_the_same(
    loaded: Database, tmp_path: Path
) -> None:
    submission = submit(loaded)
    number = leave_mail(loaded, MailKind.CONFIRM, submission=submission.id)
    dying = mail_room(Unsure(tmp_path / "outbox"))
    with pytest.raises(KeyboardInterrupt):
        send_mail(loaded, dying, number=number, at=NOON)
    living = mail_room(OutboxFolder(tmp_path / "outbox"))
    assert send_mail(loaded, living, number=number, at=NOON + timedelta(minutes=8))
    assert not send_mail(loaded, living, number=number, at=NOON + timedelta(minutes=16))
    first, second = mails_in(tmp_path)
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize("reason", [MailRefused("550"), MailUnavailable("451")])
def test_a_mail_that_is_not_taken_is_kept(loaded: Database, reason: Exception) -> None:
    submission = submit(loaded)
    number = leave_mail(loaded, MailKind.CONFIRM, submission=submission.id)
    with pytest.raises(type(reason)):
        send_mail(loaded, mail_room(Refusing(reason)), number=number, at=NOON)
    with loaded.read() as connection:
        assert mail_by_number(connection, number) == Mail(
            MailKind.CONFIRM, DE, ANNA, {"submission": submission.id}
        )
