"""The challenge that a browser works on while somebody fills in the last form."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.usecases.prove_work import new_challenge
from server.web.pages.page import services_of


async def proof(request: Request) -> Response:
    """A new challenge as JSON, never kept anywhere."""
    services = services_of(request)
    challenge = await services.run(new_challenge, services.signer, services.clock())
    return JSONResponse(challenge, headers={"cache-control": "no-store"})
