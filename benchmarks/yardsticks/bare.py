"""The floor of a start: Starlette with one route on Granian, and nothing else imported.

`python -m benchmarks.yardsticks.bare PORT FOLDER`; the folder is not used.
"""

import sys

from granian.constants import Interfaces
from granian.server import MPServer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


async def _ok(_request: Request) -> Response:
    return PlainTextResponse("ok")


def application() -> Starlette:
    """One route."""
    return Starlette(routes=[Route("/", _ok)])


if __name__ == "__main__":
    print("serving", flush=True)
    MPServer(
        "benchmarks.yardsticks.bare:application",
        factory=True,
        interface=Interfaces.ASGI,
        address="127.0.0.1",
        port=int(sys.argv[1]),
        log_enabled=False,
    ).serve()
