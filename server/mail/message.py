"""One mail as it goes out: its fields, checked, and the standard form that every mail program reads."""

import textwrap
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime
from typing import Final

from server.domain.typed import is_address
from server.text.languages import Language

# RFC 5322, 2.1.1: lines should have no more than 78 characters; a little less leaves room for quoting.
_WIDTH: Final = 72


class FieldRefused(ValueError):
    """A field that cannot stand in a mail: more than one recipient, or a line break in a header."""


@dataclass(frozen=True, slots=True)
class Message:
    """A mail to one recipient, in plain text; `off` is where it is switched off with one request, or "".

    `paragraphs` come out with an empty line between them, wrapped but for those that are one long word
    (a link). `message_id` is without angle brackets. Raises FieldRefused.
    """

    to: str
    sender: str
    reply_to: str
    message_id: str
    date: datetime
    language: Language
    subject: str
    paragraphs: tuple[str, ...]
    off: str = ""

    def __post_init__(self) -> None:
        for name in ("to", "sender", "reply_to"):
            if not is_address(getattr(self, name)):
                raise FieldRefused(name)
        for name in ("message_id", "subject", "off"):
            if not getattr(self, name).isprintable():
                raise FieldRefused(name)

    @property
    def body(self) -> str:
        """The text, wrapped at 72 characters; no word is broken, so that links stay whole."""
        return "\n\n".join(map(_wrapped, self.paragraphs)) + "\n"


class _Whole(UnstructuredHeader, BaseHeader):
    """A header on one line: a link that the library would fold it would encode, and nobody could follow it."""

    def fold(self, *, policy: Policy) -> str:
        """The header as it is."""
        return f"{self.name}: {self}{policy.linesep}"


_REGISTRY: Final = HeaderRegistry()
_REGISTRY.map_to_type("list-unsubscribe", _Whole)
_POLICY: Final = SMTP.clone(header_factory=_REGISTRY)


def standard_form(message: Message, *, encoding: str) -> EmailMessage:
    """The mail by RFC 5322 with MIME; `encoding` is "8bit", legible in a file, or "quoted-printable".

    RFC 3834 keeps holiday replies away, RFC 2369 and RFC 8058 say where to switch the mail off.
    """
    made = EmailMessage(policy=_POLICY)
    made["From"] = _mailbox(message.sender)
    made["To"] = _mailbox(message.to)
    made["Reply-To"] = _mailbox(message.reply_to)
    made["Subject"] = message.subject
    made["Date"] = format_datetime(message.date)
    made["Message-ID"] = f"<{message.message_id}>"
    made["Auto-Submitted"] = "auto-generated"
    if message.off:
        made["List-Unsubscribe"] = f"<{message.off}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(message.body, charset="utf-8", cte=encoding)
    made["Content-Language"] = message.language.value
    return made


def ascii_domain(address: str) -> str:
    """The address with its domain as the network knows it (RFC 5890); one that has no such form stays."""
    name, _, domain = address.rpartition("@")
    try:
        return f"{name}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


def _mailbox(address: str) -> Address:
    name, _, domain = ascii_domain(address).rpartition("@")
    return Address(username=name, domain=domain)


def _wrapped(paragraph: str) -> str:
    return textwrap.fill(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)
