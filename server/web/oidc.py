"""Signing in with an OpenID provider: the only door to Authlib; needs the extra [oidc].

OpenID Connect Core 1.0, 3.1 (authorization code), with PKCE (RFC 7636) and the checks of RFC 9700.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from requests import RequestException

from server.domain.accounts import Identity
from server.web.identity_provider import ProviderDown, ProviderRefused

# Seconds to connect, and between two pieces of an answer: somebody is waiting before the screen.
_PATIENCE: Final = (3.0, 5.0)
# Providers change their keys rarely, and announce new ones before they use them.
_KEEP: Final = timedelta(hours=1)
# How far the two clocks may be apart.
_LEEWAY_SECONDS: Final = 60
# Signatures with the provider's own key pair. Never "none", and no HS256: that takes the public key for a secret.
_ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
)


@dataclass(slots=True)
class AuthlibProvider:
    """One OpenID provider, found by its issuer; what it says of itself is kept for an hour."""

    issuer: str
    client_id: str
    client_secret: str
    redirect_uri: str
    patience: tuple[float, float] = _PATIENCE
    _metadata: tuple[datetime, dict[str, Any]] | None = field(init=False, default=None)
    _keys: tuple[datetime, KeySet] | None = field(init=False, default=None)

    def way_there(self, *, state: str, nonce: str, verifier: str, at: datetime) -> str:
        """The address at which somebody signs in. Raises ProviderDown."""
        with self._session() as session:
            endpoint = self._described(session, at)["authorization_endpoint"]
            address, _ = session.create_authorization_url(
                endpoint, state=state, nonce=nonce, code_verifier=verifier
            )
        return str(address)

    def who_came_back(self, *, code: str, nonce: str, verifier: str, at: datetime) -> Identity:
        """Who has signed in there and came back with this code. Raises ProviderDown, ProviderRefused."""
        with self._session() as session:
            described = self._described(session, at)
            try:
                token = session.fetch_token(
                    described["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    redirect_uri=self.redirect_uri,
                    allow_redirects=False,
                )
            except OAuthError as error:
                raise ProviderRefused("the code was not taken") from error
            except (RequestException, ValueError) as error:
                raise ProviderDown(type(error).__name__) from error
            claims = self._claims(session, token, nonce, at)
            return Identity(self.issuer, str(claims["sub"]), self._verified_email(session, claims, at))

    def _session(self) -> Any:
        return OAuth2Session(
            self.client_id,
            self.client_secret or None,
            scope="openid email",
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            default_timeout=self.patience,
        )

    def _described(self, session: Any, at: datetime) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0, 4.3: for exactly this issuer)."""
        if self._metadata is None or at - self._metadata[0] >= _KEEP:
            found = _asked(session, f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != self.issuer:
                raise ProviderDown("another issuer answers")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                # Secrets go to these addresses: never by a weaker way than to the issuer itself.
                if urlsplit(str(found.get(name))).scheme not in ("https", urlsplit(self.issuer).scheme):
                    raise ProviderDown(f"no {name}")
            self._metadata = (at, found)
        return self._metadata[1]

    def _claims(self, session: Any, token: dict[str, Any], nonce: str, at: datetime) -> CodeIDToken:
        """The checked claims of the ID token (OpenID Connect Core 1.0, 3.1.3.7)."""
        try:
            decoded = self._decoded(session, str(token.get("id_token")), at)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                options={
                    "iss": {"essential": True, "value": self.issuer},
                    "aud": {"essential": True, "value": self.client_id},
                },
                params={
                    "nonce": nonce,
                    "client_id": self.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(now=int(at.timestamp()), leeway=_LEEWAY_SECONDS)
        except (JoseError, ValueError, TypeError) as error:
            raise ProviderRefused(type(error).__name__) from error
        return claims

    def _decoded(self, session: Any, id_token: str, at: datetime) -> jwt.Token:
        try:
            return jwt.decode(id_token, self._key_set(session, at), algorithms=_ALGORITHMS)
        except InvalidKeyIdError:
            # A new key since we last looked: look once more.
            self._keys = None
            return jwt.decode(id_token, self._key_set(session, at), algorithms=_ALGORITHMS)

    def _key_set(self, session: Any, at: datetime) -> KeySet:
        if self._keys is None or at - self._keys[0] >= _KEEP:
            found: Any = _asked(session, self._described(session, at)["jwks_uri"])
            self._keys = (at, KeySet.import_key_set(found))
        return self._keys[1]

    def _verified_email(self, session: Any, claims: CodeIDToken, at: datetime) -> str:
        """The address that the provider vouches for; some say it only when asked for it separately."""
        found: Any = claims
        endpoint = self._described(session, at).get("userinfo_endpoint")
        if "email" not in claims and endpoint:
            found = _asked(session, endpoint, withhold_token=False)
            # OpenID Connect Core 1.0, 5.3.2: it must be about the same person.
            if found.get("sub") != claims["sub"]:
                raise ProviderRefused("another subject")
        return str(found.get("email") or "") if found.get("email_verified") is True else ""


def _asked(session: Any, address: str, *, withhold_token: bool = True) -> dict[str, Any]:
    """The JSON object at an address. Raises ProviderDown."""
    try:
        answer = session.request("GET", address, withhold_token=withhold_token, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (RequestException, ValueError, OAuthError) as error:
        raise ProviderDown(type(error).__name__) from error
    if not isinstance(found, dict):
        raise ProviderDown("no object")
    return found
