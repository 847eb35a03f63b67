"""Ask for a sign-in link by mail."""

from datetime import datetime

from server.domain.limits import SIGN_IN_CLIENT, SIGN_IN_MAIL
from server.domain.mails import Mail, MailKind
from server.domain.tokens import Signer
from server.domain.typed import is_address
from server.store import mails
from server.store.database import Database
from server.text.languages import Language
from server.usecases.limit_rate import limit_rate


class AddressInvalid(Exception):
    """What was typed cannot be an e-mail address."""


def ask_for_link(
    database: Database,
    signer: Signer,
    *,
    email: str,
    language: Language,
    client: str,
    at: datetime,
    factor: int = 1,
) -> None:
    """Leave a mail with a sign-in link behind, for whatever address was typed.

    Whether there is an account is looked up by the worker, when it sends: here every address is the same
    work, the same answer and the same time (OWASP ASVS 5.0, V6.3.8). Raises AddressInvalid, TooMany.
    """
    typed = email.strip().lower()
    if not is_address(typed):
        raise AddressInvalid
    limit_rate(database, signer, limit=SIGN_IN_CLIENT, key=client, at=at, factor=factor)
    limit_rate(database, signer, limit=SIGN_IN_MAIL, key=typed, at=at, factor=factor)
    with database.write() as connection:
        mails.add_mail(connection, Mail(MailKind.SIGN_IN, language, typed, {}), at=at)
