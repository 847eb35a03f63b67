"""Who asks, as far as limits have to know: the network address, which is counted under a hash and kept nowhere."""

from ipaddress import ip_address, ip_network

from starlette.requests import Request

from server.domain.accounts import Account
from server.domain.limits import MAIL_TO, Limit
from server.usecases.limit_rate import limit_rate
from server.web.services import Services


def client_of(request: Request, services: Services) -> str:
    """The client who asks; behind our own proxy the one that the proxy names."""
    peer = request.client.host if request.client else ""
    return client_address(peer, request.headers.get("x-forwarded-for", ""), services.proxy)


def client_address(peer: str, forwarded: str, proxy: str) -> str:
    """The address of a client: of `peer`, or if that is our `proxy` what it wrote last into X-Forwarded-For.

    The entries before the last are the client's own word. Of an IPv6 address the first half counts: the
    other half is the client's to choose (RFC 4291, 2.5.4).
    """
    address = peer
    if proxy and peer == proxy:
        address = forwarded.rpartition(",")[2].strip() or peer
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address


async def limit_client(request: Request, services: Services, limit: Limit) -> None:
    """Count that a client does something. Raises TooMany."""
    await services.run(count_client, request, services, limit)


def count_client(request: Request, services: Services, limit: Limit) -> None:
    """The same within the database thread, for what goes on there. Raises TooMany."""
    _count(services, limit, client_of(request, services))


async def limit_account(services: Services, account: Account, limit: Limit) -> None:
    """Count that somebody who is signed in does something, wherever they are. Raises TooMany."""
    await services.run(_count, services, limit, f"account {account.id}")


def count_mailbox(services: Services, email: str) -> None:
    """Count that a mail goes to an address, in the database thread; nothing for "". Raises TooMany."""
    if email.strip():
        _count(services, MAIL_TO, email.strip().casefold())


def _count(services: Services, limit: Limit, key: str) -> None:
    limit_rate(
        services.database,
        services.signer,
        limit=limit,
        key=key,
        at=services.clock(),
        factor=services.limits,
    )
