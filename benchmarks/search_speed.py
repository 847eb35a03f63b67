"""How fast the engines answer: every class of query, in turns with SQLite's FTS5 and tantivy, on made-up comments."""

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.report import Report, Target, median, number, ratio
from benchmarks.search_corpus import Corpus, corpus
from benchmarks.search_engines import Answer, Contestant, Ours, fts5, tantivy
from benchmarks.search_postgres import postgres
from benchmarks.search_queries import Asked, crossing_queries, token_queries, typed_queries
from server.search.highlight import excerpt
from server.search.whoosh_engine.cache import Cache
from server.search.whoosh_engine.engine import WhooshEngine
from tests.postgres_cluster import NoPostgres

SMALL, LARGE = 20_000, 100_000
# Of each class; for a server that works for milliseconds, fewer.
_QUERIES: Final = {SMALL: 150, LARGE: 200}
_OF_POSTGRES: Final = 20
_EXCERPTS: Final = "OR of 3, excerpts"
FTS5, TANTIVY, WHOOSH, COLD, POSTGRES = "FTS5", "tantivy", "Whoosh", "Whoosh cold", "PostgreSQL"
# Issue 6, point 4: at most so many times FTS5's p95, warm; for `crossing` milliseconds.
_TO_FTS5: Final = {
    "term": 0.25,
    "OR of 3": 0.25,
    "prefix": 0.25,
    "fuzzy": 0.25,
    "AND of 3": 0.5,
    "phrase": 0.5,
}
_TO_TANTIVY: Final = 3.0
_COLD_TO_FTS5: Final = {"term": 1.0, "OR of 3": 1.0}
_CROSSING_MS: Final = 2.0


@dataclass(slots=True)
class Series:
    """CPU milliseconds of the queries of a class by contestant, and in how many of them the totals differ."""

    spent: dict[str, list[float]] = field(default_factory=dict)
    asked: int = 0
    others: int = 0

    def p50(self, name: str) -> float:
        """Half of the queries cost no more."""
        return median(self.spent[name])

    def p95(self, name: str) -> float:
        """Of a hundred queries 95 cost no more."""
        return quantiles(self.spent[name], n=20, method="inclusive")[-1]

    def shown(self, name: str) -> str:
        """Both, or nothing."""
        return f"{number(self.p50(name))} / {number(self.p95(name))}" if name in self.spent else ""


@dataclass(frozen=True, slots=True)
class _Ring:
    """All contestants; `forget` empties what the cold one keeps."""

    corpus: Corpus
    warm: Mapping[str, Contestant]
    cold: Contestant
    forget: Callable[[], None]
    postgres: Contestant | None
    notes: list[str]


def run(rounds: int) -> Report:
    """20,000 comments."""
    return _report(SMALL, rounds)


def run_large(rounds: int) -> Report:
    """100,000 comments; takes minutes."""
    return _report(LARGE, rounds)


def _report(size: int, rounds: int) -> Report:
    made, many = corpus(size), _QUERIES[size]
    sets: dict[tuple[str, str], list[Asked]] = {
        ("token", kind): asked for kind, asked in token_queries(made, many).items()
    }
    sets |= {("typed", kind): asked for kind, asked in typed_queries(made, many).items()}
    sets |= {("crossing", kind): asked for kind, asked in crossing_queries(made, many // 3).items()}
    with _ring(made) as ring:
        gc.collect()
        # What stands already is no longer looked through whenever a query makes an object.
        gc.freeze()
        try:
            measured = {name: _measured(ring, asked, rounds) for name, asked in sets.items()}
            measured["typed", _EXCERPTS] = _measured(
                ring, sets["typed", "OR of 3"], rounds, with_excerpts=True
            )
        finally:
            gc.unfreeze()
        return _table(size, measured, ring.notes)


@contextmanager
def _ring(made: Corpus) -> Iterator[_Ring]:
    notes: list[str] = []
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        folder, cache = Path(temporary), Cache()
        warm: dict[str, Contestant] = {FTS5: stack.enter_context(fts5(made, folder))}
        try:
            warm[TANTIVY] = tantivy(made, folder)
        except ImportError:
            notes.append("tantivy is not installed (`pip install --group bench`): its columns are empty.")
        engine = WhooshEngine(folder / "index")
        engine.rebuild(made.documents())
        warm[WHOOSH] = Ours(engine)
        cold = Ours(WhooshEngine(folder / "index", cache=cache))
        try:
            server = stack.enter_context(postgres(made))
        except NoPostgres as reason:
            server = None
            notes.append(f"Without PostgreSQL: {reason}.")
        yield _Ring(made, warm, cold, cache.clear, server, notes)


def _measured(ring: _Ring, asked: Sequence[Asked], rounds: int, *, with_excerpts: bool = False) -> Series:
    """Each query put to each contestant in turn; the first round, which is not counted, warms them."""
    series = Series(asked=len(asked))
    shown = ring.corpus if with_excerpts else None
    warm = _Turns(ring.warm, asked, shown)
    for _ in range(rounds + 1):
        warm.round()
    totals = [warm.answers[name] for name in (TANTIVY, WHOOSH) if name in warm.answers]
    series.others = sum(
        len({answer.total for answer in answers}) > 1 for answers in zip(*totals, strict=True)
    )
    cold = _Turns({FTS5: ring.warm[FTS5], COLD: ring.cold}, asked, shown, ring.forget)
    for _ in range(2):
        cold.round()
    series.spent = {**cold.medians(), **warm.medians()}
    if ring.postgres:
        server = _Turns({POSTGRES: ring.postgres}, asked[:_OF_POSTGRES], shown)
        server.round()
        server.round()
        series.spent |= server.medians()
    return series


class _Turns:
    """Rounds in which every query goes to one contestant after the other."""

    def __init__(
        self,
        contestants: Mapping[str, Contestant],
        asked: Sequence[Asked],
        shown: Corpus | None,
        forget: Callable[[], None] = lambda: None,
    ) -> None:
        self._contestants, self._asked, self._shown, self._forget = contestants, asked, shown, forget
        self._queries = {name: [*map(each.prepared, asked)] for name, each in contestants.items()}
        self._spent: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
        self.answers: dict[str, list[Answer]] = {}

    def round(self) -> None:
        """Every query once for each."""
        self.answers = {name: [] for name in self._contestants}
        for place, asked in enumerate(self._asked):
            # Each comes first as often as the others: whoever comes after FTS5 finds the processor's caches full.
            turn = place % len(self._contestants)
            order = [*self._contestants.items()]
            for name, contestant in order[turn:] + order[:turn]:
                self._forget()
                began = contestant.cpu()
                answer = contestant.ask(self._queries[name][place])
                if self._shown:
                    _excerpts(self._shown, answer, asked)
                self._spent[name, place].append((contestant.cpu() - began) * 1e3)
                self.answers[name].append(answer)

    def medians(self) -> dict[str, list[float]]:
        """For each contestant what each query cost, the first round left out."""
        places = range(len(self._asked))
        return {
            name: [median(self._spent[name, place][1:]) for place in places] for name in self._contestants
        }


def _excerpts(shown: Corpus, answer: Answer, asked: Asked) -> list[Any]:
    return [excerpt(shown.text(each), shown.language(each), asked.request.groups) for each in answer.numbers]


def _table(size: int, measured: Mapping[tuple[str, str], Series], notes: Sequence[str]) -> Report:
    report = Report(
        f"{size:,} comments; CPU ms for the best ten, p50 / p95 over the queries of a class.",
        ["query", FTS5, TANTIVY, WHOOSH, COLD, POSTGRES, "p95 to FTS5", "p50 to tantivy", "cold p95 to FTS5"],
        notes=list(notes),
    )
    for (way, kind), series in measured.items():
        name = f"{way}: {kind}"
        p95, cold = series.p95(WHOOSH) / series.p95(FTS5), series.p95(COLD) / series.p95(FTS5)
        p50 = series.p50(WHOOSH) / series.p50(TANTIVY) if TANTIVY in series.spent else None
        report.rows.append(
            [
                name,
                *map(series.shown, (FTS5, TANTIVY, WHOOSH, COLD, POSTGRES)),
                ratio(p95, 1),
                ratio(p50, 1) if p50 else "",
                ratio(cold, 1),
            ]
        )
        report.targets += _targets(size, way, kind, series, (p95, p50, cold))
    strict = [name for name in measured if name[1] not in ("prefix", "fuzzy")]
    asked, others = (sum(getattr(measured[name], key) for name in strict) for key in ("asked", "others"))
    report.targets.append(
        Target(f"of {asked:,} queries (no prefix or fuzzy one), other totals than tantivy", others, 0)
    )
    return report


def _targets(
    size: int, way: str, kind: str, series: Series, ratios: tuple[float, float | None, float]
) -> Iterator[Target]:
    p95, p50, cold = ratios
    name = f"{way}: {kind}"
    if way == "crossing":
        if size == SMALL:
            yield Target(f"{name}: p95, CPU ms", series.p95(WHOOSH), _CROSSING_MS)
        return
    if size != LARGE or kind not in _TO_FTS5:
        return
    yield Target(f"{name}: p95 to FTS5's", p95, _TO_FTS5[kind])
    if p50:
        yield Target(f"{name}: p50 to tantivy's", p50, _TO_TANTIVY)
    if kind in _COLD_TO_FTS5:
        yield Target(f"{name}: cold, p95 to FTS5's", cold, _COLD_TO_FTS5[kind])
