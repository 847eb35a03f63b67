"""What each kind of job does: a use case, called with what the job says."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from server.search.engine import IndexBroken
from server.store.database import Database
from server.store.erased_list import ErasedList
from server.store.jobs import Job
from server.store.mails import SEND_MAIL
from server.usecases.ask_for_export import MAKE_EXPORT
from server.usecases.dump_record import dump_record
from server.usecases.end_retention import END_RETENTION, end_retention
from server.usecases.erase_person import FINISH_ERASURE
from server.usecases.finish_erasure import finish_erasure
from server.usecases.index_record import (
    MEND_INDEX,
    TIDY_INDEX,
    index_waiting,
    mend_index,
    rebuild_index,
    tidy_index,
)
from server.usecases.learn_pairs import LEARN_PAIRS, learn_pairs
from server.usecases.load_record import REBUILD_INDEX
from server.usecases.mail_room import MailRoom
from server.usecases.make_export import ExportLinks, make_export
from server.usecases.publish_edition import WRITE_RECORD
from server.usecases.purge import PURGE, purge
from server.usecases.search_room import SearchRoom
from server.usecases.send_mail import send_mail

log = logging.getLogger("zwiespraak.worker")


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a job may need."""

    database: Database
    search: SearchRoom
    mail_room: MailRoom
    erased_list: ErasedList
    clock: Callable[[], datetime]
    record: Path
    export_links: ExportLinks


def _rebuild_index(place: Workplace, _job: Job) -> None:
    # What somebody just did is found before the whole index has been made.
    with suppress(IndexBroken):
        index_waiting(place.database, place.search)
    rebuild_index(place.database, place.search)


def _mend_index(place: Workplace, _job: Job) -> None:
    mend_index(place.database, place.search)


def _tidy_index(place: Workplace, _job: Job) -> None:
    tidy_index(place.search)


def _learn_pairs(place: Workplace, _job: Job) -> None:
    learn_pairs(place.database)


def _send_mail(place: Workplace, job: Job) -> None:
    send_mail(place.database, place.mail_room, number=int(job.payload["mail"]), at=place.clock())


def _end_retention(place: Workplace, _job: Job) -> None:
    end_retention(place.database, at=place.clock())


def _purge(place: Workplace, _job: Job) -> None:
    purge(place.database, place.mail_room.mailer, at=place.clock())


def _finish_erasure(place: Workplace, _job: Job) -> None:
    finish_erasure(place.database, place.mail_room, place.erased_list)


def _write_record(place: Workplace, _job: Job) -> None:
    """A machine without the record's folder leaves it to `zwiespraak dump` on one that has it."""
    if (place.record / "content").is_dir():
        dump_record(place.database, place.record)
    else:
        log.warning("record_not_written")


def _make_export(place: Workplace, job: Job) -> None:
    make_export(place.database, place.export_links, export_id=job.payload["export"], clock=place.clock)


ACTS: Final[Mapping[str, Callable[[Workplace, Job], object]]] = {
    REBUILD_INDEX: _rebuild_index,
    MEND_INDEX: _mend_index,
    TIDY_INDEX: _tidy_index,
    LEARN_PAIRS: _learn_pairs,
    SEND_MAIL: _send_mail,
    END_RETENTION: _end_retention,
    PURGE: _purge,
    FINISH_ERASURE: _finish_erasure,
    WRITE_RECORD: _write_record,
    MAKE_EXPORT: _make_export,
}
