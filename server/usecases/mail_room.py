"""The mail room: who carries mails away, as whom, and where their links lead."""

from collections.abc import Callable
from dataclasses import dataclass

from server.domain.tokens import Signer
from server.mail.mailer import Mailer
from server.text.languages import Language

# From a language and a token to an absolute address.
Link = Callable[[Language, str], str]


@dataclass(frozen=True, slots=True)
class MailLinks:
    """Where mails lead to: absolute addresses, made from the configured base address and never from a request."""

    start: Callable[[Language], str]
    privacy: Callable[[Language], str]
    own_data_form: Callable[[Language], str]
    comment: Callable[[str], str]  # from a comment's id
    round: Callable[[Language, str, str], str]  # from a round's key and an invitation's token
    receipt: Link
    releasing: Link
    agreed: Link
    mail_off: Link
    own_data: Link
    sign_in: Link


@dataclass(frozen=True, slots=True)
class MailRoom:
    """What is needed to send mails; `sender` is an address, `host` the name of the website."""

    mailer: Mailer
    links: MailLinks
    signer: Signer
    sender: str
    host: str
