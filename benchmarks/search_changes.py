"""Writing the index: what a new comment, a batch, a rebuild and other processes' commits cost, and memory."""

import gc
import pickle
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from benchmarks.report import Report, Target, median
from benchmarks.search_corpus import Corpus, corpus, number_of
from benchmarks.search_queries import HITS, token_queries
from server.search.analysis.compounds import split
from server.search.analysis.folding import fold
from server.search.analysis.stemming import stem
from server.search.documents import DocumentKey, SearchDocument
from server.search.engine import Request
from server.search.matching import Group, Pattern, Tier
from server.search.query import Way
from server.search.whoosh_engine.engine import WhooshEngine
from server.search.whoosh_engine.schema import surface

SMALL, LARGE = 20_000, 100_000
# What one commit takes, see usecases/catch_up.MAX_HELD.
BATCH: Final = 200
_BATCHES: Final = 13
_OF_A_CLASS: Final = 300
# Issue 6, points 4 and 6, and section 7 of the study on searching.
_REBUILD_SECONDS: Final = 60.0
_HOLD_MS: Final = 1.0
_MIB: Final = 1 << 20


def run(rounds: int) -> Report:
    """20,000 comments."""
    return _report(SMALL, rounds)


def run_large(rounds: int) -> Report:
    """100,000 comments; takes minutes."""
    return _report(LARGE, rounds)


def _report(size: int, rounds: int) -> Report:
    report = Report(
        f"{size:,} comments in files of Whoosh.", ["act", "times", "CPU ms p50", "CPU ms p95", "dearest"]
    )
    made = corpus(size + BATCH * _BATCHES * rounds)
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        engine = WhooshEngine(folder)
        _forget_words()
        rebuilding = _cpu(engine.rebuild, made.documents(0, size))
        status = engine.status()
        report.rows.append(["rebuild", 1, rebuilding, None, None])
        if size == LARGE:
            report.targets.append(Target("rebuild, CPU ms", rebuilding, _REBUILD_SECONDS * 1e3))
        report.notes += [_sizes(status.size, status.segments), _memory(folder, made)]
        # What stands already is no longer looked through whenever an act makes an object.
        gc.collect()
        gc.freeze()
        try:
            spent = _changes(engine, WhooshEngine(folder), made, size, rounds)
        finally:
            gc.unfreeze()
    for act, times in spent.items():
        p95 = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else None
        report.rows.append([act, len(times), median(times), p95, max(times)])
    held = spent["one more comment, searchable"]
    report.targets.append(
        Target(
            "one more comment searchable, p95, CPU ms",
            quantiles(held, n=20, method="inclusive")[-1],
            _HOLD_MS,
        )
    )
    return report


def _changes(
    engine: WhooshEngine, other: WhooshEngine, made: Corpus, size: int, rounds: int
) -> dict[str, list[float]]:
    """Comments come one by one, are held, and are committed in batches, while another process reads."""
    spent: defaultdict[str, list[float]] = defaultdict(list)
    for reader in (engine, other):
        reader.search(_for(made, 0))
    for _ in range(rounds):
        for _ in range(_BATCHES):
            held: dict[DocumentKey, SearchDocument | None] = {}
            for document in made.documents(size, size + BATCH):
                held[document.key] = document
                request = _for(made, number_of(document.id))
                spent["one more comment, searchable"].append(_cpu(engine.hold, dict(held)))
                spent["the first search with it"].append(_cpu(engine.search, request))
                spent["the next search"].append(_cpu(engine.search, request))
            size += BATCH
            spent[f"commit of {BATCH}"].append(_cpu(engine.commit, [each for each in held.values() if each]))
            engine.hold({})
            spent["the writer's first search after it"].append(_cpu(engine.search, request))
            spent["another process's first search after it"].append(_cpu(other.search, request))
            spent["another process's next search"].append(_cpu(other.search, request))
        spent["merging more than 12 small segments"].append(_cpu(engine.merge))
        spent["another process's first search after merging"].append(_cpu(other.search, request))
    return spent


def _for(made: Corpus, number: int) -> Request:
    """A search for two words of a comment that stand side by side there."""
    language, tokens = made.language(number), made.tokens(number)
    stems = tuple(token.stem for token in tokens[:2])
    return Request(
        groups=(Group((Pattern(Way.PHRASE, language, Tier.STEM, stems, "", 1.0),), False),), limit=HITS
    )


def _cpu(act: Callable[..., object], *given: object) -> float:
    began = process_time()
    act(*given)
    return (process_time() - began) * 1e3


def _forget_words() -> None:
    """A process that rebuilds has analysed no word before."""
    for remembering in (fold, stem, split, surface):
        remembering.cache_clear()


def _sizes(size: int, segments: int) -> str:
    return f"The index is {size / _MIB:,.0f} MiB in {segments} segments."


def _memory(folder: Path, made: Corpus) -> str:
    queries = [asked.request for several in token_queries(made, _OF_A_CLASS).values() for asked in several]
    file = folder.parent / f"{folder.name}-queries"
    file.write_bytes(pickle.dumps(queries))
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
            opened, asked = other.submit(_memory_of, folder, file).result()
    finally:
        file.unlink()
    return f"A process that opens it takes {opened:,.0f} MiB more, and {asked:,.0f} MiB after {len(queries):,} queries."


def _memory_of(folder: Path, file: Path) -> tuple[float, float]:
    """MiB that a process of its own takes once it has opened an index, and once it has answered all queries."""
    queries: Sequence[Request] = pickle.loads(file.read_bytes())
    engine = WhooshEngine(folder)
    before = _private()
    engine.search(queries[0])
    opened = _private()
    for query in queries:
        engine.search(query)
    return opened - before, _private() - before


def _private() -> float:
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    kib = sum(int(line.split()[1]) for line in lines if line.startswith("Private"))
    return kib / 1024
