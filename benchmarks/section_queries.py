"""Building a section page from the database: statements and CPU, by its length and by what was said on it."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from starlette.types import ASGIApp

from benchmarks import worlds
from benchmarks.inside import Statement, ask, statements, templates
from benchmarks.report import Report, Target, median, ratio
from server.assembly import web_application

LENGTHS = [3, 25, 200]
AMOUNTS = [0, 1_000, 10_000]
# Goal 7 of the studies: what is there but not shown costs nothing; a fifth is the noise of a busy machine.
LIMIT_OF_AMOUNT = 1.2
# Times that a page is made for one measured value.
REPEATS = 3


@dataclass(slots=True)
class _Page:
    """One page with what it was made of, and CPU seconds of each way to make it."""

    made: worlds.SectionMade
    sent: list[Statement]
    ways: dict[str, Callable[[], object]]
    seconds: dict[str, list[float]]

    def cpu(self, way: str) -> float:
        """Milliseconds, the median of all rounds."""
        return median(self.seconds[way]) * 1e3


def run(rounds: int) -> Report:
    """Ours, the same statements by the bare driver and the same template from memory, page by page."""
    with TemporaryDirectory() as temporary:
        opened, made = worlds.make(Path(temporary), LENGTHS, AMOUNTS)
        file = opened.settings.database.removeprefix("sqlite:///")
        with (
            closing(opened),
            closing(sqlite3.connect(file)) as driver,
            asyncio.Runner() as runner,
        ):
            app = web_application(opened)
            pages = [_page(app, driver, runner, section) for section in made]
            for _ in range(rounds):
                for page in pages:
                    for way, act in page.ways.items():
                        page.seconds[way].append(_cpu(act))
    return _report(pages)


def _page(
    app: ASGIApp, driver: sqlite3.Connection, runner: asyncio.Runner, made: worlds.SectionMade
) -> _Page:
    def build() -> bytes:
        # A query string leads past the kept pages.
        return runner.run(ask(app, made.path, "fresh"))

    build()
    with statements() as sent, templates() as rendered:
        build()
    [(template, context)] = rendered

    def fetch() -> None:
        for statement in sent:
            driver.execute(statement.sql, statement.parameters).fetchall()

    ways: dict[str, Callable[[], object]] = {
        "ours": build,
        "driver": fetch,
        "template": lambda: template.render(context),
    }
    return _Page(made, list(sent), ways, {way: [] for way in ways})


def _cpu(act: Callable[[], object]) -> float:
    began = process_time()
    for _ in range(REPEATS):
        act()
    return (process_time() - began) / REPEATS


def _report(pages: list[_Page]) -> Report:
    report = Report(
        "One section page built from SQLite in this process; the page shows the newest 5 comments a paragraph.",
        ["paragraphs", "comments", "statements", "CPU ms", "bare sqlite3", "its template", "to their sum"],
    )
    for page in pages:
        mine, driver, template = (page.cpu(way) for way in ("ours", "driver", "template"))
        report.rows.append(
            [
                str(page.made.paragraphs),
                page.made.comments,
                len(page.sent),
                mine,
                driver,
                template,
                ratio(mine, driver + template),
            ]
        )
    # What became of comments is only asked for where there are any.
    counts = {len(page.sent) - bool(page.made.comments) for page in pages}
    what = "statements more on one page than on another, but for the answers to comments"
    report.targets.append(Target(what, max(counts) - min(counts), 0))
    for length in LENGTHS:
        cost = {page.made.comments: page.cpu("ours") for page in pages if page.made.paragraphs == length}
        what = f"{length} paragraphs: CPU with 10,000 comments to 1,000"
        report.targets.append(Target(what, cost[10_000] / cost[1_000], LIMIT_OF_AMOUNT))
    return report
