"""What the pages need of an OpenID provider; server.web.oidc makes one where the extra [oidc] is installed."""

from datetime import datetime
from typing import Protocol

from server.domain.accounts import Identity


class ProviderDown(Exception):
    """The provider cannot be reached, does not answer in time, or answers what cannot be read."""


class ProviderRefused(Exception):
    """What came back is not to be trusted; the message says for the log what is wrong, without any value."""


class IdentityProvider(Protocol):
    """An OpenID provider; both methods ask it over the network, so they do not belong in the database thread."""

    def way_there(self, *, state: str, nonce: str, verifier: str, at: datetime) -> str:
        """The address at which somebody signs in. Raises ProviderDown."""

    def who_came_back(self, *, code: str, nonce: str, verifier: str, at: datetime) -> Identity:
        """Who has signed in there and came back with this code. Raises ProviderDown, ProviderRefused."""
