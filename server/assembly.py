"""The only place that chooses engines and wires the rooms together."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from starlette.types import ASGIApp

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

    def close(self) -> None:
        """Close what was opened."""
        self.search.close()
        self.database.close()


def open_rooms(settings: Settings) -> Rooms:
    """Open database and index, make or change the tables; the data folder is made when it is not there."""
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    database.migrate()
    return Rooms(settings, database, WhooshEngine(settings.index_folder))


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
    return create_app(Services(database, rooms.search, rooms.settings.base_url, now, kept, thread))


def application() -> ASGIApp:
    """The web application of one web process, set up from the environment; the server calls this."""
    settings = read_settings(os.environ)
    configure_logs(settings.log_format)
    return web_application(open_rooms(settings))
