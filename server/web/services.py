"""What pages need to do their work, handed to them by the assembly."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import ParamSpec, TypeVar

from server.domain.tokens import Signer
from server.store.database import Database
from server.usecases.search_room import SearchRoom
from server.web.identity_provider import IdentityProvider
from server.web.kept_pages import KeptPages
from server.web.mending import MendingAsked

Given = ParamSpec("Given")
Result = TypeVar("Result")


def one_thread() -> ThreadPoolExecutor:
    """The thread in which a process reads, writes and renders."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")


def threads_apart() -> ThreadPoolExecutor:
    """Threads for passwords and OpenID providers: few, and none before the first is needed."""
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="apart")


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms below, the public address, the clock and the one thread for the database.

    One thread a process, not a pool: with 40 threads a page costs five times the CPU, all of it spent on
    handing the interpreter lock around (measured at 64 connections).
    """

    database: Database
    search: SearchRoom
    base_url: str
    clock: Callable[[], datetime]
    kept: KeptPages
    thread: ThreadPoolExecutor
    signer: Signer
    mending: MendingAsked = field(default_factory=MendingAsked)
    provider: IdentityProvider | None = None
    apart: ThreadPoolExecutor = field(default_factory=threads_apart)
    # What the limits of a client are multiplied with, and the proxy whose word on the client is taken.
    limits: int = 1
    proxy: str = ""

    async def run(self, act: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """Carry out something that reads, writes or renders, outside the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.thread, partial(act, *args, **kwargs))

    async def run_apart(
        self, act: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Result:
        """Carry out something that waits for other people's machines, or takes long: pages do not wait for it."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.apart, partial(act, *args, **kwargs))

    @property
    def secure(self) -> bool:
        """Whether the public address is https, so that cookies may be kept to it."""
        return self.base_url.startswith("https://")
