"""The floor of a comment: bare Starlette that keeps the body of a POST in SQLite, durably, before it answers.

`python -m benchmarks.yardsticks.inserting PORT FOLDER` runs it on the server of the service, with its settings.
/each commits every request by itself, as ours does; /together commits what has come in meanwhile at once
(group commit), each acknowledged after its commit. One thread writes, as in ours.
"""

import asyncio
import os
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from server.cli.serving import web_server
from server.settings import Settings

_FOLDER = "BENCHMARK_FOLDER"


class _Writer:
    """One connection in one thread."""

    def __init__(self, file: Path) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._thread.submit(self._open, file).result()

    def _open(self, file: Path) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None, timeout=5)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, body BLOB NOT NULL)"
        )

    async def each(self, request: Request) -> Response:
        """One commit a request."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._insert, [await request.body()])
        return Response(status_code=303, headers={"location": "/"})

    async def together(self, request: Request) -> Response:
        """One commit for all that have come in while the one before was under way."""
        body = await request.body()
        committed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((body, committed))
        if self._writing is None:
            self._writing = asyncio.create_task(self._commit_waiting())
        await committed
        return Response(status_code=303, headers={"location": "/"})

    async def _commit_waiting(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            taken, self._waiting = self._waiting, []
            await loop.run_in_executor(self._thread, self._insert, [body for body, _ in taken])
            for _, committed in taken:
                committed.set_result(None)
        self._writing = None

    def _insert(self, bodies: list[bytes]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO kept (body) VALUES (?)", [(body,) for body in bodies])
        self._connection.execute("COMMIT")


async def _ready(_request: Request) -> Response:
    return PlainTextResponse("ok")


def application() -> Starlette:
    """The two ways to write, and a sign of life."""
    writer = _Writer(Path(os.environ[_FOLDER]) / "yardstick.sqlite")
    return Starlette(
        routes=[
            Route("/ready", _ready),
            Route("/each", writer.each, methods=["POST"]),
            Route("/together", writer.together, methods=["POST"]),
        ]
    )


if __name__ == "__main__":
    os.environ[_FOLDER] = sys.argv[2]
    print("serving", flush=True)
    web_server(Settings(port=int(sys.argv[1])), "benchmarks.yardsticks.inserting:application").serve()
