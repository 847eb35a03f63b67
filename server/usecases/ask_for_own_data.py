"""Ask what is kept under an address: the answer goes to the address, never to who asks."""

from datetime import datetime

from server.domain.comment_forms import FormRefused, Problem
from server.domain.mails import Mail, MailKind
from server.domain.tokens import Signer
from server.domain.typed import is_address
from server.store import mails
from server.store.database import Database
from server.text.languages import Language


def ask_for_own_data(
    database: Database, signer: Signer, *, email: str, language: Language, at: datetime
) -> None:
    """Mail the link to all that is kept of the holder of an address, or that nothing is.

    Which of the two is found out when the mail is sent, so that the answer here, and the time it takes, are
    the same for every address. Raises FormRefused for what is no address.
    """
    address = email.strip()
    if not is_address(address):
        raise FormRefused({"email": Problem.EMAIL_INVALID if address else Problem.EMAIL_MISSING})
    details = {"person": signer.person(address)}
    with database.write() as connection:
        mails.add_mail(connection, Mail(MailKind.OWN_DATA, language, address, details), at=at)
