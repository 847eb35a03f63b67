"""Mail servers for tests: real ones on this machine, that take mails or refuse them in the ways servers do."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
TAKEN = "250 OK"


@dataclass
class Postbox:
    """What a mail server does: it answers with what is planned, in order, then takes everything."""

    to_sender: list[str] = field(default_factory=list)
    to_recipient: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    taken: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        """Answer to a sender."""
        answer = self.to_sender.pop(0) if self.to_sender else TAKEN
        if answer == TAKEN:
            envelope.mail_from = address
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        """Answer to a recipient."""
        answer = self.to_recipient.pop(0) if self.to_recipient else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answer to a whole mail."""
        answer = self.to_data.pop(0) if self.to_data else TAKEN
        if answer == TAKEN:
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=default)
            self.taken.append((envelope.mail_from or "", envelope.rcpt_tos, mail))
            self.was_encrypted.append(session.ssl is not None)
        return answer


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of this machine's own for 127.0.0.1."""

    file: Path
    key: Path

    @property
    def shown(self) -> ssl.SSLContext:
        """For the server."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.file, self.key)
        return context

    @property
    def believed(self) -> ssl.SSLContext:
        """For who knows it."""
        return ssl.create_default_context(cafile=str(self.file))


class _OnFreePort(Controller):
    """A server that looks for itself on the port that it was given, and not on 0."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(postbox: Postbox, **options: Any) -> Iterator[int]:
    """A mail server on a free port of this machine, which it yields."""
    controller = _OnFreePort(postbox, hostname=HOST, port=0, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def that_hangs_up() -> Iterator[int]:
    """A port on which somebody answers and hangs up without a word."""
    with socket.create_server((HOST, 0)) as server:

        def hang_up() -> None:
            caller, _ = server.accept()
            caller.close()

        answering = Thread(target=hang_up)
        answering.start()
        yield server.getsockname()[1]
        answering.join()


def only(user: str, password: str) -> Any:
    """Lets one user in."""

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        known = isinstance(data, LoginPassword) and data == LoginPassword(user.encode(), password.encode())
        return AuthResult(success=known, handled=known)

    return authenticate


def self_made(folder: Path) -> Certificate:
    """A certificate that nobody believes but who is told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate = Certificate(folder / "certificate.pem", folder / "key.pem")
    certificate.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    certificate.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate
