"""The only place that chooses engines and wires the rooms together."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from starlette.types import ASGIApp

from server.domain.tokens import Signer
from server.logs import configure_logs
from server.search.engine import SearchEngine
from server.search.whoosh_engine.engine import WhooshEngine
from server.settings import Settings, read_settings
from server.store.database import Database
from server.usecases.index_record import rebuild_index
from server.usecases.load_record import Loaded, load_record
from server.usecases.read_section import read_stamp
from server.web import addresses
from server.web.app import create_app
from server.web.kept_pages import KeptPages
from server.web.services import Services, one_thread
from server.worker.worker import Worker


def now() -> datetime:
    """The clock of the whole installation: this machine's time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Rooms:
    """The engines of one installation, opened."""

    settings: Settings
    database: Database
    search: SearchEngine
    signer: Signer

    def close(self) -> None:
        """Close what was opened."""
        self.search.close()
        self.database.close()


def open_rooms(settings: Settings) -> Rooms:
    """Open database and index, make or change the tables; the data folder is made when it is not there."""
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    database.migrate()
    return Rooms(settings, database, WhooshEngine(settings.index_folder), Signer(_secret(settings)))


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


def ensure_index(rooms: Rooms) -> bool:
    """Build the index when there is none that can be used; true when it was built."""
    if rooms.search.is_ready():
        return False
    rebuild_index(rooms.database, rooms.search)
    return True


def worker(rooms: Rooms) -> Worker:
    """A worker on these rooms."""
    return Worker(rooms.database, rooms.search, now)


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
        Services(database, rooms.search, rooms.settings.base_url, now, kept, thread, rooms.signer)
    )


def application() -> ASGIApp:
    """The web application of one web process, set up from the environment; the server calls this."""
    settings = read_settings(os.environ)
    configure_logs(settings.log_format)
    return web_application(open_rooms(settings))
