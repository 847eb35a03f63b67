"""The floor of a page: bare Starlette that answers bytes from memory, and the page's template from memory.

`python -m benchmarks.yardsticks.memory PORT FOLDER` runs it on the server of the service, with its settings.
The folder holds the page as page, page.gzip and page.br, its address as page.path, the data folder as data.
"""

import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from benchmarks.inside import ask, rooms, templates
from server.assembly import web_application
from server.cli.serving import web_server
from server.settings import Settings

_FOLDER = "BENCHMARK_FOLDER"


def application() -> Starlette:
    """The page as it is, compressed in two ways, unchanged (304), and made by its template each time."""
    folder = Path(os.environ[_FOLDER])
    return Starlette(
        routes=[
            Route("/page", _from_memory(folder / "page", {})),
            Route("/page.gzip", _from_memory(folder / "page.gzip", {"content-encoding": "gzip"})),
            Route("/page.br", _from_memory(folder / "page.br", {"content-encoding": "br"})),
            Route("/unchanged", _unchanged),
            Route("/template", _Template(folder).answer),
        ]
    )


def _from_memory(file: Path, headers: dict[str, str]) -> Callable[[Request], Awaitable[Response]]:
    body = file.read_bytes()

    async def answer(_request: Request) -> Response:
        return Response(body, media_type="text/html", headers=headers)

    return answer


async def _unchanged(_request: Request) -> Response:
    return Response(status_code=304, headers={"etag": '"page"'})


class _Template:
    """The page's template, with all that it needs in memory after the first request."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: tuple[jinja2.Template, dict[str, Any]] | None = None

    async def answer(self, _request: Request) -> Response:
        if self._made is None:
            with rooms(self._folder / "data") as opened, templates() as rendered:
                await ask(web_application(opened), (self._folder / "page.path").read_text())
            [self._made] = rendered
        template, context = self._made
        return HTMLResponse(template.render(context))


if __name__ == "__main__":
    os.environ[_FOLDER] = sys.argv[2]
    print("serving", flush=True)
    web_server(Settings(port=int(sys.argv[1])), "benchmarks.yardsticks.memory:application").serve()
