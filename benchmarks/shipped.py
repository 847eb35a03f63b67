"""The shipped record, loaded once for a run, and what benchmarks need to know of it."""

import shutil
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.servers import REPOSITORY
from server import assembly
from server.domain.accounts import AccountDetails, Role
from server.domain.document import Section
from server.domain.editions import Edition
from server.domain.public_record import PublicRecord
from server.domain.rounds import Round
from server.record.record import read_record
from server.settings import Settings
from server.store import rounds
from server.store.database import Database
from server.store.rounds import KeptRound
from server.text.languages import Language
from server.usecases.manage_accounts import add_account
from server.usecases.sign_in import make_sign_in_link, sign_in
from server.web.sessions import SESSION_COOKIE

_EMAIL = "editor@benchmark.invalid"
_loaded = TemporaryDirectory(prefix="zwiespraak-benchmark-")


@cache
def record() -> PublicRecord:
    """The record in this repository."""
    return read_record(REPOSITORY)


def edition() -> Edition:
    """The current edition."""
    return record().editions[-1]


def consulted_edition() -> Edition:
    """The edition that the shipped round is about."""
    [about] = [each.edition for each in record().rounds]
    return next(each for each in record().editions if each.key == about)


def longest_section() -> Section:
    """The section with the longest wordings: the heaviest page."""
    return max(edition().sections, key=_length)


def data_folder(folder: Path) -> Path:
    """A data folder with the record loaded, indexed and an editor: a copy of one that is made once."""
    return Path(shutil.copytree(_template(), folder / "data"))


def open_data_folder(folder: Path) -> Path:
    """A data folder as data_folder's, with a round on the current edition that is open today to guests."""
    data = data_folder(folder)
    rooms = assembly.open_rooms(Settings(data=data))
    try:
        open_round(rooms.database)
    finally:
        rooms.close()
    return data


def open_round(database: Database) -> None:
    """Open a round on the current edition for a month; the rounds of the record are over."""
    today = assembly.now().date()
    titles = {Language.NL: "Proef", Language.DE: "Versuch"}
    opened = Round(
        key="trial",
        edition=edition().key,
        opens=today - timedelta(days=1),
        closes=today + timedelta(days=30),
        time_zone="Europe/Amsterdam",
        titles=titles,
    )
    with database.write() as connection:
        rounds.keep_round(connection, KeptRound(opened, None))


def session_cookie(data: Path) -> str:
    """A cookie header that signs in the editor of a data folder."""
    rooms = assembly.open_rooms(Settings(data=data))
    try:
        link = make_sign_in_link(rooms.database, email=_EMAIL, at=assembly.now())
        return f"{SESSION_COOKIE}={sign_in(rooms.database, token=link, at=assembly.now())}"
    finally:
        rooms.close()


@cache
def _template() -> Path:
    data = Path(_loaded.name) / "data"
    rooms = assembly.open_rooms(Settings(data=data, record=REPOSITORY))
    try:
        assembly.load(rooms)
        assembly.ensure_index(rooms)
        assembly.worker(rooms).run_pending()
        editor = AccountDetails("Redactie", _EMAIL, Role.EDITOR, None)
        add_account(rooms.database, details=editor, by=None, at=assembly.now())
    finally:
        rooms.close()
    return data


def _length(section: Section) -> int:
    return sum(len(paragraph.wordings[Language.NL]) for paragraph in section.paragraphs)
