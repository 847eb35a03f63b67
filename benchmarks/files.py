"""What was said in a round as files and as a feed, and receipts: time, longest step, memory."""

import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter, thread_time

from benchmarks import shipped
from benchmarks.inside import rooms
from benchmarks.report import Report, Target, median
from server.assembly import now
from server.domain.comments import Comment, StakeholderGroup
from server.domain.document import wording_hash
from server.domain.moderation import ModerationState
from server.domain.targets import Target as On
from server.domain.targets import TargetKind
from server.formats.receipt_pdf import Part, PrintedReceipt, ReceiptEntry, write_receipt
from server.formats.web_annotation import Source, Surroundings
from server.store import comments
from server.store.database import Database
from server.text.languages import Language
from server.usecases import export_comments as exporting
from server.usecases.read_feed import read_document_news

COMMENTS = 10_000
# While a step is made no page is answered; what more memory it takes does not grow with the number of comments.
LIMIT_STEP, LIMIT_MEMORY = 50.0, 4.0
LIMIT_RECEIPT = 100.0
_TEXT = "Wij vinden dat het mkb in de grensregio hier te weinig aan bod komt, ook bij de uitvoering. " * 5


@dataclass(frozen=True, slots=True)
class _Made:
    """What a file and its longest step cost (CPU ms), how many bytes it has, how much memory it took (MiB)."""

    total: float
    step: float
    size: int
    memory: float


def run(rounds: int) -> Report:
    """Every file so many times; memory is looked at in a run of its own, as looking takes time."""
    with TemporaryDirectory() as folder, rooms(shipped.open_data_folder(Path(folder))) as opened:
        _say(opened.database)
        acts = _files(opened.database)
        made = {
            name: _median([_timed(act) for _ in range(rounds)], _memory(act)) for name, act in acts.items()
        }
    receipts = {amount: median(_receipt(amount) for _ in range(rounds)) for amount in (3, 100)}
    return _report(made, receipts)


def _say(database: Database) -> None:
    edition, began = shipped.edition(), now().replace(microsecond=0)
    [round_] = [each for each in shipped.record().rounds if each.edition == edition.key]
    places = [(section.key, each) for section in edition.sections for each in section.paragraphs]
    said = [
        Comment(
            id=f"c-{number:08}",
            round=round_.key,
            edition=edition.key,
            section=section,
            target=On(TargetKind.PARAGRAPH, paragraph.id),
            language=Language.NL,
            text=_TEXT,
            name="Jantje Meijer",
            group=StakeholderGroup.COMPANY,
            created=began + timedelta(seconds=number),
            state=ModerationState.SHOWN,
            base_hash=wording_hash(paragraph.wordings[Language.NL]),
            base_text=paragraph.wordings[Language.NL],
        )
        for number, (section, paragraph) in enumerate(islice(cycle(places), COMMENTS), start=1)
    ]
    with database.write() as connection:
        comments.save_comments(connection, said)


def _files(database: Database) -> dict[str, Callable[[], Iterator[int]]]:
    """What yields the bytes that each step has made."""
    exported = exporting.begin_export(database, shipped.record().rounds[0].key)
    address = "https://example.org/c/{}".format
    around = Surroundings(
        address=address,
        source=lambda found: Source(address(found.comment.edition), found.target.key),
        edition_day=exported.edition.date,
        licence=exported.document.licence,
        service="https://example.org/",
    )
    texts = {
        "csv": partial(exporting.export_csv, database, exported, address=address),
        "json": partial(exporting.export_json, database, exported, address=address),
        "jsonld": partial(
            exporting.export_json_ld, database, exported, own_address=address("all"), around=around
        ),
    }

    def workbook() -> Iterator[int]:
        with closing(exporting.new_workbook()) as table, TemporaryFile() as file:
            for _ in exporting.fill_workbook(database, exported, table, address=address):
                yield 0
            # Packed in a thread of its own: no step that pages wait for.
            table.write(file)
            yield -file.tell()

    def feed() -> Iterator[int]:
        yield len(read_document_news(database).news.comments)

    return {
        **{name: lambda make=make: (len(piece) for piece in make()) for name, make in texts.items()},
        "xlsx": workbook,
        "first page of the feed, unwritten": feed,
    }


def _timed(act: Callable[[], Iterator[int]]) -> _Made:
    began = last = thread_time()
    longest, size = 0.0, 0
    for piece in act():
        present = thread_time()
        if piece >= 0:
            longest = max(longest, present - last)
        size, last = size + abs(piece), present
    return _Made((thread_time() - began) * 1e3, longest * 1e3, size, 0.0)


def _memory(act: Callable[[], Iterator[int]]) -> float:
    tracemalloc.start()
    try:
        for _ in act():
            pass
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def _median(made: list[_Made], memory: float) -> _Made:
    return _Made(
        median(each.total for each in made), median(each.step for each in made), made[0].size, memory
    )


def _receipt(amount: int) -> float:
    """Milliseconds for a receipt of so many comments, each as long as a comment can be where there are many."""
    text = _TEXT if amount < 10 else _TEXT * 21
    entry = ReceiptEntry("4.2, alinea 3", [("Soort", "Reactie")], [Part("Uw reactie", text, Language.NL)])
    receipt = PrintedReceipt(
        Language.NL,
        "Uw inbreng",
        "Partners",
        "Dit heeft u ingestuurd.",
        [],
        [entry] * amount,
        [],
        "",
        "",
        now(),
    )
    began = perf_counter()
    write_receipt(receipt)
    return (perf_counter() - began) * 1e3


def _report(made: dict[str, _Made], receipts: dict[int, float]) -> Report:
    report = Report(
        f"{COMMENTS:,} shown comments of {len(_TEXT)} characters in one round.",
        ["file", "CPU ms", "longest step, CPU ms", "kB", "memory MiB"],
        [[name, each.total, each.step, round(each.size / 1e3), each.memory] for name, each in made.items()],
        [
            Target("longest step of any, CPU ms", max(each.step for each in made.values()), LIMIT_STEP),
            Target("memory of any, MiB", max(each.memory for each in made.values()), LIMIT_MEMORY),
            Target("a receipt of three comments, ms", receipts[3], LIMIT_RECEIPT),
        ],
    )
    report.rows.append(["receipt of 3 comments", receipts[3], None, None, None])
    report.rows.append(["receipt of 100 comments of 10,000 characters", receipts[100], None, None, None])
    report.notes.append(
        "The workbook is packed and receipts are set in threads of their own; receipts are timed by the clock."
    )
    return report
