"""Sites: the real application on a small world, with the rooms behind it at hand."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from server.domain.accounts import Role
from server.domain.public_record import PublicRecord
from server.search.whoosh_engine.engine import WhooshEngine
from server.store.accounts import AccountExists
from server.store.database import Database
from server.text.languages import Language
from server.usecases.read_section import read_stamp
from server.usecases.search_room import SearchRoom
from server.usecases.sign_in import make_sign_in_link
from server.web import addresses
from server.web.app import create_app
from server.web.identity_provider import IdentityProvider
from server.web.kept_pages import KeptPages
from server.web.services import Services, one_thread
from server.worker.worker import Worker
from tests.mailing import mails_in, workplace
from tests.worlds import SIGNER, Clock, add_account, load

BASE_URL = "http://127.0.0.1:8000"
EDITOR = "editor@example.org"


@dataclass(frozen=True, slots=True)
class Site:
    """One web process: its application, its rooms, and a visitor; `folder` holds the index and the outbox."""

    folder: Path
    app: ASGIApp
    database: Database
    search: SearchRoom
    clock: Clock
    visitor: TestClient

    def another_visitor(self) -> TestClient:
        """Somebody with a browser of their own."""
        return browser(self.app)

    def moderator(self, language: Language = Language.NL) -> TestClient:
        """Somebody who has signed in with a link."""
        browser = self.another_visitor()
        token = make_sign_in_link(self.database, email=EDITOR, at=self.clock())
        signed_in = browser.post(addresses.sign_in(language, token))
        assert signed_in.status_code == 303
        return browser

    def work(self) -> int:
        """Let a worker carry out what is due; returns how many jobs were done."""
        return Worker(workplace(self.database, self.search, self.folder, self.clock)).run_pending()

    def mails(self) -> list[EmailMessage]:
        """What workers have sent so far, in order."""
        return mails_in(self.folder)


OpenSite = Callable[..., Site]


def browser(app: ASGIApp, base_url: str = BASE_URL) -> TestClient:
    """A browser that follows nothing by itself; faults of ours reach it as pages, as they reach a reader."""
    return TestClient(app, base_url=base_url, follow_redirects=False, raise_server_exceptions=False)


@contextmanager
def opening(folder: Path) -> Iterator[OpenSite]:
    """Opens web processes on a database: with a world loaded, or on what another process has loaded."""
    with ExitStack() as closing:

        def open_one(
            database: Database,
            whole: PublicRecord | None = None,
            *,
            base_url: str = BASE_URL,
            loaded: bool = False,
            provider: IdentityProvider | None = None,
            limits: int = 1,
        ) -> Site:
            search = SearchRoom(WhooshEngine(folder / "index"))
            closing.callback(search.close)
            thread = closing.enter_context(one_thread())
            kept = KeptPages(
                database.change_marker,
                partial(read_stamp, database),
                thread,
                marker_is_instant=database.marker_is_instant,
            )
            clock = Clock()
            app = create_app(
                Services(
                    database,
                    search,
                    base_url,
                    clock,
                    kept,
                    thread,
                    SIGNER,
                    provider=provider,
                    limits=limits,
                )
            )
            site = Site(folder, app, database, search, clock, browser(app, base_url))
            if not loaded:
                load(database, folder / "record", whole)
                with suppress(AccountExists):
                    add_account(database, name="Els", email=EDITOR, role=Role.EDITOR)
                site.work()
            return site

        yield open_one


@pytest.fixture
def open_site(tmp_path: Path) -> Iterator[OpenSite]:
    """Opens web processes for this test."""
    with opening(tmp_path) as open_one:
        yield open_one


@pytest.fixture
def site(open_site: OpenSite, database: Database) -> Site:
    """A site of this test's own: the test runs once on each engine."""
    return open_site(database)


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    """A database where the engine makes no difference to what is tested."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def small_site(open_site: OpenSite, sqlite: Database) -> Site:
    """A site where the engine makes no difference to what is tested."""
    return open_site(sqlite)


@pytest.fixture(scope="session")
def reading_site(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that many tests read and none may write."""
    folder = tmp_path_factory.mktemp("reading")
    database = Database(f"sqlite:///{shutil.copy(migrated_file, folder / 'store.db')}")
    with opening(folder) as open_one:
        yield open_one(database)
    database.close()


@pytest.fixture
def empty_site(open_site: OpenSite, sqlite: Database) -> TestClient:
    """A visitor of a site on which nothing has been loaded."""
    return open_site(sqlite, loaded=True).visitor
