"""Long files: asked for by anybody, made once by a worker, kept for a while, kept from who may not have them."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import delete, select

from server.domain.accounts import Role
from server.domain.exports import (
    Export,
    ExportState,
    FileFormat,
    Sides,
    Wanted,
    edition_wanted,
    report_wanted,
)
from server.mail.outbox import OutboxFolder
from server.search.whoosh_engine.engine import WhooshEngine
from server.store import exports, jobs
from server.store.database import Database
from server.store.schema import editions, rounds
from server.store.schema import jobs as job_table
from server.usecases.ask_for_export import MAKE_EXPORT, ask_for_export
from server.usecases.make_export import ExportLinks, make_export
from server.usecases.missing import Missing
from server.usecases.moderate_comment import NotAllowed
from server.usecases.purge import KEEP_EXPORTS, purge
from server.usecases.read_export import read_export, read_export_file
from server.usecases.search_room import SearchRoom
from server.web.export_links import export_links
from server.worker.worker import LEASE, MAX_ATTEMPTS, Worker
from tests.answering import ON_STEPS, answered_record, decide
from tests.mailing import BASE_URL, workplace
from tests.worlds import NL, NOON, Clock, add_account, load, statements

PDF = edition_wanted("2021", Sides.BOTH, FileFormat.PDF)
LINKS = export_links(BASE_URL)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon."""
    return Clock()


@pytest.fixture
def worker(loaded: Database, tmp_path: Path, clock: Clock) -> Iterator[Worker]:
    """A worker with nothing left to do."""
    search = SearchRoom(WhooshEngine(tmp_path / "index"))
    made = Worker(workplace(loaded, search, tmp_path, clock))
    made.run_pending()
    yield made
    search.close()


def ask(database: Database, wanted: Wanted = PDF, at: timedelta = timedelta()) -> str:
    """Ask as anybody."""
    return ask_for_export(database, wanted=wanted, by=None, at=NOON + at)


def waiting(database: Database) -> int:
    """How many jobs are left that make files."""
    with database.read() as connection:
        return len(connection.execute(select(job_table).where(job_table.c.kind == MAKE_EXPORT)).all())


def found(database: Database, wanted: Wanted = PDF) -> Export:
    return read_export(database, wanted.id, account=None)


def test_what_many_ask_for_is_made_once(loaded: Database, worker: Worker) -> None:
    with ThreadPoolExecutor(4) as threads:
        ids = set(threads.map(lambda _: ask(loaded), range(8)))
    assert ids == {PDF.id}
    assert waiting(loaded) == 1
    assert found(loaded).state is ExportState.ASKED
    assert worker.run_pending() == 1
    made, content = read_export_file(loaded, PDF.id, account=None)
    assert (made.state, made.done, made.total) == (ExportState.READY, 3, 3)
    assert made.file_name == "masterstrategie-2021-nl-de.pdf"
    assert made.size == len(content)
    assert content.startswith(b"%PDF-")
    # Who asks now finds it at once.
    ask(loaded, at=timedelta(hours=12))
    assert waiting(loaded) == 0
    assert found(loaded).state is ExportState.READY


@pytest.mark.parametrize("sides", Sides)
@pytest.mark.parametrize("kind", [FileFormat.PDF, FileFormat.DOCX])
def test_every_file_of_an_edition_is_one_of_its_own(
    loaded: Database, worker: Worker, sides: Sides, kind: FileFormat
) -> None:
    wanted = edition_wanted("2021", sides, kind)
    ask(loaded, wanted)
    assert worker.run_pending() == 1
    assert found(loaded, wanted).file_name == f"masterstrategie-2021-{sides}.{kind}"


def test_how_far_it_is_can_be_seen_meanwhile(loaded: Database) -> None:
    ask(loaded)
    seen: list[tuple[ExportState, int, int]] = []

    def watch(language: str, edition: str) -> str:
        """The address is asked for between reading the text and setting the pages."""
        now = found(loaded)
        seen.append((now.state, now.done, now.total))
        return f"{language}/{edition}"

    assert make_export(loaded, ExportLinks(watch, LINKS.comment), export_id=PDF.id, clock=Clock())
    assert set(seen) == {(ExportState.UNDER_WAY, 3, 3)}


def test_a_worker_that_dies_is_followed_by_another(loaded: Database, worker: Worker, clock: Clock) -> None:
    ask(loaded)
    with loaded.write() as connection:
        # Taken and never finished: as after kill -9.
        assert jobs.take_job(connection, now=NOON, until=NOON + LEASE) is not None
        exports.take_export(connection, PDF.id)
        exports.tell_export(connection, PDF.id, done=2, total=3)
    assert worker.run_pending() == 0
    assert found(loaded).state is ExportState.UNDER_WAY
    clock.advance(LEASE)
    assert worker.run_pending() == 1
    assert found(loaded).state is ExportState.READY


def test_a_file_that_cannot_be_made_says_so_and_can_be_asked_for_again(
    loaded: Database, worker: Worker, clock: Clock, tmp_path: Path
) -> None:
    ask(loaded)
    with loaded.write() as connection:
        connection.execute(delete(rounds))
        connection.execute(delete(editions))
    for _ in range(MAX_ATTEMPTS):
        assert found(loaded).state is not ExportState.FAILED
        worker.run_pending()
        clock.advance(timedelta(hours=1))
    assert found(loaded).state is ExportState.FAILED
    with pytest.raises(Missing):
        read_export_file(loaded, PDF.id, account=None)
    load(loaded, tmp_path / "again")
    ask_for_export(loaded, wanted=PDF, by=None, at=clock())
    worker.run_pending()
    assert found(loaded).state is ExportState.READY


def test_making_twice_makes_nothing_new(loaded: Database) -> None:
    ask(loaded)
    assert make_export(loaded, LINKS, export_id=PDF.id, clock=Clock())
    assert not make_export(loaded, LINKS, export_id=PDF.id, clock=Clock())
    assert not make_export(loaded, LINKS, export_id="unknown", clock=Clock())


def test_a_file_goes_after_a_day_and_can_be_made_again(
    loaded: Database, worker: Worker, clock: Clock, tmp_path: Path
) -> None:
    outbox = OutboxFolder(tmp_path / "outbox")
    ask(loaded)
    worker.run_pending()
    assert purge(loaded, outbox, at=NOON + KEEP_EXPORTS)["exports"] == 0
    later = NOON + KEEP_EXPORTS + timedelta(seconds=1)
    assert purge(loaded, outbox, at=later)["exports"] == 1
    with pytest.raises(Missing):
        found(loaded)
    clock.advance(2 * KEEP_EXPORTS)
    ask(loaded, at=2 * KEEP_EXPORTS)
    assert worker.run_pending() == 1
    assert found(loaded).state is ExportState.READY


def test_nobody_can_ask_for_what_is_not_there(loaded: Database) -> None:
    for wanted in (
        edition_wanted("1999", Sides.NL, FileFormat.PDF),
        report_wanted("unknown", NL, FileFormat.PDF, for_editors=False),
    ):
        with pytest.raises(Missing):
            ask(loaded, wanted)
    assert waiting(loaded) == 0


def test_a_report_is_made_anew_when_it_is_old(loaded: Database, worker: Worker, clock: Clock) -> None:
    report = report_wanted("autumn", NL, FileFormat.DOCX, for_editors=False)
    ask(loaded, report)
    worker.run_pending()
    assert found(loaded, report).file_name == "autumn-nota-van-antwoord.docx"
    ask(loaded, report, at=timedelta(minutes=10))
    assert waiting(loaded) == 0
    ask(loaded, report, at=timedelta(minutes=10, seconds=1))
    assert waiting(loaded) == 1
    clock.advance(timedelta(minutes=11))
    worker.run_pending()
    assert found(loaded, report).finished == clock()


def test_what_is_not_public_is_for_editors_only(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path / "record", answered_record())
    decide(database, ON_STEPS.id, public=None, responses={"nl": "Geheim nog.", "de": "Noch geheim."})
    editor = add_account(database, name="Els", email="els@example.org", role=Role.EDITOR)
    moderator = add_account(database, name="Mo", email="mo@example.org", role=Role.MODERATOR)
    secret = report_wanted("autumn", NL, FileFormat.DOCX, for_editors=True)
    public = report_wanted("autumn", NL, FileFormat.DOCX, for_editors=False)
    for nobody in (None, moderator):
        with pytest.raises(NotAllowed):
            ask_for_export(database, wanted=secret, by=nobody, at=NOON)
    for wanted in (secret, public):
        ask_for_export(database, wanted=wanted, by=editor, at=NOON)
        assert make_export(database, LINKS, export_id=wanted.id, clock=Clock())
    for nobody in (None, moderator):
        with pytest.raises(Missing):
            read_export_file(database, secret.id, account=nobody)
    _, for_editors = read_export_file(database, secret.id, account=editor)
    _, for_all = read_export_file(database, public.id, account=None)
    assert ("Geheim nog." in words_of(for_editors), "Geheim nog." in words_of(for_all)) == (True, False)


def test_making_a_file_costs_as_many_statements_for_a_long_text_as_for_a_short_one(loaded: Database) -> None:
    ask(loaded)
    with statements() as sent:
        make_export(loaded, LINKS, export_id=PDF.id, clock=Clock())
    # Taking it, the edition in five, a word for each section of these two, keeping it.
    assert len(sent) <= 12


def words_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
