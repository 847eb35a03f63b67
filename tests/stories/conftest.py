"""A running server and a browser for all stories; each story has visitors of its own."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from server.domain.public_record import PublicRecord
from server.domain.submissions import MAX_NAME
from server.domain.tokens import Signer
from server.record.record import read_record
from server.text.languages import Language
from server.web import addresses
from tests.stories.answering import begin_answers
from tests.stories.browsing import NoBrowser, running_browser, visiting
from tests.stories.page_types import PageType, Places, have_file_made, places_in
from tests.stories.serving import REPOSITORY, Site, serving
from tests.stories.visitors import PageOf, Visiting, comment_by, decide, sign_in, write_comment
from tests.stories.working import begin_edition

# A name and a text without a place to break: no page may scroll sideways for them.
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3

# A paragraph on which the editor has begun to write.
DRAFTED = "/nl/edities/2026-revision/reacties/p-gx97x"

expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories come last: what fails fast is known first, and the browser's event loop bothers no other test."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; skips with the reason where there is none."""
    with ExitStack() as stack:
        try:
            started = stack.enter_context(running_browser())
        except NoBrowser as reason:
            pytest.skip(str(reason))
        yield started


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server on the repository's record, with a data folder of its own and the demonstration to take part in."""
    made = tmp_path_factory.mktemp("site")
    places = {"data": made / "data", "record": REPOSITORY, "folder": REPOSITORY, "log": made / "log"}
    # All visitors come from this machine: for the limits they would be one client.
    with serving((sys.executable, "-m", "server"), options=["--demo"], limits="0", **places) as running:
        yield running


@pytest.fixture(scope="session")
def record() -> PublicRecord:
    """What the repository's files say."""
    return read_record(REPOSITORY)


@pytest.fixture(scope="session")
def concept_keys(record: PublicRecord) -> list[str]:
    """The keys of all concepts."""
    return [concept.key for concept in record.concepts]


@pytest.fixture(scope="session")
def visitor(browser: Browser, site: Site) -> Visiting:
    """Opens a page of a new visitor: `with visitor(width=320) as page`."""
    return partial(visiting, browser, site.base_url)


@pytest.fixture
def page(visitor: Visiting) -> Iterator[Page]:
    """A page of a reader who was never here before."""
    with visitor() as opened:
        yield opened


@pytest.fixture(scope="session")
def editor_link(site: Site) -> Callable[[], str]:
    """Makes a sign-in link for the first editor, as an administrator does."""

    def make() -> str:
        command = [sys.executable, "-m", "server", "users", "link", "administrator@zwiespraak.invalid"]
        made = subprocess.run(
            command, env=site.environment, cwd=REPOSITORY, capture_output=True, text=True, check=True
        )
        return made.stdout.strip()

    return make


@pytest.fixture(scope="session")
def signer(site: Site) -> Signer:
    """Makes tokens as the site does: its secret lies in its data folder."""
    return Signer((Path(site.environment["ZWIESPRAAK_DATA"]) / "secret.key").read_bytes())


@pytest.fixture(scope="session")
def drafting(visitor: Visiting, editor_link: Callable[[], str]) -> tuple[Any, int]:
    """The browser state of an editor with a draft in the basket, and the number of the draft."""
    with visitor() as editor:
        sign_in(editor, editor_link())
        number = write_comment(editor, DRAFTED, text=f"Nog niet verzonden: {LONG_WORD}")
        return editor.context.storage_state(), number


@pytest.fixture(scope="session")
def places(
    record: PublicRecord,
    editor_link: Callable[[], str],
    signer: Signer,
    drafting: tuple[Any, int],
    visitor: Visiting,
) -> Places:
    """What the page types need to know; its sign-in link is never used, its file has been made."""
    token = editor_link().rpartition("/")[2]
    found = places_in(record, signer=signer, sign_in_token=token, draft=drafting[1])
    with visitor() as reader:
        have_file_made(reader, found)
    return found


@pytest.fixture(scope="session")
def furnished(visitor: Visiting, site: Site, places: Places, drafting: tuple[Any, int]) -> Any:
    """A working edition, and two comments with very long words, one shown and one held.

    It is the browser state of the editor who did it.
    """
    begin_edition(site)
    begin_answers(site)
    long_name = LONG_WORD[:MAX_NAME]
    with visitor() as reader:
        comment_by(reader, site, places.thread("de"), text=f"Gezeigt: {LONG_WORD}", name=long_name)
        comment_by(reader, site, places.thread("nl"), text=f"Nog niet gezien: {LONG_WORD}")
    with visitor(storage_state=drafting[0]) as editor:
        editor.goto(addresses.moderation("nl"))
        decide(editor, "Gezeigt:", "shown")
        return editor.context.storage_state()


@pytest.fixture(scope="session")
def page_of(visitor: Visiting, furnished: Any, places: Places) -> PageOf:
    """Opens a page of a type: `with page_of(page_type, language, width=320) as page`."""

    @contextmanager
    def opened(page_type: PageType, language: Language, **options: Any) -> Iterator[Page]:
        with visitor(storage_state=furnished if page_type.signed_in else None, **options) as page:
            page_type.open(page, places, language)
            yield page

    return opened
