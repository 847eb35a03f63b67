"""Who an OpenID provider says somebody is, and sign-ins that are on their way to it and back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from server.domain.accounts import Account
from server.store.accounts import account_of_row
from server.store.schema import accounts, identities, oidc_requests
from server.store.token_hashes import token_hash
from server.store.upserts import insert_into
from server.text.languages import Language


@dataclass(frozen=True, slots=True)
class OidcRequest:
    """What is remembered of a sign-in while somebody is at the provider; `next` is a path of ours, or ""."""

    nonce: str
    verifier: str
    language: Language
    next: str


def account_of_identity(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The open account that this identity signs in to."""
    row = connection.execute(
        select(accounts)
        .join(identities, identities.c.account == accounts.c.id)
        .where(
            identities.c.issuer == issuer,
            identities.c.subject == subject,
            accounts.c.closed.is_(None),
        )
    ).one_or_none()
    return None if row is None else account_of_row(row)


def add_identity(connection: Connection, account: int, issuer: str, subject: str) -> None:
    """From now on this identity signs in to the account; one that is known stays whose it is."""
    connection.execute(
        insert_into(connection, identities)
        .values(issuer=issuer, subject=subject, account=account)
        .on_conflict_do_nothing()
    )


def forget_identities(connection: Connection, account: int) -> None:
    """No identity signs in to this account any more."""
    connection.execute(delete(identities).where(identities.c.account == account))


def keep_oidc_request(
    connection: Connection, state: str, request: OidcRequest, *, expires: datetime, now: datetime
) -> None:
    """Remember a sign-in until it comes back with this state; what has expired is forgotten."""
    connection.execute(delete(oidc_requests).where(oidc_requests.c.expires <= now))
    connection.execute(
        insert(oidc_requests).values(
            state_hash=token_hash(state),
            nonce=request.nonce,
            verifier=request.verifier,
            language=request.language,
            next=request.next,
            expires=expires,
        )
    )


def take_oidc_request(connection: Connection, state: str, *, now: datetime) -> OidcRequest | None:
    """The sign-in with this state, once; None when it is unknown, was taken or has expired."""
    row = connection.execute(
        delete(oidc_requests)
        .where(oidc_requests.c.state_hash == token_hash(state), oidc_requests.c.expires > now)
        .returning(oidc_requests)
    ).one_or_none()
    if row is None:
        return None
    return OidcRequest(row.nonce, row.verifier, Language(row.language), row.next)
