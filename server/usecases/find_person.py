"""Find all that is kept of one person, known by the keyed hash of their address."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.accounts import Account
from server.domain.acts import ActKind
from server.domain.submissions import Submission
from server.domain.tokens import Signer
from server.store import accounts, acts, persons
from server.store.database import Connection
from server.store.persons import Agreement


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """All that is kept of a person; `second_in` are the ids of submissions that they are to release.

    `mails` are the numbers of the mails to them, or about them, that have not been sent yet.
    """

    person: str
    submissions: tuple[Submission, ...]
    second_in: tuple[str, ...]
    agreements: tuple[Agreement, ...]
    account: Account | None
    mails: tuple[int, ...]

    @property
    def is_known(self) -> bool:
        """Whether anything is kept; a mail that asks what is kept does not count."""
        return bool(self.submissions or self.second_in or self.agreements or self.account)


def find_person(
    connection: Connection, signer: Signer, person: str, *, until: datetime | None = None
) -> FoundPerson:
    """All that is kept of a person (Signer.person), or all that came until a moment (UTC).

    Addresses that no hash goes with are compared one by one: second persons, accounts, waiting mails, and
    submissions from before the hashes.
    """

    def is_theirs(address: str) -> bool:
        return signer.person(address) == person

    unnamed = [id_ for id_, address in persons.addresses_without_person(connection) if is_theirs(address)]
    submissions = persons.submissions_of(connection, person, unnamed)
    agreements = persons.agreements_of(connection, person)
    return FoundPerson(
        person=person,
        submissions=tuple(each for each in submissions if until is None or each.created <= until),
        second_in=tuple(id_ for id_, address in persons.second_persons(connection) if is_theirs(address)),
        agreements=tuple(each for each in agreements if until is None or each.at <= until),
        account=_account(connection, signer, person, until),
        mails=tuple(
            each.number
            for each in persons.waiting_mails(connection)
            if each.person == person or is_theirs(each.recipient)
        ),
    )


def has_data(connection: Connection, signer: Signer, person: str) -> bool:
    """Whether anything is kept of a person."""
    return find_person(connection, signer, person).is_known


def _account(connection: Connection, signer: Signer, person: str, until: datetime | None) -> Account | None:
    for account in accounts.all_accounts(connection):
        if account.closed is None and signer.person(account.email) == person:
            added = acts.latest_acts(
                connection, limit=1, kinds=(ActKind.ACCOUNT_ADDED,), subject=str(account.id)
            )
            came_later = until is not None and bool(added) and added[0].act.at > until
            return None if came_later else account
    return None
