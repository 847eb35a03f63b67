"""Asking for a sign-in link: the same work and the same answer for every address."""

import pytest

from server.domain.limits import MAIL_TO, SIGN_IN_CLIENT, SIGN_IN_MAIL
from server.domain.mails import Mail, MailKind
from server.store.database import Database
from server.text.languages import Language
from server.usecases.ask_for_link import AddressInvalid, ask_for_link
from server.usecases.limit_rate import TooMany, limit_rate
from tests.usecases.people import mails_left, person
from tests.worlds import DE, NL, NOON, SIGNER, statements


def ask(database: Database, email: str, *, client: str = "a", language: Language = NL) -> None:
    ask_for_link(database, SIGNER, email=email, language=language, client=client, at=NOON)


def test_a_mail_waits_for_known_and_unknown_addresses_alike(database: Database) -> None:
    person(database)
    ask(database, " Els@Example.org ", language=DE)
    ask(database, "niemand@example.org")
    assert mails_left(database) == [
        Mail(MailKind.SIGN_IN, DE, "els@example.org", {}),
        Mail(MailKind.SIGN_IN, NL, "niemand@example.org", {}),
    ]


def test_known_and_unknown_addresses_are_the_same_work(database: Database) -> None:
    person(database)
    ask(database, "somebody@example.org")  # the first of a day draws its salt
    work = []
    for email in ("els@example.org", "niemand@example.org"):
        with statements() as sent:
            ask(database, email)
        work.append(sent)
    assert work[0] == work[1] != []


@pytest.mark.parametrize(
    "email", ["", "els", "els@example", "a@example.org,b@example.org", "x" * 300 + "@a.nl"]
)
def test_what_is_no_address_is_refused_before_anything_is_counted(database: Database, email: str) -> None:
    with statements() as sent, pytest.raises(AddressInvalid):
        ask(database, email)
    assert sent == []


def test_nobodys_letter_box_is_filled_from_any_number_of_clients(database: Database) -> None:
    for number in range(SIGN_IN_MAIL.count):
        ask(database, "els@example.org", client=str(number))
    with pytest.raises(TooMany):
        ask(database, "ELS@example.org", client="another")
    ask(database, "jan@example.org", client="another")


def test_one_client_does_not_ask_for_any_number_of_addresses(database: Database) -> None:
    for number in range(SIGN_IN_CLIENT.count):
        ask(database, f"{number}@example.org")
    with pytest.raises(TooMany):
        ask(database, "one-more@example.org")
    ask(database, "one-more@example.org", client="another")


def test_other_mails_to_an_address_keep_nobody_from_signing_in(database: Database) -> None:
    for _ in range(MAIL_TO.count):
        limit_rate(database, SIGNER, limit=MAIL_TO, key="els@example.org", at=NOON)
    ask(database, "els@example.org")
    assert len(mails_left(database)) == 1
