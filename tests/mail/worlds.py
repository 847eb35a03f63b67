"""One mail for the tests of the mail room."""

from dataclasses import replace
from typing import Any

from server.mail.message import Message
from tests.worlds import NL, NOON

LINK = "https://masterstrategie.example.org/nl/ontvangst/" + "t0ken-with.dots~and_signs" * 4

MESSAGE = Message(
    to="anna@example.org",
    sender="noreply@masterstrategie.example.org",
    reply_to="bureau@example.org",
    message_id="0123456789abcdef@masterstrategie.example.org",
    date=NOON,
    language=NL,
    subject="Bevestig uw inbreng: Najaar",
    paragraphs=("Goedendag,", "Uw inbreng in de grensregio – bedankt, Zoë. " * 3, LINK),
)


def message(**values: Any) -> Message:
    """The mail, with other values."""
    return replace(MESSAGE, **values)
