"""SMTP, against real mail servers on this machine: taken, refused for good, refused for now, closed to listeners."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.mail.mailer import MailerAway, MailRefused, MailUnavailable
from server.mail.smtp import Secrecy, SmtpMailer, SmtpServer, smtp_server
from tests.mail.servers import HOST, Certificate, Postbox, mail_server, only, self_made, that_hangs_up
from tests.mail.worlds import MESSAGE, message

LATER = "451 4.7.1 anna@example.org: come back later"
NEVER = "550 5.1.1 anna@example.org: no such user"


@pytest.fixture
def postbox() -> Postbox:
    """What the server does."""
    return Postbox()


@pytest.fixture
def port(postbox: Postbox) -> Iterator[int]:
    """The port of a mail server that speaks in clear."""
    with mail_server(postbox) as port:
        yield port


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    """A certificate of our own."""
    return self_made(tmp_path)


def mailer(
    port: int, secrecy: Secrecy = Secrecy.NONE, *, user: str = "", password: str = "", **options: Any
) -> SmtpMailer:
    """A mailer for the server on this port, that waits for a moment only."""
    server = SmtpServer(HOST, port, secrecy, user, password)
    return SmtpMailer(server, **{"timeout_seconds": 5.0, **options})


def test_a_mail_arrives_as_it_was_written_at_its_one_recipient(postbox: Postbox, port: int) -> None:
    mailer(port).send(MESSAGE)
    [(sender, recipients, mail)] = postbox.taken
    assert (sender, recipients) == (MESSAGE.sender, [MESSAGE.to])
    assert (mail["To"], mail["Subject"]) == (MESSAGE.to, MESSAGE.subject)
    assert mail.get_content().splitlines() == MESSAGE.body.splitlines()


def test_each_mail_has_a_connection_of_its_own(postbox: Postbox, port: int) -> None:
    sending = mailer(port)
    for number in range(3):
        sending.send(message(to=f"a{number}@example.org"))
    assert [recipients for _, recipients, _ in postbox.taken] == [[f"a{n}@example.org"] for n in range(3)]


@pytest.mark.parametrize("asked", ["to_recipient", "to_data"])
def test_what_is_refused_for_now_is_taken_later(postbox: Postbox, port: int, asked: str) -> None:
    getattr(postbox, asked).append(LATER)
    with pytest.raises(MailUnavailable, match=r"^451$") as refused:
        mailer(port).send(MESSAGE)
    # This mail, not all mails.
    assert not isinstance(refused.value, MailerAway)
    mailer(port).send(MESSAGE)
    assert len(postbox.taken) == 1


@pytest.mark.parametrize("asked", ["to_recipient", "to_data"])
def test_what_is_refused_for_good_is_told_without_the_address(
    postbox: Postbox, port: int, asked: str
) -> None:
    getattr(postbox, asked).append(NEVER)
    with pytest.raises(MailRefused, match=r"^550$") as refused:
        mailer(port).send(MESSAGE)
    assert refused.value.__suppress_context__
    assert postbox.taken == []


def test_a_server_that_is_not_there_is_away() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(MailerAway, match="ConnectionRefusedError"):
        mailer(port).send(MESSAGE)


def test_a_server_that_says_nothing_is_away_after_the_timeout() -> None:
    with socket.create_server((HOST, 0)) as silent, pytest.raises(MailerAway):
        mailer(silent.getsockname()[1], timeout_seconds=0.1).send(MESSAGE)


def test_a_server_that_hangs_up_is_away() -> None:
    with that_hangs_up() as port, pytest.raises(MailerAway):
        mailer(port).send(MESSAGE)


def test_starttls_closes_the_way_before_anything_is_said(postbox: Postbox, certificate: Certificate) -> None:
    with mail_server(postbox, tls_context=certificate.shown, require_starttls=True) as port:
        mailer(port, Secrecy.STARTTLS, trust=certificate.believed).send(MESSAGE)
    assert postbox.was_encrypted == [True]


def test_without_starttls_nothing_is_sent_where_it_is_asked_for(postbox: Postbox, port: int) -> None:
    with pytest.raises(MailerAway):
        mailer(port, Secrecy.STARTTLS).send(MESSAGE)
    assert postbox.taken == []


def test_tls_from_the_first_byte(postbox: Postbox, certificate: Certificate) -> None:
    with mail_server(postbox, ssl_context=certificate.shown) as port:
        mailer(port, Secrecy.TLS, trust=certificate.believed).send(MESSAGE)
    assert len(postbox.taken) == 1


@pytest.mark.parametrize("secrecy", [Secrecy.STARTTLS, Secrecy.TLS])
def test_a_certificate_that_nobody_believes_gets_no_mail(
    postbox: Postbox, certificate: Certificate, secrecy: Secrecy
) -> None:
    shown = "ssl_context" if secrecy is Secrecy.TLS else "tls_context"
    with (
        mail_server(postbox, **{shown: certificate.shown}) as port,
        pytest.raises(MailerAway, match="SSLCertVerificationError"),
    ):
        mailer(port, secrecy).send(MESSAGE)
    assert postbox.taken == []


def test_a_user_signs_in_with_a_password(postbox: Postbox, certificate: Certificate) -> None:
    options = {
        "tls_context": certificate.shown,
        "auth_required": True,
        "authenticator": only("zwiespraak", "s3cret:/@"),
    }
    with mail_server(postbox, **options) as port:
        trust = certificate.believed
        mailer(port, Secrecy.STARTTLS, user="zwiespraak", password="s3cret:/@", trust=trust).send(MESSAGE)
        with pytest.raises(MailerAway):
            # For who runs the service to mend; no mail is lost over it.
            mailer(port, Secrecy.STARTTLS, user="zwiespraak", password="wrong", trust=trust).send(MESSAGE)
    assert len(postbox.taken) == 1


def test_a_server_that_does_not_want_us_at_all_costs_no_mail(postbox: Postbox, port: int) -> None:
    postbox.to_sender.append("530 5.7.0 noreply@masterstrategie.example.org: authentication required")
    with pytest.raises(MailerAway, match=r"^SMTPSenderRefused$"):
        mailer(port).send(MESSAGE)
    mailer(port).send(MESSAGE)
    assert len(postbox.taken) == 1


def test_an_address_in_another_script_needs_a_server_that_knows_it(postbox: Postbox) -> None:
    with mail_server(postbox, enable_SMTPUTF8=True) as port:
        mailer(port).send(message(to="jürgen@köln.example"))
    assert postbox.taken[0][1] == ["jürgen@xn--kln-sna.example"]
    with mail_server(postbox, enable_SMTPUTF8=False) as port, pytest.raises(MailRefused, match="SMTPUTF8"):
        mailer(port).send(message(to="jürgen@köln.example"))


def test_nothing_is_kept_here() -> None:
    assert mailer(1).forget(lambda address, sent: True) == 0


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example.org", SmtpServer("mail.example.org", 25, Secrecy.NONE)),
        ("smtp://localhost:2525/", SmtpServer("localhost", 2525, Secrecy.NONE)),
        ("smtp://mail.example.org?starttls", SmtpServer("mail.example.org", 587, Secrecy.STARTTLS)),
        ("smtps://mail.example.org", SmtpServer("mail.example.org", 465, Secrecy.TLS)),
        (
            "smtps://a%40b:p%2Fw%3A@mail.example.org:2465",
            SmtpServer("mail.example.org", 2465, Secrecy.TLS, "a@b", "p/w:"),
        ),
        ("smtp://u:p@127.0.0.1", SmtpServer("127.0.0.1", 25, Secrecy.NONE, "u", "p")),
    ],
)
def test_a_mail_server_is_named_by_an_address(address: str, server: SmtpServer) -> None:
    assert smtp_server(address) == server


@pytest.mark.parametrize(
    "address",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://mail.example.org/path",
        "smtp://mail.example.org?tls",
        "smtps://mail.example.org?starttls",
        "smtp://u:s3cret@mail.example.org",
        "smtp://mail.example.org:0x",
        "smtp://mail.example.org:70000",
    ],
)
def test_what_names_no_mail_server_is_refused_without_the_password(address: str) -> None:
    with pytest.raises(ValueError, match=r"^(expected|after|a password|the port)") as refused:
        smtp_server(address)
    assert "s3cret" not in str(refused.value)


def test_a_password_is_in_no_text_of_ours() -> None:
    assert "s3cret" not in repr(smtp_server("smtps://u:s3cret@mail.example.org"))
