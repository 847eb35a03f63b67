"""What the mail room asks of whoever carries its mails away."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from server.mail.message import Message

# Whether a kept mail is meant: by its recipient's address and the moment (UTC) of its Date.
Meant = Callable[[str, datetime], bool]


class MailRefused(Exception):
    """This mail will never be taken: trying again does not help. The text holds no address."""


class MailUnavailable(Exception):
    """This mail is not taken just now; trying again later may help. The text holds no address."""


class MailerAway(MailUnavailable):
    """No mail at all is taken just now: there is no need to try the others."""


class Mailer(Protocol):
    """Carries mails away, one at a time."""

    def send(self, message: Message) -> None:
        """Hand one mail over; it is on its way when this returns. Raises MailRefused, MailUnavailable."""

    def forget(self, is_meant: Meant) -> int:
        """Remove the mails that are still kept here and meant; returns how many. Raises MailUnavailable."""
