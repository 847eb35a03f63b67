"""The disposition report of 5,000 comments on 300 paragraphs: reading it, and every format that it has."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

from sqlalchemy import event, insert, select, update

from benchmarks import shipped, worlds
from benchmarks.report import Report, Target, median
from server.assembly import now
from server.domain.comments import CommentKind
from server.domain.disposition_report import DispositionReport
from server.domain.dispositions import Outcome
from server.domain.editions import Edition
from server.formats.report_docx import write_report_docx
from server.formats.report_json import write_report_json
from server.formats.report_pdf import write_report_pdf
from server.formats.report_tables import write_report_csv, write_report_workbook
from server.formats.report_text import PrintedReport, printed
from server.store import edition_values, editions
from server.store.database import Connection, Database
from server.store.schema import comments, dispositions
from server.text.languages import LANGUAGES, Language
from server.usecases.read_disposition_report import read_disposition_report

SECTIONS, PARAGRAPHS, COMMENTS = 30, 10, 5_000
# Issue 5, "Speed and size": queries, and seconds for the PDF.
LIMIT_QUERIES, LIMIT_PDF = 9.0, 10.0
_RESPONSE = (
    "Dit is overgenomen: de alinea noemt nu ook het mkb zonder eigen afdeling. Das ist übernommen: Der Absatz nennt "
    "jetzt auch kleine Betriebe ohne eigene Abteilung."
)

Made = TypeVar("Made")


def run(rounds: int) -> Report:
    """Each step so many times, of which the median counts: CPU of all threads, whatever else the machine does."""
    with TemporaryDirectory() as folder:
        opened, _ = worlds.make(Path(folder), [PARAGRAPHS] * SECTIONS, [COMMENTS // SECTIONS + 1])
        with opened.database.write() as connection:
            _answer(connection)
        result = Report(
            f"A report of {COMMENTS:,} comments on {SECTIONS * PARAGRAPHS} paragraphs, two thirds with a difference",
            ("step", "CPU s", "MiB"),
        )
        read, queries = _reading(opened.database, rounds, result)
        shown = _timed("words and differences", lambda: printed(read, Language.NL, _address), rounds, result)
        _formats(read, shown, rounds, result)
        result.targets.append(Target("queries", queries, LIMIT_QUERIES))
    return result


def _reading(database: Database, rounds: int, result: Report) -> tuple[DispositionReport, int]:
    key, sent = shipped.record().rounds[0].key, list[str]()
    with database.read() as connection:
        engine = connection.engine

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    _timed("reading a page", lambda: read_disposition_report(database, key, at=now(), page=3), rounds, result)
    read = _timed("reading all", lambda: read_disposition_report(database, key, at=now()), rounds, result)
    event.listen(engine, "before_cursor_execute", count)
    read_disposition_report(database, key, at=now())
    event.remove(engine, "before_cursor_execute", count)
    return read, len(sent)


def _formats(read: DispositionReport, shown: PrintedReport, rounds: int, result: Report) -> None:
    acts: dict[str, Callable[[], bytes]] = {
        "PDF": lambda: write_report_pdf(shown),
        "DOCX": lambda: write_report_docx(shown),
        "XLSX": lambda: write_report_workbook(shown),
        "CSV": lambda: write_report_csv(shown),
        "JSON": lambda: write_report_json(read, _address),
    }
    for name, act in acts.items():
        _timed(name, act, rounds, result)
    [pdf] = [row[1] for row in result.rows if row[0] == "PDF"]
    result.targets.append(Target("seconds of CPU for the PDF", float(pdf or 0), LIMIT_PDF))


def _timed(name: str, act: Callable[[], Made], rounds: int, result: Report) -> Made:
    spent = []
    for _ in range(rounds):
        began = process_time()
        made = act()
        spent.append(process_time() - began)
    size = len(made) / 2**20 if isinstance(made, bytes) else None
    result.rows.append((name, median(spent), size))
    return made


def _answer(connection: Connection) -> None:
    """A second edition in which every paragraph is reworded, and a decision on every comment."""
    [old] = [
        each
        for each in edition_values.whole_editions(connection)
        if each.key == shipped.consulted_edition().key
    ]
    new = _reworded(old)
    editions.save_edition(connection, new)
    ids = connection.execute(select(comments.c.id, comments.c.thread).order_by(comments.c.sequence)).all()
    at, outcomes = now(), cycle(Outcome)
    connection.execute(
        update(comments)
        .where(comments.c.sequence % 5 == 0)
        .values(kind=CommentKind.SUGGESTION, suggested_wording=comments.c.base_text + " Ook voor het mkb.")
    )
    connection.execute(
        insert(dispositions),
        [
            {
                "comment": row.id,
                "round": shipped.record().rounds[0].key,
                "edition": new.key,
                "outcome": next(outcomes),
                "responses": dict.fromkeys(LANGUAGES, _RESPONSE),
                "paragraphs": (row.thread,) if number % 3 else (),
                "decided": at,
                "public": at,
                "revision": 1,
            }
            for number, row in enumerate(ids)
        ],
    )


def _reworded(old: Edition) -> Edition:
    sections = tuple(
        replace(
            section,
            paragraphs=tuple(
                replace(each, wordings={key: f"Ook: {text} Nieuw." for key, text in each.wordings.items()})
                for each in section.paragraphs
            ),
        )
        for section in old.sections
    )
    return replace(
        old, key="next", date=old.date + timedelta(days=120), predecessor=old.key, sections=sections
    )


def _address(comment_id: str) -> str:
    return f"https://example.org/c/{comment_id}"
