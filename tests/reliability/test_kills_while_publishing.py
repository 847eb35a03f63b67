"""Publishing killed with SIGKILL at moments all over it: the old edition is there, or the new one whole."""

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from server.domain.accounts import Role
from server.domain.document import Section
from server.domain.revisions import Weight
from server.record.record import read_record
from server.store import edition_values, editions, jobs, sections, working_editions
from server.store.database import Database
from server.text.languages import LANGUAGES
from server.usecases.begin_working_edition import begin_working_edition
from server.usecases.dump_record import dump_record
from server.usecases.load_record import load_record
from server.usecases.publish_edition import WRITE_RECORD
from server.usecases.revise_paragraph import WordingChange, revise_paragraph
from server.web import addresses
from tests.worlds import DE, NL, NOON, add_account, edition, load, paragraph, record, section

AT = datetime(2026, 11, 20, tzinfo=UTC)
# Spread over the time that an undisturbed run takes, the transaction and the files both.
KILLS = 12


def long_sections() -> list[Section]:
    """Enough to keep publishing busy for some tenths of a second."""
    return [
        section(
            f"{number}-part",
            str(number),
            f"Deel {number}",
            f"Teil {number}",
            *(
                paragraph(f"p-{number:02}{each:03}", f"De stap {each}. " * 12, f"Der Schritt {each}. " * 12)
                for each in range(30)
            ),
        )
        for number in range(1, 9)
    ]


@dataclass(frozen=True, slots=True)
class Work:
    """A data folder with a working edition that is ready, and the record beside it."""

    file: Path
    root: Path

    def copy(self, folder: Path) -> "Work":
        """The same once more."""
        folder.mkdir()
        shutil.copy(self.file, folder / "db.sqlite")
        shutil.copytree(self.root, folder / "record")
        return Work(folder / "db.sqlite", folder / "record")

    def start(self) -> subprocess.Popen[str]:
        """Publish in a process of its own, which has just begun when this returns."""
        command = [sys.executable, "-m", "tests.reliability.publish_once", self.file, self.root, "2026"]
        running = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        assert running.stdout.readline() == "begin\n"
        return running


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """The working edition 2026 with one paragraph changed, and nothing open."""
    made = Work(tmp_path / "db.sqlite", tmp_path / "record")
    database = Database(f"sqlite:///{made.file}")
    database.migrate()
    load(database, tmp_path / "first", record(edition("2021", *long_sections())))
    editor = add_account(database, name="Eva", email="eva@example.org", role=Role.EDITOR)
    begin_working_edition(
        database, key="2026", labels={NL: "Herziening", DE: "Überarbeitung"}, by=editor, at=AT
    )
    changes = [
        WordingChange(language, text, Weight.SUBSTANTIVE, base=1)
        for language, text in ((NL, "Nieuw."), (DE, "Neu."))
    ]
    revise_paragraph(database, paragraph="p-01000", changes=changes, by=editor, at=AT, confirm=True)
    with database.write() as connection:
        working = working_editions.open_working_edition(connection)
        assert working is not None
        described = replace(working, date=date(2026, 11, 21), change_notes={NL: "Nieuw.", DE: "Neu."})
        assert working_editions.save_working_edition(connection, described, base=1)
    dump_record(database, made.root)
    database.settle()
    database.close()
    return made


def state_of(work: Work) -> tuple[list[str], list[str]]:
    """The editions in the database and in the files, each edition whole, and both agreeing on what is open."""
    database = Database(f"sqlite:///{work.file}")
    with database.read() as connection:
        known = [each.key for each in editions.editions_by_date(connection)]
        is_open = working_editions.open_working_edition(connection) is not None
        for key in known:
            whole = edition_values.whole_edition(connection, key)
            assert whole is not None
            for section in whole.sections:
                rendered = sections.section_fragments(connection, key, section.key)
                assert [set(each.html) for each in rendered] == [set(LANGUAGES)] * 30
    assert is_open == ("2026" not in known)
    in_files = [each.key for each in read_record(work.root).editions]
    # What the files do not have yet survives a start, and the job that writes them is still there.
    load_record(database, work.root, at=AT, concept_address=addresses.concept)
    with database.write() as connection:
        assert [each.key for each in editions.editions_by_date(connection)] == known
        waiting = []
        while job := jobs.take_job(connection, now=datetime.max.replace(tzinfo=UTC), until=NOON):
            waiting.append(job.kind)
            jobs.finish_job(connection, job)
    assert (WRITE_RECORD in waiting) == ("2026" in known)
    dump_record(database, work.root)
    assert [each.key for each in read_record(work.root).editions] == known
    database.close()
    return known, in_files


def test_whenever_publishing_is_killed_the_old_or_the_new_edition_is_there_whole(
    work: Work, tmp_path: Path
) -> None:
    undisturbed = work.copy(tmp_path / "undisturbed")
    began = time.monotonic()
    with undisturbed.start() as running:
        assert running.wait() == 0
    seconds = time.monotonic() - began
    assert state_of(undisturbed) == (["2021", "2026"], ["2021", "2026"])
    seen = set()
    for number in range(KILLS):
        once = work.copy(tmp_path / f"killed-{number}")
        with once.start() as running:
            try:
                running.wait(timeout=seconds * number / KILLS)
            except subprocess.TimeoutExpired:
                running.kill()
        known, in_files = state_of(once)
        assert set(in_files) <= set(known)
        seen.add(tuple(known))
    assert ("2021",) in seen


def test_killed_right_after_it_became_public_the_files_follow_later(work: Work) -> None:
    with work.start() as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "public\n"
        running.kill()
    known, in_files = state_of(work)
    assert known == ["2021", "2026"]
    assert set(in_files) <= set(known)
