"""Send a mail that was left behind: put it into words, hand it over, forget it."""

from datetime import datetime
from typing import Final

from server.domain.typed import is_address
from server.mail.mailer import MailRefused
from server.mail.message import FieldRefused, Message
from server.mail.texts.letter import TEST
from server.mail.writing import write_letter
from server.store import mails
from server.store.database import Database
from server.text.languages import Language
from server.usecases.mail_facts import Asked, Told, facts_of
from server.usecases.mail_room import MailRoom

# Hexadecimal digits: 128 bits.
_UNIQUE: Final = 32


def send_mail(database: Database, room: MailRoom, *, number: int, at: datetime) -> bool:
    """Send the mail with this number and remove it; true when it was handed over.

    One that has been sent, or has become pointless (its submission was erased, a reply is no longer
    shown, there is no such account), is not sent. Whoever dies between handing over and removing sends it
    once more, with the same Message-ID. Raises MailRefused, MailUnavailable; the mail is kept then.
    """
    with database.write() as connection:
        mail = mails.mail_by_number(connection, number)
        told = None if mail is None else facts_of(Asked(connection, room, mail, at))
        if mail is None or told is None:
            mails.remove_mail(connection, number)
            return False
    # The same on every attempt, so that mail programs know the second of two for the first; of what the mail
    # is, so that a number that comes back with an older copy of the database names another mail.
    unique = room.signer.derived(f"mail {number} {mail!r}")
    room.mailer.send(_message(room, told, to=mail.recipient, language=mail.language, unique=unique, at=at))
    with database.write() as connection:
        mails.remove_mail(connection, number)
    return True


def give_up_mail(database: Database, *, number: int) -> None:
    """Forget a mail that nobody takes, and with it the address."""
    with database.write() as connection:
        mails.remove_mail(connection, number)


def send_test_mail(room: MailRoom, *, to: str, language: Language, at: datetime) -> None:
    """Send a mail that shows that mails arrive. Raises MailRefused, MailUnavailable."""
    links = room.links
    facts = {"host": room.host, "link": links.start(language), "privacy": links.privacy(language)}
    unique = room.signer.derived(f"test {to} {at.isoformat()}")
    room.mailer.send(_message(room, Told(TEST, facts), to=to, language=language, unique=unique, at=at))


def _message(
    room: MailRoom, told: Told, *, to: str, language: Language, unique: str, at: datetime
) -> Message:
    letter = write_letter(told.kind, language, told.facts)
    try:
        return Message(
            to=to,
            sender=room.sender,
            reply_to=_address_in(told.facts.get("contact", "")) or room.sender,
            message_id=f"{unique[:_UNIQUE]}@{room.host}",
            date=at,
            language=language,
            subject=letter.subject,
            paragraphs=letter.paragraphs,
            off=told.facts.get("off", ""),
        )
    except FieldRefused as refused:
        raise MailRefused(str(refused)) from None


def _address_in(contact: str) -> str:
    """The first address in what a round says of whom to ask; "" where it names none."""
    words = (word.strip("<>()[],;:.") for word in contact.split())
    return next((word for word in words if is_address(word)), "")
