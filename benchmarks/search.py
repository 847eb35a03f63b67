"""Searching the shipped record: building the index, each kind of query, and what the bare database would cost."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from urllib.parse import urlencode

from benchmarks import shipped
from benchmarks.inside import ask, rooms
from benchmarks.report import Report, Target, median, ratio
from server.assembly import Rooms, web_application
from server.text import markdown
from server.text.languages import LANGUAGES, Language
from server.usecases.index_record import rebuild_index
from server.usecases.search_record import search_record
from server.web import addresses

# Section 7 of the studies on searching: any query string costs at most 50 ms of CPU.
LIMIT = 50.0
# What is cut short; the bare database has no counterpart.
_CUT = "cut short"
# Words of the edition: frequent and rare ones, Dutch and German, as visitors type them.
QUERIES: dict[str, Sequence[str]] = {
    "one word": ["digitalisering", "mkb", "Gutschein", "koploper", "Wissenseinrichtung"],
    "three words": [
        "samenwerking in grensregio",
        "digitalisering kleine bedrijven",
        "offene Innovation Mittelstand",
        "kennis delen ondernemers",
        "Unternehmen ohne Plan",
    ],
    "phrase": ['"open innovatie"', '"digitale transformatie"', '"industrie 4.0"', '"künstliche Intelligenz"'],
    "prefix": ["digi*", "grens*", "Unter*", "innov*"],
    _CUT: ["ab*", "woord " * 13, "a" * 201],
}
_REPEATS = 2


def run(rounds: int) -> Report:
    """Every query of every kind in each round, each beside the same words put to the bare database."""
    with (
        TemporaryDirectory() as temporary,
        rooms(shipped.data_folder(Path(temporary))) as opened,
        _bare_database() as bare,
        asyncio.Runner() as runner,
    ):
        app = web_application(opened)
        ways: dict[str, Callable[[str], object]] = {
            "hits": lambda typed: _hits(opened, typed),
            "page": lambda typed: runner.run(
                ask(app, addresses.search(Language.NL), urlencode({"q": typed}))
            ),
            "LIKE": lambda typed: _like(bare, typed),
            "FTS5": lambda typed: _fts5(bare, typed),
        }
        spent = defaultdict[tuple[str, str, str], list[float]](list)
        for _ in range(rounds):
            for kind, typed in ((kind, typed) for kind, queries in QUERIES.items() for typed in queries):
                for way in ("hits", "page") if kind == _CUT else ways:
                    spent[kind, way, typed].append(_cpu(ways[way], typed))
        rebuilding = [
            _cpu(lambda _: rebuild_index(opened.database, opened.search), "", 1) for _ in range(rounds)
        ]
        return _report(spent, median(rebuilding))


def _hits(opened: Rooms, typed: str) -> int:
    return search_record(opened.database, opened.search, typed=typed, with_counts=True).total


def _like(bare: sqlite3.Connection, typed: str) -> int:
    """What the peers do: the letters anywhere in the text."""
    words = [typed.strip('"*')] if typed.startswith('"') else typed.strip("*").split()
    met = " AND ".join("(nl LIKE ? OR de LIKE ?)" for _ in words)
    values = [f"%{word}%" for word in words for _ in LANGUAGES]
    return len(bare.execute(f"SELECT id, nl, de FROM wordings WHERE {met}", values).fetchall())


def _fts5(bare: sqlite3.Connection, typed: str) -> int:
    asked = (
        typed if typed.startswith('"') or typed.endswith("*") else " ".join(f'"{w}"' for w in typed.split())
    )
    statement = "SELECT id, nl, de FROM indexed WHERE indexed MATCH ? ORDER BY bm25(indexed) LIMIT 20"
    return len(bare.execute(statement, [asked]).fetchall())


@contextmanager
def _bare_database() -> Iterator[sqlite3.Connection]:
    """The wordings of the current edition as they are, and in SQLite's own full-text index."""
    with closing(sqlite3.connect(":memory:")) as bare:
        bare.execute("CREATE TABLE wordings (id TEXT, nl TEXT, de TEXT)")
        bare.execute("CREATE VIRTUAL TABLE indexed USING fts5 (id UNINDEXED, nl, de)")
        rows = [
            (paragraph.id, *(markdown.plain(paragraph.wordings[language]) for language in LANGUAGES))
            for section in shipped.edition().sections
            for paragraph in section.paragraphs
        ]
        for table in ("wordings", "indexed"):
            bare.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
        bare.commit()
        yield bare


def _cpu(act: Callable[[str], object], typed: str, repeats: int = _REPEATS) -> float:
    """Milliseconds of all threads of this process."""
    began = process_time()
    for _ in range(repeats):
        act(typed)
    return (process_time() - began) / repeats * 1e3


def _report(spent: dict[tuple[str, str, str], list[float]], rebuilding: float) -> Report:
    report = Report(
        "CPU ms: p50 of the hits with their texts, of the whole page of results and of the bare database; "
        "the dearest page.",
        ["query", "hits", "page", "dearest page", "LIKE", "FTS5", "page to LIKE"],
        notes=[f"Building the index of the shipped record takes {rebuilding:,.0f} ms."],
    )
    for kind in QUERIES:
        ways = {
            way: [median(values) for (a, b, _), values in spent.items() if (a, b) == (kind, way)]
            for way in ("hits", "page", "LIKE", "FTS5")
        }
        p50 = {way: median(values) if values else None for way, values in ways.items()}
        dearest = max(ways["page"] or ways["hits"])
        to_like = ratio(p50["page"], p50["LIKE"]) if p50["page"] and p50["LIKE"] else ""
        report.rows.append([kind, p50["hits"], p50["page"], dearest, p50["LIKE"], p50["FTS5"], to_like])
        report.targets.append(Target(f"{kind}: the dearest, CPU ms", dearest, LIMIT))
    return report
