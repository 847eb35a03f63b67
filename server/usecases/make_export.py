"""Make a file that somebody asked for: in a worker, with word of how far it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.exports import (
    ExportKind,
    FileFormat,
    Sides,
    Wanted,
    file_name,
)
from server.formats.comment_shapes import Address
from server.formats.edition_docx import write_edition_docx
from server.formats.edition_pdf import write_edition_pdf
from server.formats.edition_text import PrintedEdition
from server.formats.edition_text import printed as printed_edition
from server.formats.report_docx import write_report_docx
from server.formats.report_pdf import write_report_pdf
from server.formats.report_text import PrintedReport
from server.formats.report_text import printed as printed_report
from server.store import exports
from server.store.database import Database
from server.text.languages import Language
from server.usecases.read_disposition_report import read_disposition_report
from server.usecases.read_edition_to_export import read_edition_to_export

# Word of how far it is is given at most so often: each time is a transaction.
_STEPS: Final = 10


@dataclass(frozen=True, slots=True)
class ExportLinks:
    """Where links in files lead to: absolute addresses, made from the configured base address."""

    edition: Callable[[Language, str], str]  # from an edition's key to its contents
    comment: Address


_EDITIONS: Final[Mapping[FileFormat, Callable[[PrintedEdition], bytes]]] = {
    FileFormat.PDF: write_edition_pdf,
    FileFormat.DOCX: write_edition_docx,
}
_REPORTS: Final[Mapping[FileFormat, Callable[[PrintedReport], bytes]]] = {
    FileFormat.PDF: write_report_pdf,
    FileFormat.DOCX: write_report_docx,
}


def make_export(
    database: Database, links: ExportLinks, *, export_id: str, clock: Callable[[], datetime]
) -> bool:
    """Make the file and keep it; false when nobody waits for it any more.

    May be done twice, as after a worker died: an edition gives the same bytes. Begun again when something of
    what it is made of was taken back meanwhile. Raises Missing where what it is made of is gone.
    """
    while True:
        with database.write() as connection:
            found = exports.export_by_id(connection, export_id)
            if found is None or found.finished is not None:
                return False
            exports.take_export(connection, export_id)
        content = _MAKERS[found.wanted.what](database, links, found.wanted, clock())
        with database.write() as connection:
            name = file_name(found.wanted)
            if exports.finish_export(connection, export_id, file_name=name, content=content, at=clock()):
                return True


def give_up_export(database: Database, *, export_id: str) -> None:
    """Nobody can make it: the page says so and offers to try again."""
    with database.write() as connection:
        exports.give_up_export(connection, export_id)


@dataclass(slots=True)
class _Progress:
    """Tells how far it is, in a transaction of its own each time."""

    database: Database
    export_id: str
    total: int
    told: int = 0

    def __call__(self, done: int) -> None:
        if done == self.total or done - self.told >= self.total / _STEPS:
            self.told = done
            with self.database.write() as connection:
                exports.tell_export(connection, self.export_id, done=done, total=self.total)


def _edition(database: Database, links: ExportLinks, wanted: Wanted, _at: datetime) -> bytes:
    key, sides = wanted.details["edition"], Sides(wanted.details["sides"])
    kind = FileFormat(wanted.details["format"])
    found = read_edition_to_export(database, key)
    printed = printed_edition(
        found.edition,
        found.document,
        sides,
        address=lambda language: links.edition(language, key),
        tell=_Progress(database, wanted.id, found.paragraphs),
    )
    return _EDITIONS[kind](printed)


def _report(database: Database, links: ExportLinks, wanted: Wanted, at: datetime) -> bytes:
    key, language = wanted.details["round"], Language(wanted.details["language"])
    kind = FileFormat(wanted.details["format"])
    report = read_disposition_report(database, key, at=at, for_editors=wanted.for_editors)
    tell = _Progress(database, wanted.id, len(report.entries))
    printed = printed_report(report, language, links.comment)
    tell(len(report.entries))
    return _REPORTS[kind](printed)


_MAKERS: Final[Mapping[ExportKind, Callable[[Database, ExportLinks, Wanted, datetime], bytes]]] = {
    ExportKind.EDITION: _edition,
    ExportKind.REPORT: _report,
}
