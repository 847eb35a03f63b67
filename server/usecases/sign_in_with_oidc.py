"""Sign in by way of an OpenID provider: go there with a request, come back with it, be somebody we know."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from server.domain.accounts import OIDC_REQUEST_LIFETIME, Identity, WayIn
from server.store import accounts, identities
from server.store.database import Database
from server.store.identities import OidcRequest
from server.text.languages import Language
from server.usecases.begin_session import begin_session
from server.usecases.missing import Missing


class NoAccount(Exception):
    """Nobody here is who the provider says somebody is."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that has begun: `state` is for the browser and the provider, and kept here as a hash."""

    state: str
    nonce: str
    verifier: str


def begin_with_oidc(database: Database, *, language: Language, next_path: str, at: datetime) -> Begun:
    """Remember a sign-in for ten minutes; `next_path` is the path of ours to go to afterwards, or ""."""
    # 43 characters of the verifier are the fewest that RFC 7636, 4.1 allows.
    begun = Begun(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))
    request = OidcRequest(begun.nonce, begun.verifier, language, next_path)
    with database.write() as connection:
        identities.keep_oidc_request(
            connection, begun.state, request, expires=at + OIDC_REQUEST_LIFETIME, now=at
        )
    return begun


def come_back_from_oidc(database: Database, *, state: str, at: datetime) -> OidcRequest:
    """The sign-in that comes back with this state, once. Raises Missing for any other."""
    with database.write() as connection:
        request = identities.take_oidc_request(connection, state, now=at)
    if request is None:
        raise Missing("sign-in", "")
    return request


def sign_in_with_oidc(database: Database, *, identity: Identity, device: str, at: datetime) -> str:
    """The token of a new session for the account of this identity. Raises NoAccount.

    The first time the verified address says whose it is; from then on the identity does, whatever address it
    has. An account is never made from outside.
    """
    with database.write() as connection:
        account = identities.account_of_identity(connection, identity.issuer, identity.subject)
        if account is None and identity.email:
            account = accounts.account_by_email(connection, identity.email)
            if account is not None:
                identities.add_identity(connection, account.id, identity.issuer, identity.subject)
        if account is None:
            raise NoAccount
        return begin_session(connection, account, way=WayIn.OIDC, device=device, at=at)
