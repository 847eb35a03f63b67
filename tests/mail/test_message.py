"""A mail as it goes out: one recipient, plain text, whole links, and nothing that a typed text can add."""

from email import message_from_bytes
from email.policy import default

import pytest

from server.mail.message import FieldRefused, ascii_domain, standard_form
from tests.mail.worlds import LINK, message


def read(raw: bytes) -> dict[str, str]:
    """The headers as a mail program reads them."""
    return {name: str(value) for name, value in message_from_bytes(raw, policy=default).items()}


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable"])
def test_it_is_plain_text_from_us_to_one_recipient(encoding: str) -> None:
    mail = standard_form(message(), encoding=encoding)
    assert read(mail.as_bytes()) == {
        "From": "noreply@masterstrategie.example.org",
        "To": "anna@example.org",
        "Reply-To": "bureau@example.org",
        "Subject": "Bevestig uw inbreng: Najaar",
        "Date": "Fri, 01 Oct 2021 12:00:00 +0000",
        "Message-ID": "<0123456789abcdef@masterstrategie.example.org>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "nl",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": encoding,
        "MIME-Version": "1.0",
    }
    written = message_from_bytes(mail.as_bytes(), policy=default).get_content()
    assert written.splitlines() == message().body.splitlines()


def test_lines_are_short_and_links_whole() -> None:
    lines = message().body.splitlines()
    assert lines[-1] == LINK
    assert max(len(line) for line in lines if line != LINK) <= 72


def test_in_a_file_a_person_reads_links_as_they_are() -> None:
    assert LINK.encode() in standard_form(message(), encoding="8bit").as_bytes()


def test_over_the_network_no_line_is_too_long_and_every_byte_ascii() -> None:
    raw = standard_form(message(), encoding="quoted-printable").as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) <= 998


def test_what_can_be_switched_off_says_where_by_one_request() -> None:
    off = "https://masterstrategie.example.org/nl/mail-uit/" + "t0ken-with.dots~" * 5
    raw = standard_form(message(off=off), encoding="quoted-printable").as_bytes()
    # On one line: folded it would be encoded, and no program could follow it.
    assert f"\r\nList-Unsubscribe: <{off}>\r\n".encode() in raw
    headers = read(raw)
    assert headers["List-Unsubscribe"] == f"<{off}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("field", ["subject", "message_id", "off", "to", "sender", "reply_to"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\0", "\u2028"])
def test_a_line_break_in_a_field_is_refused(field: str, end: str) -> None:
    with pytest.raises(FieldRefused, match=field):
        message(**{field: f"x@example.org{end}Bcc: b@example.org"})


@pytest.mark.parametrize(
    "to",
    [
        "",
        "anna",
        "anna@example.org, bob@example.org",
        "anna@example.org;bob@example.org",
        "Anna <anna@example.org>",
        "anna@example.org bob@example.org",
        "<anna@example.org>",
    ],
)
def test_anything_but_one_address_is_refused(to: str) -> None:
    with pytest.raises(FieldRefused, match="to"):
        message(to=to)


def test_a_subject_in_any_script_arrives_as_it_is() -> None:
    subject = "Antwort auf Ihre Anmerkung: „Übergänge“ – 💬 " + "sehr lang " * 20
    raw = standard_form(message(subject=subject.strip()), encoding="quoted-printable").as_bytes()
    assert raw.isascii()
    assert read(raw)["Subject"] == subject.strip()


def test_a_domain_in_any_script_goes_out_as_the_network_knows_it() -> None:
    assert ascii_domain("anna@köln.example") == "anna@xn--kln-sna.example"
    assert ascii_domain("jürgen@example.org") == "jürgen@example.org"
    assert ascii_domain("anna@" + "x" * 64 + ".example") == "anna@" + "x" * 64 + ".example"
