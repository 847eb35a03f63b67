"""SMTP: the only door to a mail server."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from server.mail.mailer import MailerAway, MailRefused, MailUnavailable, Meant
from server.mail.message import Message, ascii_domain, standard_form

# A server that says nothing for so long is taken to be away; RFC 5321, 4.5.3.2 allows minutes, but whoever
# waits here keeps every other mail waiting.
TIMEOUT_SECONDS: Final = 30.0
# RFC 5321, 4.2.1: answers that begin with a 5 are for good.
_FOR_GOOD: Final = 500


class Secrecy(StrEnum):
    """How the way to the mail server is closed to listeners."""

    NONE = "none"
    STARTTLS = "starttls"  # RFC 3207: in clear until both agree; without agreement nothing is sent
    TLS = "tls"  # RFC 8314: from the first byte


# RFC 5321 (25), RFC 6409 (587), RFC 8314 (465).
_PORTS: Final = {Secrecy.NONE: 25, Secrecy.STARTTLS: 587, Secrecy.TLS: 465}
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over, and how."""

    host: str
    port: int
    secrecy: Secrecy
    user: str = ""
    password: str = field(default="", repr=False)


def smtp_server(address: str) -> SmtpServer:
    """The mail server that a setting names: smtp://user:password@host:port, with ?starttls, or smtps://.

    What is special in an address (: / @ ? %) is written as %xx in user and password. A password goes to
    this machine or over TLS only. Raises ValueError, whose text never holds the password.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
        raise ValueError("expected smtp://host or smtps://host")
    if parts.query not in ("", "starttls") or (parts.scheme == "smtps" and parts.query):
        raise ValueError("after the host only ?starttls is known, and only for smtp://")
    secrecy = Secrecy.TLS if parts.scheme == "smtps" else Secrecy(parts.query or Secrecy.NONE)
    if parts.username and secrecy is Secrecy.NONE and parts.hostname not in _THIS_MACHINE:
        raise ValueError("a password is only sent with ?starttls or to smtps://")
    try:
        port = parts.port or _PORTS[secrecy]
    except ValueError:
        raise ValueError("the port must be a number from 1 to 65535") from None
    return SmtpServer(
        parts.hostname, port, secrecy, unquote(parts.username or ""), unquote(parts.password or "")
    )


class SmtpMailer:
    """A Mailer that hands each mail to a mail server, over a connection of its own.

    `trust` says which certificates are believed; by default those that this machine believes.
    """

    def __init__(
        self,
        server: SmtpServer,
        *,
        timeout_seconds: float = TIMEOUT_SECONDS,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._server = server
        self._timeout_seconds = timeout_seconds
        self._trust = trust or ssl.create_default_context()

    def send(self, message: Message) -> None:
        """Hand one mail over; the server has taken it when this returns."""
        to, sender = ascii_domain(message.to), ascii_domain(message.sender)
        with _reasons(), self._connected() as connection:
            connection.send_message(standard_form(message, encoding="quoted-printable"), sender, [to])

    def forget(self, is_meant: Meant) -> int:  # noqa: ARG002
        """Nothing is kept here."""
        return 0

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server, seconds = self._server, self._timeout_seconds
        connection = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=self._trust)
            if server.secrecy is Secrecy.TLS
            else smtplib.SMTP(server.host, server.port, timeout=seconds)
        )
        try:
            if server.secrecy is Secrecy.STARTTLS:
                connection.starttls(context=self._trust)
            if server.user:
                connection.login(server.user, server.password)
            yield connection
            # What was taken is taken: a farewell that goes wrong says nothing about the mail.
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
        finally:
            connection.close()


@contextmanager
def _reasons() -> Iterator[None]:
    """Tell what is for good from what may pass; the server's own words may quote an address, so none is kept."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refused:
        [(code, _)] = refused.recipients.values()
        raise _refusal(code) from None
    except smtplib.SMTPDataError as refused:
        raise _refusal(refused.smtp_code) from None
    except smtplib.SMTPNotSupportedError as missing:
        raise _not_supported(missing) from None
    except (OSError, smtplib.SMTPException) as error:
        # Also what the server has against us (sender, password): who runs the service can mend that.
        raise MailerAway(type(error).__name__) from None


def _refusal(code: int) -> MailRefused | MailUnavailable:
    return MailRefused(str(code)) if code >= _FOR_GOOD else MailUnavailable(str(code))


def _not_supported(missing: smtplib.SMTPNotSupportedError) -> MailRefused | MailUnavailable:
    """A server without SMTPUTF8 (RFC 6531) never takes this address; one without STARTTLS is set up wrongly."""
    if "SMTPUTF8" in str(missing):
        return MailRefused("SMTPUTF8")
    return MailerAway(type(missing).__name__)
