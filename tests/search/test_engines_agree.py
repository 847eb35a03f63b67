"""Both engines find the same in the shipped record, count the same, and rank alike where scores differ clearly."""

from pathlib import Path
from random import Random

from server.search.engine import Order, Request, Results, SearchEngine
from server.search.postgres_engine.engine import PostgresEngine
from server.search.whoosh_engine.engine import WhooshEngine
from server.store.database import Database
from server.store.search_documents import SearchTables
from tests.search.shipped import queries, shipped_documents

SEED = 20_211
COMMENTS, QUERIES = 120, 300
# Whoosh keeps the length of a text in one byte, and beginnings are weighed in steps in PostgreSQL.
CLEARLY = 0.12


def both(postgres_url: str, tmp_path: Path) -> tuple[SearchEngine, SearchEngine]:
    return WhooshEngine(tmp_path / "index"), PostgresEngine(SearchTables(Database(postgres_url)))


def disagreements(requests: list[Request], one: SearchEngine, other: SearchEngine) -> list[str]:
    found = ((request, one.search(request), other.search(request)) for request in requests)
    return [wrong for each in found if (wrong := _disagreement(*each))]


def _disagreement(request: Request, one: Results, other: Results) -> str:
    keys = [hit.key for hit in other.hits]
    asked = sorted({pattern.typed for group in request.groups for pattern in group.patterns})
    if (one.total, {hit.key for hit in one.hits}) != (other.total, set(keys)):
        different = sorted({hit.key for hit in one.hits} ^ set(keys))
        return f"{asked}: {one.total} and {other.total} documents, such as {different[:3]}"
    if one.counts != other.counts:
        return f"{asked}: counted {one.counts} and {other.counts}"
    if request.order is Order.NEWEST:
        return "" if keys == [hit.key for hit in one.hits] else f"{asked}: another order of the newest"
    scores = {hit.key: hit.score for hit in one.hits}
    best = 0.0
    for key in reversed(keys):
        if scores[key] < best * (1 - CLEARLY):
            return f"{asked}: {key} with {scores[key]:.3f} stands before one with {best:.3f}"
        best = max(best, scores[key])
    return ""


def test_they_agree_after_a_rebuild_and_after_changes(postgres_url: str, tmp_path: Path) -> None:
    chance = Random(SEED)
    documents = shipped_documents(chance, COMMENTS)
    requests = list(queries(chance, documents, QUERIES))
    engines = both(postgres_url, tmp_path)
    for engine in engines:
        engine.rebuild(documents)
    assert disagreements(requests, *engines) == []
    chance.shuffle(documents)
    gone, later = documents[:20], documents[20:60]
    for engine in engines:
        engine.commit(documents[60:80], [each.key for each in (*gone, *later)])
        engine.commit(later)
        engine.hold({each.key: None for each in later[:10]})
    assert disagreements(requests[:60], *engines) == []
    assert engines[0].status().digest == engines[1].status().digest
    assert engines[0].vocabulary().words == engines[1].vocabulary().words
