"""The only place that chooses engines and wires the rooms together."""

import logging
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Thread

from starlette.types import ASGIApp

from server.domain.tokens import Signer
from server.logs import configure_logs
from server.mail.mailer import Mailer
from server.mail.outbox import OutboxFolder
from server.mail.smtp import SmtpMailer, smtp_server
from server.search.engine import SearchEngine
from server.search.postgres_engine.engine import PostgresEngine
from server.search.whoosh_engine.engine import WhooshEngine
from server.settings import Settings, read_settings
from server.store.database import Database, StoreUnavailable
from server.store.erased_list import ErasedList
from server.store.search_documents import SearchTables
from server.usecases.check_index import ensure_index as make_index
from server.usecases.demonstrate import Demonstrated
from server.usecases.demonstrate import demonstrate as put_demonstration_in
from server.usecases.demonstrate import remove_demonstration as take_demonstration_out
from server.usecases.load_record import Loaded, load_record
from server.usecases.mail_room import MailRoom
from server.usecases.read_section import read_stamp
from server.usecases.search_room import Act, SearchRoom, at_once
from server.web import addresses
from server.web.app import create_app
from server.web.export_links import export_links
from server.web.identity_provider import IdentityProvider
from server.web.kept_pages import KeptPages
from server.web.mail_links import mail_links
from server.web.services import Services, one_thread
from server.worker.acts import Workplace
from server.worker.worker import Worker

log = logging.getLogger("zwiespraak.assembly")


def now() -> datetime:
    """The clock of the whole installation: this machine's time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The engines of one installation, opened."""

    settings: Settings
    database: Database
    search: SearchRoom
    signer: Signer

    def close(self) -> None:
        """Close what was opened."""
        self.search.close()
        self.database.close()


def open_rooms(settings: Settings, later: Callable[[Act], None] = at_once) -> Rooms:
    """Open database and index, make or change the tables; the data folder is made when it is not there.

    `later` does what a search need not wait for.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    database.migrate()
    search = SearchRoom(_engine(settings, database), later)
    return Rooms(settings, database, search, Signer(_secret(settings)))


def _beside(act: Act) -> None:
    """Do it in a thread that ends with the process."""
    Thread(target=act, daemon=True).start()


def _engine(settings: Settings, database: Database) -> SearchEngine:
    if settings.search_engine == "postgres":
        return PostgresEngine(SearchTables(database))
    return WhooshEngine(settings.index_folder)


def database_answers(settings: Settings) -> bool:
    """Whether there is a database to begin with; a file is always there, as it is made."""
    if settings.database.startswith("sqlite"):
        return True
    database = Database(settings.database)
    try:
        with database.read():
            return True
    except StoreUnavailable:
        return False
    finally:
        database.close()


def _secret(settings: Settings) -> bytes:
    """The secret that is set, or one of this data folder's own, drawn when there is none yet."""
    if settings.secret:
        return settings.secret.encode()
    file = settings.data / "secret.key"
    if not file.exists():
        drawn = settings.data / f"secret.key.{os.getpid()}"
        drawn.touch(mode=0o600)
        drawn.write_text(secrets.token_urlsafe(32), "ascii")
        # Of several processes that start at once the first one's is kept: a link never replaces a file.
        with suppress(FileExistsError):
            os.link(drawn, file)
        drawn.unlink()
    return file.read_bytes()


def load(rooms: Rooms) -> Loaded:
    """Bring the database up to the record's files; does little when they are the same. Raises RecordBroken."""
    return load_record(rooms.database, rooms.settings.record, at=now(), concept_address=addresses.concept)


def demonstration_folder(rooms: Rooms) -> Path:
    """Where the demonstration lies unless another folder is named: beside the record."""
    return rooms.settings.record / "demonstration"


def demonstrate(rooms: Rooms, folder: Path) -> Demonstrated:
    """Put the demonstration of this folder in. Raises RecordBroken, RealRoundOpen."""
    return put_demonstration_in(rooms.database, folder, at=now())


def remove_demonstration(rooms: Rooms) -> bool:
    """Take the demonstration out; false when there is none."""
    return take_demonstration_out(rooms.database, at=now())


def ensure_index(rooms: Rooms) -> bool:
    """Build the index when there is none that holds what the database says; true when it was built."""
    return make_index(rooms.database, rooms.search, at=now())


def worker(rooms: Rooms) -> Worker:
    """A worker on these rooms."""
    settings = rooms.settings
    place = Workplace(
        rooms.database,
        rooms.search,
        mail_room(rooms),
        erased_list(settings),
        now,
        settings.record,
        export_links(settings.base_url),
    )
    return Worker(place)


def erased_list(settings: Settings) -> ErasedList:
    """The list of erased persons, which lies beside the database and not in it."""
    return ErasedList(settings.data / "erased-persons.txt")


def mail_room(rooms: Rooms) -> MailRoom:
    """The mail room: a mail server where one is set, else the outbox folder."""
    settings = rooms.settings
    mailer: Mailer = OutboxFolder(settings.outbox)
    if settings.mail:
        mailer = SmtpMailer(smtp_server(settings.mail))
    links = mail_links(settings.base_url)
    return MailRoom(mailer, links, rooms.signer, settings.mail_sender, settings.mail_host)


def web_application(rooms: Rooms) -> ASGIApp:
    """The web application on these rooms."""
    thread, database = one_thread(), rooms.database
    kept = KeptPages(
        database.change_marker,
        partial(read_stamp, database),
        thread,
        marker_is_instant=database.marker_is_instant,
    )
    return create_app(
        Services(
            database,
            rooms.search,
            rooms.settings.base_url,
            now,
            kept,
            thread,
            rooms.signer,
            limits=rooms.settings.limits,
            proxy=rooms.settings.proxy,
            provider=identity_provider(rooms.settings),
        )
    )


def identity_provider(settings: Settings) -> IdentityProvider | None:
    """The OpenID provider of the settings; none where none is set, or where the extra [oidc] is missing."""
    if not settings.oidc_issuer:
        return None
    try:
        # Only here, so that nobody needs the extra who does not use it.
        from server.web.oidc import AuthlibProvider  # noqa: PLC0415
    except ModuleNotFoundError:
        log.warning("oidc_not_installed")
        return None
    return AuthlibProvider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        settings.base_url + addresses.OIDC_BACK,
    )


def application() -> ASGIApp:
    """The web application of one web process, set up from the environment; the server calls this."""
    settings = read_settings(os.environ)
    configure_logs(settings.log_format)
    rooms = open_rooms(settings, _beside)
    # The first search need not wait for what is built of all words.
    _beside(rooms.search.warm)
    return web_application(rooms)
