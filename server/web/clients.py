"""Who asks, as far as limits have to know: the network address, which is counted under a hash and kept nowhere."""

from starlette.requests import Request

from server.domain.limits import Limit
from server.usecases.limit_rate import limit_rate
from server.web.services import Services


def client_of(request: Request, services: Services) -> str:
    """The address of the client; behind our own proxy the one that the proxy names.

    Only the last entry of X-Forwarded-For is the proxy's own word, all others are the client's.
    """
    peer = request.client.host if request.client else ""
    if peer and peer == services.proxy:
        return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() or peer
    return peer


async def limit_client(request: Request, services: Services, limit: Limit) -> None:
    """Count that a client does something. Raises TooMany."""
    await services.run(
        limit_rate,
        services.database,
        services.signer,
        limit=limit,
        key=client_of(request, services),
        at=services.clock(),
        factor=services.limits,
    )
