"""Debian's Chromium: how it is started, and what no page may make it do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

# The browser runs as root in containers, without a screen, and must not call its maker.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_MILLISECONDS = 15_000


class NoBrowser(Exception):
    """Why there is no browser to visit pages with."""


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start the browser and end it; raises NoBrowser where Debian's chromium is not installed."""
    program = shutil.which("chromium")
    if program is None:
        raise NoBrowser("no chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield browser
        browser.close()


class Watch:
    """What happens on a page that must not happen: other hosts asked, scripts failing, policies violated."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.faults: set[str] = set()
        self._page = page
        self._base_url = base_url
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", self._failed)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self._base_url}/", "data:")):
            self._note(f"asks another host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # The browser also reports each page with an error status, which some stories ask for.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self._note(f"{message.type} in the console: {message.text}")

    def _failed(self, error: Error) -> None:
        self._note(f"a script fails: {error}")

    def _note(self, fault: str) -> None:
        self.faults.add(f"{self._page.url} {fault}")


@contextmanager
def visiting(browser: Browser, base_url: str, **options: Any) -> Iterator[Page]:
    """A page of a visitor without any history; fails at the end when something happened that must not."""
    width, height = options.pop("width", 1280), options.pop("height", 900)
    options = {"locale": "nl-NL", **options}
    context = browser.new_context(base_url=base_url, viewport={"width": width, "height": height}, **options)
    context.set_default_timeout(_MILLISECONDS)
    try:
        page = context.new_page()
        watch = Watch(page, base_url)
        yield page
        assert not watch.faults, "\n".join(sorted(watch.faults))
    finally:
        context.close()
